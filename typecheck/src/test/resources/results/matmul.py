"""Matrix products of every kind."""
import torch
import triton
import triton.language as tl


@triton.jit
def block_of(pid, m, n, BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, GROUP: tl.constexpr):
    """Row and column of a program, in groups of rows that share columns."""
    blocks_m = tl.cdiv(m, BLOCK_M)
    blocks_n = tl.cdiv(n, BLOCK_N)
    group = pid // (GROUP * blocks_n)
    first = group * GROUP
    size = min(blocks_m - first, GROUP)
    inside = pid % (GROUP * blocks_n)
    return first + inside % size, inside // size


@triton.jit
def leaky(x):
    return tl.where(x >= 0, x, 0.01 * x)


# case grid=9 tol=1e-5: a=uniform(1):fp32[40,50] b=uniform(1):fp32[50,36] c=zeros:fp32[40,36] bias=uniform(1):fp32[36] m=40 n=36 k=50 am=50 ak=1 bk=36 bn=1 BLOCK_M=16 BLOCK_N=16 BLOCK_K=16 GROUP=2 ACTIVATION='leaky'
# case grid=9 tol=2e-3: a=uniform(1):fp16[40,50] b=uniform(1):fp16[50,36] c=zeros:fp16[40,36] bias=None m=40 n=36 k=50 am=50 ak=1 bk=36 bn=1 BLOCK_M=16 BLOCK_N=16 BLOCK_K=32 GROUP=8 ACTIVATION=''
# case grid=9 tol=2e-2 interpreter=no: a=uniform(1):bf16[40,50] b=uniform(1):bf16[50,36] c=zeros:bf16[40,36] bias=None m=40 n=36 k=50 am=50 ak=1 bk=36 bn=1 BLOCK_M=16 BLOCK_N=16 BLOCK_K=16 GROUP=1 ACTIVATION=''
# case grid=6 tol=1e-5: a=uniform(1):fp32[50,40] b=uniform(1):fp32[36,50] c=zeros:fp32[40,36] bias=None m=40 n=36 k=50 am=1 ak=40 bk=1 bn=50 BLOCK_M=32 BLOCK_N=16 BLOCK_K=8 GROUP=3 ACTIVATION='leaky'
@triton.jit
def matmul(
    a, b, c, bias, m, n, k, am, ak, bk, bn,
    BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, BLOCK_K: tl.constexpr, GROUP: tl.constexpr, ACTIVATION: tl.constexpr,
):
    row, col = block_of(tl.program_id(0), m, n, BLOCK_M, BLOCK_N, GROUP)
    rows = (row * BLOCK_M + tl.arange(0, BLOCK_M)) % m
    cols = (col * BLOCK_N + tl.arange(0, BLOCK_N)) % n
    ks = tl.arange(0, BLOCK_K)
    a_at = a + rows[:, None] * am + ks[None, :] * ak
    b_at = b + ks[:, None] * bk + cols[None, :] * bn
    acc = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)
    for i in range(0, tl.cdiv(k, BLOCK_K)):
        left = k - i * BLOCK_K
        u = tl.load(a_at, mask=ks[None, :] < left, other=0.0)
        v = tl.load(b_at, mask=ks[:, None] < left, other=0.0)
        acc = tl.dot(u, v, acc, input_precision="ieee")
        a_at += BLOCK_K * ak
        b_at += BLOCK_K * bk
    if bias is not None:
        acc += tl.load(bias + cols)[None, :]
    if ACTIVATION == "leaky":
        acc = leaky(acc)
    out_rows = row * BLOCK_M + tl.arange(0, BLOCK_M)
    out_cols = col * BLOCK_N + tl.arange(0, BLOCK_N)
    inside = (out_rows[:, None] < m) & (out_cols[None, :] < n)
    tl.store(c + out_rows[:, None] * n + out_cols[None, :], acc.to(c.dtype.element_ty), mask=inside)


def expected_matmul(a, b, c, bias, m, n, k, am, ak, bk, bn, BLOCK_M, BLOCK_N, BLOCK_K, GROUP, ACTIVATION):
    a = torch.as_strided(a.double(), (m, k), (am, ak))
    b = torch.as_strided(b.double(), (k, n), (bk, bn))
    p = a @ b + (0 if bias is None else bias.double())
    c.copy_(torch.nn.functional.leaky_relu(p, 0.01) if ACTIVATION else p)


