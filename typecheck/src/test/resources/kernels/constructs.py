"""Constructs of the language, one small kernel each; the expected IR stands in constructs.tile."""
import triton
import triton.language as tl
from triton.language.extra import libdevice

SCALE = tl.constexpr(0.5)
exp = tl.exp


# signature: pointer_arithmetic: *fp32:16, *kfp16, i32, i64, u32
@triton.jit
def pointer_arithmetic(x, y, i, j, u):
    tl.store(x + i + 1, tl.load(y - j))
    tl.store(x + tl.arange(0, 4)[:, None] * 4 + tl.arange(0, 4)[None, :], tl.load(y + u))


# signature: masks: *fp32, *i1, i32
@triton.jit
def masks(x, flags, n):
    offs = tl.arange(0, 8)
    inside = offs < n
    a = tl.load(x + offs, mask=inside)
    b = tl.load(x + offs, mask=inside, other=-1)
    c = tl.load(x + offs, inside & (offs % 2 == 0), 2.5, cache_modifier=".cg", eviction_policy="evict_first")
    d = tl.load(flags + offs, mask=None, volatile=True)
    tl.store(x + offs, tl.where(d, a + b, c), mask=inside, eviction_policy="evict_last")
    tl.store(flags + offs, a > b, True)


# signature: literals: *fp16, *i8, *i32
@triton.jit
def literals(h, b, w):
    x = tl.load(h)
    y = tl.load(b)
    tl.store(h, x * 0.5 + 1)
    tl.store(b, y + 1)
    tl.store(w, y * 2 + tl.load(w) // 3 % 5)
    tl.store(w, -7 // 2)
    tl.store(h, x / 3 * SCALE)
    tl.store(w, 1 << 3 | 5 & ~2 ^ 1)


# signature: early_return: *fp32, i32, 64
@triton.jit
def early_return(x, n, BLOCK: tl.constexpr):
    pid = tl.program_id(0)
    if pid * BLOCK >= n:
        return
    offs = pid * BLOCK + tl.arange(0, BLOCK)
    tl.store(x + offs, 0.0, mask=offs < n)


# signature: branch_merges: *fp32, i32
@triton.jit
def branch_merges(x, n):
    v = 1.0
    if n > 3:
        v = v + 1.0
        w = n
    else:
        w = 2
    tl.store(x + w, v)


# signature: maybe_returned: *i32, i32
@triton.jit
def maybe_returned(x, n):
    if n > 3:
        if n > 5:
            return
        tl.store(x, 1)
    tl.store(x + 1, 2)


# signature: carried_tuple: *i32, i32
@triton.jit
def carried_tuple(x, n):
    pair = (0, 1)
    for i in range(n):
        pair = (pair[1], pair[0] + pair[1])
    tl.store(x, pair[0])


# signature: while_loop: *i32, i32
@triton.jit
def while_loop(x, n):
    i = n
    while i > 0:
        i = i // 2
        tl.store(x + i, i)


# signature: counting_down: *i32, i32, i64
@triton.jit
def counting_down(x, n, m):
    for i in range(n, 0, -2):
        tl.store(x + i, i)
    for j in tl.range(0, m, num_stages=3):
        tl.store(x + j, j.to(tl.int32))


@triton.jit
def scaled(x, by=2.0, *, shift: tl.constexpr = 1):
    if shift > 0:
        return x * by + shift
    return x * by


# signature: helpers: *fp32, i32
@triton.jit
def helpers(x, n):
    v = tl.load(x)
    tl.store(x, scaled(v))
    tl.store(x + 1, scaled(v, by=tl.load(x + 1), shift=0))


# signature: products: *fp16, *fp32, *i8
@triton.jit
def products(a, c, q):
    rows = tl.arange(0, 16)
    tile = rows[:, None] * 16 + rows[None, :]
    h = tl.load(a + tile)
    acc = tl.zeros((16, 16), dtype=tl.float32)
    acc += tl.dot(h, h.T)
    acc = tl.dot(h, tl.trans(h), acc)
    acc = acc + tl.dot(h.to(tl.float32), acc, allow_tf32=False)
    i = tl.load(q + tile)
    ints = tl.dot(i, i)
    tl.store(c + tile, acc + ints + tl.dot(h, h, out_dtype=tl.float16))


# signature: reductions: *fp16, *i8, *fp32
@triton.jit
def reductions(h, b, out):
    tile = tl.arange(0, 4)[:, None] * 8 + tl.arange(0, 8)[None, :]
    x = tl.load(h + tile)
    y = tl.load(b + tile)
    tl.store(out, tl.sum(x) + tl.max(y))
    tl.store(out + tl.arange(0, 4), tl.sum(x, axis=1))
    tl.store(out + tl.arange(0, 8)[None, :], x.min(axis=0, keep_dims=True))
    tl.store(out + tile, tl.softmax(x.to(tl.float32), dim=1, keep_dims=True))


# signature: functions: *fp32, *i32
@triton.jit
def functions(x, w):
    v = tl.load(x)
    i = tl.load(w)
    tl.store(x, exp(v) + tl.log(v) + tl.sqrt(v) + tl.math.rsqrt(v) + libdevice.tanh(v))
    tl.store(x, tl.sigmoid(v) + tl.abs(-v) + tl.floor(v) + libdevice.pow(v, 2.0))
    tl.store(x, tl.maximum(v, 0) + tl.minimum(v, 1.0, propagate_nan=tl.PropagateNan.ALL))
    tl.store(x, tl.fma(v, v, 1.0) + tl.clamp(v, -1.0, 1.0) + tl.fdiv(v, 3.0))
    tl.store(w, tl.cdiv(i, 3) + min(i, 4) + max(2, 3) + tl.umulhi(i, 5))


# signature: casts: *fp32, *bf16, *i8, *fp8e5
@triton.jit
def casts(x, h, b, f):
    v = tl.load(x)
    tl.store(h, v.to(tl.bfloat16) + v)
    tl.store(b, v.to(tl.int32, bitcast=True) >> 24)
    tl.store(f, v.to(tl.float16, fp_downcast_rounding="rtz"))
    tl.store(x, v.to(tl.int1).to(tl.float32) + tl.cast(tl.load(f), tl.float32))
    tl.store(x.to(tl.pointer_type(tl.int32)), v.to(x.dtype.element_ty).to(tl.uint32))


# signature: constants_decide: *fp32, None, True, 'none', fp16
@triton.jit
def constants_decide(x, bias, FLAG: tl.constexpr, MODE: tl.constexpr, DTYPE: tl.constexpr):
    v = tl.load(x)
    if bias is not None:
        v += tl.load(bias)
    if FLAG and MODE == "none":
        v = v.to(DTYPE).to(tl.float32)
    elif MODE in ("relu", "gelu"):
        v = no_such_function(v)
    tl.static_assert(DTYPE == tl.float16 and x.dtype.element_ty.primitive_bitwidth == 32)
    tl.store(x, v if FLAG else not_even_a_name)


# signature: specialised: *fp32, i32:1, i64:16
@triton.jit
def specialised(x, stride, n):
    tl.store(x + stride * 4 + n, 1.0)
    if stride == 1:
        tl.store(x, 2.0)


# signature: atomics: *fp32, *i64, i32
@triton.jit
def atomics(x, w, n):
    offs = tl.arange(0, 4)
    tl.atomic_add(x + offs, 1.5, mask=offs < n, sem="relaxed")
    old = tl.atomic_add(w, 1)
    tl.atomic_max(w + offs, old, scope="cta")
    tl.atomic_xchg(x, 0.0, sem="release")


# signature: shapes: *fp32
@triton.jit
def shapes(p):
    x = tl.load(p + tl.arange(0, 16))
    a = tl.reshape(x, (4, 4))
    b = tl.permute(a, (1, 0)) + a.T
    c = tl.expand_dims(b, 0).broadcast_to(2, 4, 4)
    d = tl.view(c, (32,)) + tl.ravel(c)
    e, f = tl.broadcast(x[:, None], x[None, :])
    tl.store(p + tl.arange(0, 32), d * tl.sum(e - f) * x.numel * a.shape[1])
    tl.store(p, tl.full((1,), 3, tl.float32).item() + tl.zeros_like(x).sum())


# signature: hints: *fp32:16, i32
@triton.jit
def hints(x, n):
    tl.assume(n > 0)
    offs = tl.max_contiguous(tl.multiple_of(n * 8, 8) + tl.arange(0, 8), 8)
    tl.debug_barrier()
    tl.device_assert(n > 0, "n")
    assert n > 0, f"{n}"
    tl.store(x + offs, 1.0)


# signature: unrolled: *fp32, 3
@triton.jit
def unrolled(x, N: tl.constexpr):
    for i in tl.static_range(N):
        step: tl.constexpr = i * 2
        tl.store(x + step, i / 2)


# signature: logic: *i32, i32, i32
@triton.jit
def logic(x, a, b):
    both = a > 0 and b > 0 and True
    either = a > 0 or not (b == 3)
    tl.store(x, both)
    tl.store(x, (a if either else b) + (False or 4))


# signature: block_pointers: *kfp16:16, *fp32, i32, i64:1
@triton.jit
def block_pointers(x, out, n, stride):
    src = tl.make_block_ptr(x, (n, 16), (16, stride), (tl.program_id(0), 0), (4, 8), order=(1, 0))
    acc = tl.zeros((4, 8), tl.float32)
    for i in range(n):
        acc += tl.load(src, boundary_check=(0, 1), padding_option="nan", cache_modifier=".cg")
        src = src.advance((0, 8))
    tl.store(tl.make_block_ptr(out, (n,), (1,), (8,), (4,), (0,)), tl.sum(acc, 1), boundary_check=(0,))


# signature: descriptors: *fp16, i32
@triton.jit
def descriptors(x, n):
    d = tl.make_tensor_descriptor(x, [n, 16], [16, 1], [2, 4])
    v = d.load([n, 0]).to(d.dtype)
    d.store([0, 4], v)


# signature: random_numbers: *fp32, i32
@triton.jit
def random_numbers(out, seed):
    tl.store(out + tl.arange(0, 4), tl.rand(seed, tl.arange(0, 4), n_rounds=2))
