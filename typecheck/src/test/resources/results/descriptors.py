"""Block pointers and tensor descriptors."""
import torch
import triton
import triton.language as tl


# case grid=2,2: out=full(7):fp32[24,20] x=uniform(1):fp32[24,20]
@triton.jit
def copied_by_block_pointers(out, x):
    y = tl.program_id(0) * 16
    i = tl.program_id(1) * 16
    s = tl.make_block_ptr(x, (24, 20), (20, 1), (y, i), (16, 16), (1, 0))
    d = tl.make_block_ptr(out, (24, 20), (20, 1), (y, i), (16, 16), (1, 0))
    tl.store(d, tl.load(s, boundary_check=(0, 1)) * 2, boundary_check=(0, 1))


# case: out=full(7):fp32[16,16] x=uniform(1):fp32[10,12] zero=full(7):fp32[16,16]
@triton.jit
def padded_block_pointers(out, x, zero):
    s = tl.make_block_ptr(x, (10, 12), (12, 1), (0, 0), (16, 16), (1, 0))
    at = tl.arange(0, 16)[:, None] * 16 + tl.arange(0, 16)[None, :]
    tl.store(out + at, tl.load(s, boundary_check=(0, 1), padding_option="nan"))
    tl.store(zero + at, tl.load(s, boundary_check=(1, 0), padding_option="zero"))


# case: out=zeros:fp32[16,16] x=uniform(1):fp32[16,64] y=uniform(1):fp32[64,16]
@triton.jit
def transposed_by_order(out, x, y):
    s = tl.make_block_ptr(x, (64, 16), (1, 64), (16, 0), (16, 16), (0, 1))
    d = tl.make_block_ptr(out, (16, 16), (16, 1), (0, 0), (16, 16), (1, 0))
    q = tl.make_block_ptr(y, (64, 16), (16, 1), (0, 0), (16, 16), (1, 0))
    q = tl.advance(q, (32, 0))
    tl.store(d, tl.load(s) + tl.load(q))


# case tol=1e-5: out=zeros:fp32[16,16] x=uniform(1):fp32[16,72] y=uniform(1):fp32[72,16]
@triton.jit
def product_by_block_pointers(out, x, y):
    a = tl.make_block_ptr(x, (16, 72), (72, 1), (0, 0), (16, 16), (1, 0))
    b = tl.make_block_ptr(y, (72, 16), (16, 1), (0, 0), (16, 16), (1, 0))
    acc = tl.zeros((16, 16), tl.float32)
    for k in range(0, 72, 16):
        p = tl.load(a, boundary_check=(1,), padding_option="zero")
        q = tl.load(b, boundary_check=(0,), padding_option="zero")
        acc = tl.dot(p, q, acc, input_precision="ieee")
        a = tl.advance(a, (0, 16))
        b = tl.advance(b, (16, 0))
    tl.store(tl.make_block_ptr(out, (16, 16), (16, 1), (0, 0), (16, 16), (1, 0)), acc)


def expected_product_by_block_pointers(out, x, y):
    out.copy_(x.to(torch.float64) @ y.to(torch.float64))


@triton.jit
def forward(pointers, by):
    first, second = pointers
    return tl.advance(first, (by,)), tl.advance(second, (by,))


# case grid=2: out=full(-1):i32[64] x=arange:i32[64]
@triton.jit
def block_pointers_in_tuples(out, x):
    pid = tl.program_id(0)
    s = tl.make_block_ptr(x, (60,), (1,), (0,), (8,), (0,))
    d = tl.make_block_ptr(out, (60,), (1,), (0,), (8,), (0,))
    if pid == 1:
        s = tl.advance(s, (32,))
        d = tl.advance(d, (32,))
    for i in tl.static_range(4):
        v = tl.load(s, boundary_check=(0,)) * 3 + pid
        tl.store(d, v, boundary_check=(0,))
        s, d = forward((s, d), 8)


# case: out=full(-1):i32[64] x=arange:i32[64] n=5
@triton.jit
def block_pointers_in_while(out, x, n):
    s = tl.make_block_ptr(x, (64,), (1,), (0,), (8,), (0,))
    d = tl.make_block_ptr(out, (64,), (1,), (56,), (8,), (0,))
    i = 0
    while i < n:
        tl.store(d, tl.load(s))
        s = tl.advance(s, (8,)) if i % 2 == 0 else tl.advance(s, (16,))
        d = tl.advance(d, [-8])
        i += 1


# case: out=full(5):fp16[4,8,8] x=uniform(1):fp16[3,7,8]
@triton.jit
def block_pointers_of_three_axes(out, x):
    s = tl.make_block_ptr(x, (3, 7, 8), (56, 8, 1), (0, 0, 0), (4, 8, 8), (2, 1, 0))
    d = tl.make_block_ptr(out, (4, 8, 8), (64, 8, 1), (0, 0, 0), (4, 8, 8), (2, 1, 0))
    tl.store(d, tl.load(s, boundary_check=(0, 1)))