# case grid=4: a=ints(-128,128):i8[32,48] b=ints(-128,128):i8[48,32] c=zeros:i32[32,32] m=32 n=32 k=48 BLOCK=16
@triton.jit
def matmul_of_bytes(a, b, c, m, n, k, BLOCK: tl.constexpr):
    rows = tl.program_id(0) // (n // BLOCK) * BLOCK + tl.arange(0, BLOCK)
    cols = tl.program_id(0) % (n // BLOCK) * BLOCK + tl.arange(0, BLOCK)
    acc = tl.zeros((BLOCK, BLOCK), dtype=tl.int32)
    for start in range(0, k, BLOCK):
        ks = start + tl.arange(0, BLOCK)
        acc += tl.dot(tl.load(a + rows[:, None] * k + ks), tl.load(b + ks[:, None] * n + cols), out_dtype=tl.int32)
    tl.store(c + rows[:, None] * n + cols, acc)


def expected_matmul_of_bytes(a, b, c, m, n, k, BLOCK):
    c.copy_(a.int() @ b.int())


# case grid=2,3 tol=1e-5: a=uniform(1):fp32[3,20,18] b=uniform(1):fp32[3,18,16] c=zeros:fp32[3,20,16] m=20 k=18 BLOCK_M=16 BLOCK_K=32 BLOCK_N=16
@triton.jit
def batched_matmul(a, b, c, m, k, BLOCK_M: tl.constexpr, BLOCK_K: tl.constexpr, BLOCK_N: tl.constexpr):
    batch = tl.program_id(axis=1)
    rows = tl.program_id(axis=0) * BLOCK_M + tl.arange(0, BLOCK_M)
    ks = tl.arange(0, BLOCK_K)
    cols = tl.arange(0, BLOCK_N)
    a += batch * m * k
    b += batch * k * BLOCK_N
    u = tl.load(a + rows[:, None] * k + ks[None, :], mask=(rows < m)[:, None] & (ks < k)[None, :], other=0.0)
    v = tl.load(b + ks[:, None] * BLOCK_N + cols[None, :], mask=(ks < k)[:, None], other=0.0)
    at = batch * m * BLOCK_N + rows[:, None] * BLOCK_N + cols[None, :]
    tl.store(c + at, tl.dot(u, v, allow_tf32=False), mask=(rows < m)[:, None])


def expected_batched_matmul(a, b, c, m, k, BLOCK_M, BLOCK_K, BLOCK_N):
    c.copy_(a.double() @ b.double())


# case tol=1e-5: a=uniform(1):fp32[2,16,16] b=uniform(1):fp32[2,16,16] c=zeros:fp32[2,16,16]
@triton.jit
def three_axes_at_once(a, b, c):
    at = tl.arange(0, 2)[:, None, None] * 256 + tl.arange(0, 16)[None, :, None] * 16 + tl.arange(0, 16)[None, None, :]
    tl.store(c + at, tl.dot(tl.load(a + at), tl.load(b + at), input_precision="ieee"))


def expected_three_axes_at_once(a, b, c):
    c.copy_(a.double() @ b.double())


# case grid=4,3 tol=1e-5: a=uniform(1):fp32[32,90] b=uniform(1):fp32[90,32] c=zeros:fp32[32,32] n=32 k=90 BLOCK=16 SPLIT=3
@triton.jit
def split_k(a, b, c, n, k, BLOCK: tl.constexpr, SPLIT: tl.constexpr):
    rows = tl.program_id(0) // 2 * BLOCK + tl.arange(0, BLOCK)
    cols = tl.program_id(0) % 2 * BLOCK + tl.arange(0, BLOCK)
    acc = tl.zeros((BLOCK, BLOCK), tl.float32)
    for start in range(tl.program_id(1) * BLOCK, k, BLOCK * SPLIT):
        ks = start + tl.arange(0, BLOCK)
        u = tl.load(a + rows[:, None] * k + ks[None, :], mask=ks[None, :] < k, other=0.0)
        v = tl.load(b + ks[:, None] * n + cols[None, :], mask=ks[:, None] < k, other=0.0)
        acc += tl.dot(u, v, input_precision="ieee")
    tl.atomic_add(c + rows[:, None] * n + cols[None, :], acc, sem="release", scope="gpu")


def expected_split_k(a, b, c, n, k, BLOCK, SPLIT):
    c.copy_(a.double() @ b.double())


# case grid=3 tol=1e-5: a=uniform(1):fp32[48,64] b=uniform(1):fp32[64,32] c=zeros:fp32[48,32] m=48 n=32 k=64 BLOCK=16
@triton.jit
def stream_k(a, b, c, m, n, k, BLOCK: tl.constexpr):
    per_tile = tl.cdiv(k, BLOCK)
    tiles_n = tl.cdiv(n, BLOCK)
    all_steps = tl.cdiv(m, BLOCK) * tiles_n * per_tile
    share = tl.cdiv(all_steps, tl.num_programs(0))
    step = tl.program_id(0) * share
    end = tl.minimum(step + share, all_steps)
    while step < end:
        tile = step // per_tile
        until = tl.minimum((tile + 1) * per_tile, end)
        rows = tile // tiles_n * BLOCK + tl.arange(0, BLOCK)
        cols = tile % tiles_n * BLOCK + tl.arange(0, BLOCK)
        acc = tl.zeros((BLOCK, BLOCK), dtype=tl.float32)
        for s in range(step, until):
            ks = (s % per_tile) * BLOCK + tl.arange(0, BLOCK)
            u = tl.load(a + rows[:, None] * k + ks[None, :])
            v = tl.load(b + ks[:, None] * n + cols[None, :])
            acc = tl.dot(u, v, acc=acc, input_precision="ieee")
        at = c + rows[:, None] * n + cols[None, :]
        if until - step == per_tile:
            tl.store(at, acc)
        else:
            tl.atomic_add(at, acc)
        step = until


def expected_stream_k(a, b, c, m, n, k, BLOCK):
    c.copy_(a.double() @ b.double())


# case grid=6 tol=1e-5: a=uniform(1):fp32[40,33] b=uniform(1):fp32[33,20] c=zeros:fp32[40,20] m=40 n=20 k=33 BLOCK_M=16 BLOCK_N=16 BLOCK_K=16
@triton.jit
def matmul_by_block_pointers(a, b, c, m, n, k, BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, BLOCK_K: tl.constexpr):
    pid = tl.program_id(0)
    row = pid // tl.cdiv(n, BLOCK_N) * BLOCK_M
    col = pid % tl.cdiv(n, BLOCK_N) * BLOCK_N
    u = tl.make_block_ptr(base=a, shape=(m, k), strides=(k, 1), offsets=(row, 0), block_shape=(BLOCK_M, BLOCK_K), order=(1, 0))
    v = tl.make_block_ptr(base=b, shape=(k, n), strides=(n, 1), offsets=(0, col), block_shape=(BLOCK_K, BLOCK_N), order=(1, 0))
    acc = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)
    for _ in range(0, k, BLOCK_K):
        x = tl.load(u, boundary_check=(0, 1), padding_option="zero")
        y = tl.load(v, boundary_check=(0, 1), padding_option="zero")
        acc += tl.dot(x, y, input_precision="ieee")
        u = tl.advance(u, (0, BLOCK_K))
        v = tl.advance(v, (BLOCK_K, 0))
    w = tl.make_block_ptr(c, (m, n), (n, 1), (row, col), (BLOCK_M, BLOCK_N), (1, 0))
    tl.store(w, acc, boundary_check=(0, 1))