# case: out=zeros:i32[8,8] x=arange:i32[8,8]
@triton.jit
def negative_offsets(out, x):
    s = tl.make_block_ptr(x, (8, 8), (8, 1), (-4, -2), (8, 8), (1, 0))
    d = tl.make_block_ptr(out, (8, 8), (8, 1), (0, 0), (8, 8), (1, 0))
    tl.store(d, tl.load(s, boundary_check=(0, 1)))


# case grid=2,2: out=full(7):fp32[24,20] x=uniform(1):fp32[24,20] m=24 n=20
@triton.jit
def copied_by_descriptors(out, x, m, n):
    y = tl.program_id(0) * 16
    i = tl.program_id(1) * 16
    s = tl.make_tensor_descriptor(x, shape=[m, n], strides=[n, 1], block_shape=[16, 16])
    d = tl.make_tensor_descriptor(out, shape=[m, n], strides=[n, 1], block_shape=[16, 16])
    d.store([y, i], s.load([y, i]) + 1)


# case: out=full(7):fp32[32,16] x=uniform(1):fp32[20,8]
@triton.jit
def padded_descriptors(out, x):
    nan = tl.make_tensor_descriptor(x, [20, 8], [8, 1], [16, 16], padding_option="nan")
    zero = tl.make_tensor_descriptor(x, [20, 8], [8, 1], [16, 16])
    d = tl.make_tensor_descriptor(out, [32, 16], [16, 1], [16, 16])
    tl.store_tensor_descriptor(d, [0, 0], tl.load_tensor_descriptor(zero, [-2, 0]))
    d.store([16, 0], nan.load([12, 4]))


# case tol=1e-5: out=zeros:fp32[32,32] x=uniform(1):fp16[32,64] y=uniform(1):fp16[32,64]
@triton.jit
def product_by_descriptors(out, x, y):
    a = tl.make_tensor_descriptor(x, [32, 64], [64, 1], [32, 16])
    b = tl.make_tensor_descriptor(y, [32, 64], [64, 1], [32, 16])
    c = tl.make_tensor_descriptor(out, [32, 32], [32, 1], [32, 32])
    acc = tl.zeros((32, 32), tl.float32)
    for k in range(0, 64, 16):
        acc = tl.dot(a.load([0, k]), b.load([0, k]).T, acc)
    c.store([0, 0], acc)


def expected_product_by_descriptors(out, x, y):
    out.copy_(x.to(torch.float64) @ y.to(torch.float64).T)


# case interpreter=no grid=3: total=full(1):i32[8,16] low=full(9):i32[8,16] high=full(9):i32[8,16] x=ints(-50,50):i32[24,16]
@triton.jit
def reduced_by_descriptors(total, low, high, x):
    pid = tl.program_id(0)
    s = tl.make_tensor_descriptor(x, [24, 16], [16, 1], [8, 16])
    v = s.load([pid * 8, 0])
    t = tl.make_tensor_descriptor(total, [8, 16], [16, 1], [8, 16])
    t.atomic_add([0, 0], v)
    tl.make_tensor_descriptor(low, [8, 16], [16, 1], [8, 16]).atomic_min([0, 0], v)
    tl.make_tensor_descriptor(high, [8, 16], [16, 1], [8, 16]).atomic_max([0, 0], v)


def expected_reduced_by_descriptors(total, low, high, x):
    parts = x.reshape(3, 8, 16)
    total.add_(parts.sum(0).to(torch.int32))
    low.copy_(torch.minimum(low, parts.amin(0)))
    high.copy_(torch.maximum(high, parts.amax(0)))


# case interpreter=no grid=3: conjunction=full(-1):i32[8,16] disjunction=zeros:i32[8,16] parity=zeros:i32[8,16] x=ints(0,1000):i32[24,16]
@triton.jit
def bits_by_descriptors(conjunction, disjunction, parity, x):
    pid = tl.program_id(0)
    v = tl.make_tensor_descriptor(x, [24, 16], [16, 1], [8, 16]).load([pid * 8, 0])
    tl.make_tensor_descriptor(conjunction, [8, 16], [16, 1], [8, 16]).atomic_and([0, 0], v)
    tl.make_tensor_descriptor(disjunction, [8, 16], [16, 1], [8, 16]).atomic_or([0, 0], v)
    tl.make_tensor_descriptor(parity, [8, 16], [16, 1], [8, 16]).atomic_xor([0, 0], v)


def expected_bits_by_descriptors(conjunction, disjunction, parity, x):
    for part in x.reshape(3, 8, 16):
        conjunction.bitwise_and_(part)
        disjunction.bitwise_or_(part)
        parity.bitwise_xor_(part)


# case: out=full(7):fp32[8,16] x=uniform(1):fp32[20,24] rows=values(3,19,0,0,7,21,-1,5):i32[8]
@triton.jit
def gathered_rows(out, x, rows):
    d = tl.make_tensor_descriptor(x, [20, 24], [24, 1], [1, 16])
    at = tl.arange(0, 8)
    v = d.gather(tl.load(rows + at), 12)
    tl.store(out + at[:, None] * 16 + tl.arange(0, 16)[None, :], v)


def expected_gathered_rows(out, x, rows):
    wide = torch.zeros(24, 40)
    wide[:20, :24] = x
    out.copy_(wide[rows.long().where(rows >= 0, torch.tensor(20))][:, 12:28])


# case: out=full(7):fp32[20,24] x=uniform(1):fp32[8,16] rows=values(3,19,0,1,7,21,20,5):i32[8]
@triton.jit
def scattered_rows(out, x, rows):
    d = tl.make_tensor_descriptor(out, [20, 24], [24, 1], [1, 16])
    at = tl.arange(0, 8)
    v = tl.load(x + at[:, None] * 16 + tl.arange(0, 16)[None, :])
    d.scatter(v, tl.load(rows + at), 12)


def expected_scattered_rows(out, x, rows):
    for i, row in enumerate(rows.tolist()):
        if row < 20:
            out[row, 12:] = x[i, :12]


# case: out=full(7):fp16[1,2,2,4,8] x=uniform(1):fp16[1,2,2,3,8]
@triton.jit
def descriptors_of_five_axes(out, x):
    s = tl.make_tensor_descriptor(x, [1, 2, 2, 3, 8], [96, 48, 24, 8, 1], [1, 2, 2, 4, 8])
    d = tl.make_tensor_descriptor(out, [1, 2, 2, 4, 8], [128, 64, 32, 8, 1], [1, 2, 2, 4, 8])
    d.store([0, 0, 0, 0, 0], s.load([0, 0, 0, 0, 0]))


@triton.jit
def through(desc, at):
    return desc.load([at, 0]), desc.block_shape[0] * desc.block_shape[1], desc.shape[0] - at


# case: out=zeros:i32[8,8] x=arange:i32[20,8] m=20
@triton.jit
def descriptors_in_helpers(out, x, m):
    d = tl.make_tensor_descriptor(x, [m, 8], [8, 1], [8, 8])
    e = tl.make_tensor_descriptor(out, [8, 8], [8, 1], [8, 8])
    v, size, left = through(d, 14)
    tl.static_assert(d.dtype == tl.int32)
    e.store([0, 0], v + size + left)


# case grid=2,2: out=full(7):fp32[24,20] x=uniform(1):fp32[24,20] d=descriptor(out,16,16) s=descriptor(x,16,16)
@triton.jit
def copied_by_host_descriptors(out, x, d, s):
    y = tl.program_id(0) * 16
    i = tl.program_id(1) * 16
    d.store([y, i], s.load([y, i]) * 2)


# case: out=zeros:i64[32] x=uniform(1):fp16[20,24] s=descriptor(x,8,16) z=descriptor(x,4,8)
@triton.jit
def parts_of_host_descriptors(out, x, s, z):
    tl.static_assert(s.dtype == tl.float16)
    tl.static_assert(s.block_shape[0] == 8)
    tl.static_assert(s.block_shape[1] == z.block_shape[1] * 2)
    tl.store(out, s.shape[0].to(tl.int64) * 1000 + s.shape[1])
    tl.store(out + 1, s.strides[0] * 1000 + s.strides[1])
    tl.store(out + 2, tl.sum(tl.sum((z.load([18, 16]) != 0).to(tl.int32), 1), 0).to(tl.int64))


# case: out=full(7):fp32[32,16] x=uniform(1):fp32[20,8] nan=descriptor(x,16,16,nan) zero=descriptor(x,16,16) d=descriptor(out,16,16)
@triton.jit
def padded_host_descriptors(out, x, nan, zero, d):
    d.store([0, 0], zero.load([-2, 0]))
    d.store([16, 0], nan.load([12, 4]))


# case tol=1e-5 grid=2,3: out=zeros:fp32[20,40] x=uniform(1):fp16[20,72] y=uniform(1):fp16[40,72] a=descriptor(x,16,16) b=descriptor(y,16,16) c=descriptor(out,16,16)
@triton.jit
def product_by_host_descriptors(out, x, y, a, b, c):
    m = tl.program_id(0) * 16
    n = tl.program_id(1) * 16
    acc = tl.zeros((16, 16), tl.float32)
    for k in range(0, a.shape[1], 16):
        acc = tl.dot(a.load([m, k]), b.load([n, k]).T, acc)
    c.store([m, n], acc)


def expected_product_by_host_descriptors(out, x, y, a, b, c):
    out.copy_(x.to(torch.float64) @ y.to(torch.float64).T)


# case interpreter=no grid=4: total=zeros:i32[8] x=ints(-50,50):i32[32] t=descriptor(total,8) s=descriptor(x,8)
@triton.jit
def reduced_by_host_descriptors(total, x, t, s):
    t.atomic_add([0], s.load([tl.program_id(0) * 8]))


def expected_reduced_by_host_descriptors(total, x, t, s):
    total.copy_(x.reshape(4, 8).sum(0))