def expected_matmul_by_block_pointers(a, b, c, m, n, k, BLOCK_M, BLOCK_N, BLOCK_K):
    c.copy_(a.double() @ b.double())


# case grid=2 tol=1e-5: a=uniform(1):fp32[40,32] b=uniform(1):fp32[24,32] c=zeros:fp32[40,24] m=40 n=24 k=32 BLOCK=16
@triton.jit
def matmul_by_descriptors(a, b, c, m, n, k, BLOCK: tl.constexpr):
    u = tl.make_tensor_descriptor(a, shape=[m, k], strides=[k, 1], block_shape=[BLOCK, BLOCK])
    v = tl.make_tensor_descriptor(b, shape=[n, k], strides=[k, 1], block_shape=[BLOCK, BLOCK])
    w = tl.make_tensor_descriptor(c, shape=[m, n], strides=[n, 1], block_shape=[BLOCK, BLOCK])
    tiles_n = tl.cdiv(n, BLOCK)
    for tile in range(tl.program_id(0), tl.cdiv(m, BLOCK) * tiles_n, tl.num_programs(0)):
        row = tile // tiles_n * BLOCK
        col = tile % tiles_n * BLOCK
        acc = tl.zeros((BLOCK, BLOCK), dtype=tl.float32)
        for i in range(0, tl.cdiv(k, BLOCK)):
            acc = tl.dot(u.load([row, i * BLOCK]), v.load([col, i * BLOCK]).T, acc, input_precision="ieee")
        w.store([row, col], acc)


def expected_matmul_by_descriptors(a, b, c, m, n, k, BLOCK):
    c.copy_(a.double() @ b.double().T)


# case grid=2 tol=1e-5: a0=uniform(1):fp32[20,16] a1=uniform(1):fp32[16,40] b0=uniform(1):fp32[16,24] b1=uniform(1):fp32[40,8] c0=zeros:fp32[20,24] c1=zeros:fp32[16,8] pa=table(a0,a1):i64 pb=table(b0,b1):i64 pc=table(c0,c1):i64 sizes=values(20,24,16,16,8,40):i32 groups=2 BLOCK=16
@triton.jit
def grouped_matmul(a0, a1, b0, b1, c0, c1, pa, pb, pc, sizes, groups, BLOCK: tl.constexpr):
    tile = tl.program_id(0)
    before = 0
    for g in range(groups):
        m = tl.load(sizes + g * 3)
        n = tl.load(sizes + g * 3 + 1)
        k = tl.load(sizes + g * 3 + 2)
        tiles_n = tl.cdiv(n, BLOCK)
        count = tl.cdiv(m, BLOCK) * tiles_n
        while tile >= before and tile < before + count:
            a = tl.load(pa + g).to(tl.pointer_type(tl.float32))
            b = tl.load(pb + g).to(tl.pointer_type(tl.float32))
            c = tl.load(pc + g).to(tl.pointer_type(tl.float32))
            rows = (tile - before) // tiles_n * BLOCK + tl.arange(0, BLOCK)
            cols = (tile - before) % tiles_n * BLOCK + tl.arange(0, BLOCK)
            acc = tl.zeros((BLOCK, BLOCK), dtype=tl.float32)
            for start in range(0, tl.cdiv(k, BLOCK) * BLOCK, BLOCK):
                ks = start + tl.arange(0, BLOCK)
                u = tl.load(a + rows[:, None] * k + ks[None, :], mask=(rows[:, None] < m) & (ks[None, :] < k), other=0.0)
                v = tl.load(b + ks[:, None] * n + cols[None, :], mask=(ks[:, None] < k) & (cols[None, :] < n), other=0.0)
                acc += tl.dot(u, v, input_precision="ieee")
            tl.store(c + rows[:, None] * n + cols[None, :], acc, mask=(rows[:, None] < m) & (cols[None, :] < n))
            tile += tl.num_programs(0)
        before += count


def expected_grouped_matmul(a0, a1, b0, b1, c0, c1, pa, pb, pc, sizes, groups, BLOCK):
    c0.copy_(a0.double() @ b0.double())
    c1.copy_(a1.double() @ b1.double())


# case tol=1e-5 interpreter=no: a=uniform(1):fp8e4nv[16,32] b=uniform(1):fp8e5[32,16] c=zeros:fp32[16,16] scale=0.5
@triton.jit
def matmul_of_eighths(a, b, c, scale):
    i, j = tl.arange(0, 16), tl.arange(0, 32)
    u = tl.load(a + i[:, None] * 32 + j[None, :])
    v = tl.load(b + j[:, None] * 16 + i[None, :])
    p = tl.dot(u.to(tl.float16), v.to(tl.float16)) * scale
    tl.store(c + i[:, None] * 16 + i[None, :], p)


def expected_matmul_of_eighths(a, b, c, scale):
    c.copy_(a.double() @ b.double() * scale)


# case tol=1e-5: a=uniform(1):fp32[16,16] x=uniform(1):fp32[16] y=zeros:fp32[16] out=zeros:fp32[16,16]
@triton.jit
def matrix_times_vector_and_outer_product(a, x, y, out):
    i = tl.arange(0, 16)
    m = tl.load(a + i[:, None] * 16 + i[None, :])
    v = tl.load(x + i)
    product = tl.sum(m * v[None, :], axis=1)
    tl.store(y + i, product)
    tl.store(out + i[:, None] * 16 + i[None, :], product[:, None] * v[None, :])


def expected_matrix_times_vector_and_outer_product(a, x, y, out):
    y.copy_(a.double() @ x.double())
    out.copy_(torch.outer(a.double() @ x.double(), x.double()))


# case grid=4,3 tol=1e-5: a=uniform(1):fp32[32,96] b=uniform(1):fp32[96,32] c=zeros:fp32[32,32] locks=zeros:i32[4] n=32 k=96 BLOCK=16 SPLIT=3
@triton.jit
def split_k_in_turns(a, b, c, locks, n, k, BLOCK: tl.constexpr, SPLIT: tl.constexpr):
    tile = tl.program_id(0)
    turn = tl.program_id(1)
    rows = tile // 2 * BLOCK + tl.arange(0, BLOCK)
    cols = tile % 2 * BLOCK + tl.arange(0, BLOCK)
    acc = tl.zeros((BLOCK, BLOCK), tl.float32)
    for start in range(turn * BLOCK, k, BLOCK * SPLIT):
        ks = start + tl.arange(0, BLOCK)
        u = tl.load(a + rows[:, None] * k + ks[None, :])
        acc = tl.dot(u, tl.load(b + ks[:, None] * n + cols[None, :]), acc, input_precision="ieee")
    at = c + rows[:, None] * n + cols[None, :]
    while tl.atomic_cas(locks + tile, turn, turn) != turn:
        pass
    if turn > 0:
        acc += tl.load(at)
    tl.store(at, acc)
    tl.debug_barrier()
    tl.atomic_xchg(locks + tile, turn + 1, sem="release")


def expected_split_k_in_turns(a, b, c, locks, n, k, BLOCK, SPLIT):
    c.copy_(a.double() @ b.double())
    locks.fill_(SPLIT)
