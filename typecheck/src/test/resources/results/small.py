"""One function or rule each."""
import torch
import triton
import triton.language as tl


# case: x=ints(0,2):i1[16] y=ints(0,2):i1[16] z=ints(0,2):i1[16] out=zeros:i1[3,16]
@triton.jit
def arithmetic_of_truth(x, y, z, out):
    i = tl.arange(0, 16)
    a, b, c = tl.load(x + i), tl.load(y + i), tl.load(z + i)
    tl.store(out + i, a * b)
    tl.store(out + 16 + i, a & b | c)
    tl.store(out + 32 + i, a ^ ~c)


def expected_arithmetic_of_truth(x, y, z, out):
    out.copy_(torch.stack([x & y, x & y | z, x ^ ~z]))


# case interpreter=no: x=values(1,1,1,0,1,0,1,1):i1 y=ints(0,2):i1[8] z=ints(0,2):i1[8] out=zeros:i1[2,8]
@triton.jit
def products_of_truth(x, y, z, out):
    i = tl.arange(0, 8)
    a, b, c = tl.load(x + i), tl.load(y + i), tl.load(z + i)
    tl.store(out + i, tl.fma(a, b, c))
    tl.store(out + 8 + i, tl.cumprod(a, axis=0))


def expected_products_of_truth(x, y, z, out):
    out.copy_(torch.stack([x & y ^ z, x.int().cumprod(0) != 0]))


# case interpreter=no: x=uniform(1):fp8e4nv[16] y=uniform(1):fp8e4nv[16] out=zeros:fp8e4nv[16]
# case interpreter=no: x=uniform(1):fp8e5[16] y=uniform(1):fp8e5[16] out=zeros:fp8e5[16]
@triton.jit
def choice_of_eighths(x, y, out):
    i = tl.arange(0, 16)
    tl.store(out + i, tl.where(i % 3 == 0, tl.load(x + i), tl.load(y + i)))


def expected_choice_of_eighths(x, y, out):
    out.copy_(torch.where(torch.arange(16) % 3 == 0, x.float(), y.float()))


# case grid=2: x=ints(-50,50):i32[64] high=full(-99):i32[4] low=full(99):i32[4] both=full(-1):i32[4] any=zeros:i32[4] odd=zeros:i32[4] BLOCK=32
# case grid=2: x=ints(-50,50):i64[64] high=full(-99):i64[4] low=full(99):i64[4] both=full(-1):i64[4] any=zeros:i64[4] odd=zeros:i64[4] BLOCK=32
# case grid=2: x=ints(0,50):u32[64] high=zeros:u32[4] low=full(99):u32[4] both=full(63):u32[4] any=zeros:u32[4] odd=zeros:u32[4] BLOCK=32
@triton.jit
def atomics_of_integers(x, high, low, both, any, odd, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + i)
    slot = i % 4
    tl.atomic_max(high + slot, v)
    tl.atomic_min(low + slot, v, mask=i % 3 != 0)
    tl.atomic_and(both + slot, v)
    tl.atomic_or(any + slot, v, sem="relaxed")
    tl.atomic_xor(odd + slot, v, sem="acq_rel", scope="cta")


def expected_atomics_of_integers(x, high, low, both, any, odd, BLOCK):
    for i, v in enumerate(x.tolist()):
        s = i % 4
        high[s] = max(high[s].item(), v)
        if i % 3 != 0:
            low[s] = min(low[s].item(), v)
        both[s] = both[s].item() & v
        any[s] = any[s].item() | v
        odd[s] = odd[s].item() ^ v


# case interpreter=no: x=uniform(4):fp32[32] high=full(-9.0):fp32[2] low=full(9.0):fp32[2] old=zeros:fp32[32]
# case interpreter=no: x=uniform(4):fp64[32] high=full(-9.0):fp64[2] low=full(9.0):fp64[2] old=zeros:fp64[32]
@triton.jit
def atomics_of_floats(x, high, low, old):
    i = tl.arange(0, 32)
    v = tl.load(x + i)
    tl.atomic_max(high + i % 2, v)
    tl.atomic_min(low + i % 2, v)
    tl.store(old + i, tl.atomic_xchg(x + i, v * 2))


def expected_atomics_of_floats(x, high, low, old):
    old.copy_(x)
    high.copy_(x.reshape(16, 2).amax(0))
    low.copy_(x.reshape(16, 2).amin(0))
    x.copy_(x * 2)


# case grid=3: total=zeros:i32[1] seen=full(-1):i32[3]
@triton.jit
def ticket(total, seen):
    mine = tl.atomic_add(total, 2)
    tl.store(seen + mine // 2, mine)


def expected_ticket(total, seen):
    total[0] = 6
    seen.copy_(torch.tensor([0, 2, 4]))


# case: x=ints(-100,100):i32[16] y=ints(-100,100):i32[16] out=zeros:i32[4,16] n=32
@triton.jit
def hints_and_named_arithmetic(x, y, out, n):
    tl.static_print("nothing to see")
    tl.assume(n > 0)
    i = tl.max_contiguous(tl.multiple_of(tl.arange(0, 16), 16), 16)
    i = tl.max_constancy(i, 1)
    a, b = tl.load(x + i), tl.load(y + i)
    tl.store(out + i, tl.add(a, b))
    tl.store(out + 16 + i, tl.sub(a, b))
    tl.store(out + 32 + i, tl.mul(a, b))
    tl.store(out + 48 + i, tl.full(a.shape, 7, a.dtype) + tl.zeros_like(b) + tl.to_tensor(3))


def expected_hints_and_named_arithmetic(x, y, out, n):
    out.copy_(torch.stack([x + y, x - y, x * y, torch.full_like(x, 10)]))


# case: x=ints(-2147483648,2147483647):i32[16] y=ints(-2147483648,2147483647):i32[16] out=zeros:i32[16] wide=zeros:i64[16]
@triton.jit
def high_words(x, y, out, wide):
    i = tl.arange(0, 16)
    a, b = tl.load(x + i), tl.load(y + i)
    tl.store(wide + i, a.to(tl.int64) * b.to(tl.int64))
    tl.store(out + i, tl.umulhi(a.to(tl.uint32), b.to(tl.uint32)).to(tl.int32, bitcast=True))


def expected_high_words(x, y, out, wide):
    wide.copy_(x.long() * y.long())
    for i in range(16):
        high = ((x[i].item() & 0xFFFFFFFF) * (y[i].item() & 0xFFFFFFFF)) >> 32
        out[i] = high - (1 << 32) if high >> 31 else high


# case tol=1e-6: x=uniform(1,2):fp32[16] y=uniform(1,2):fp32[16] out=zeros:fp32[3,16]
@triton.jit
def divisions_of_floats(x, y, out):
    i = tl.arange(0, 16)
    a, b = tl.load(x + i), tl.load(y + i)
    tl.store(out + i, tl.fdiv(a, b))
    tl.store(out + 16 + i, tl.fdiv(a, b, ieee_rounding=True))
    tl.store(out + 32 + i, a % b)


def expected_divisions_of_floats(x, y, out):
    out.copy_(torch.stack([x / y, x / y, torch.fmod(x, y)]))


# case: x=ints(0,2):i32[8] out=zeros:i32[4]
@triton.jit
def reductions_of_bits(x, out):
    v = tl.load(x + tl.arange(0, 8))
    tl.store(out, tl.reduce_or(v << tl.arange(0, 8), 0))
    tl.store(out + 1, tl.xor_sum(v))
    tl.store(out + 2, tl.max((v == 1).to(tl.int32)))


def expected_reductions_of_bits(x, out):
    bits = x << torch.arange(8)
    out[0] = bits.sum()
    out[1] = x.sum() % 2
    out[2] = x.max()


# case: x=ints(0,9):i32[8] y=ints(0,9):i32[4] out=zeros:i32[4,8]
@triton.jit
def spread_over_each_other(x, y, out):
    i, j = tl.arange(0, 8), tl.arange(0, 4)
    a, b = tl.broadcast(tl.load(x + i)[None, :], tl.load(y + j)[:, None])
    tl.store(out + j[:, None] * 8 + i[None, :], a * 10 + b)


def expected_spread_over_each_other(x, y, out):
    out.copy_(x[None, :] * 10 + y[:, None])


# case tol=1e-5: out=zeros:fp32[3,16]
@triton.jit
def bits_to_numbers(out):
    i = tl.arange(0, 16)
    a, b, c, d = tl.philox(3, i.to(tl.uint32), i.to(tl.uint32), i.to(tl.uint32), i.to(tl.uint32))
    u, v = tl.uint_to_uniform_float(a), tl.uint_to_uniform_float(b)
    x, y = tl.pair_uniform_to_normal(u, v)
    tl.store(out + i, u)
    tl.store(out + 16 + i, x)
    tl.store(out + 32 + i, y)


# case: x=values(-7,7,-8,8,-1,1,0,5):i32 out=zeros:i32[5,8]
@triton.jit
def division_truncates(x, out):
    i = tl.arange(0, 8)
    v = tl.load(x + i)
    tl.store(out + i, v // 2)
    tl.store(out + 8 + i, v % 3)
    tl.store(out + 16 + i, v // -2)
    tl.store(out + 24 + i, v >> 1)
    k: tl.constexpr = -7 // 2
    tl.store(out + 32 + i, k)


def expected_division_truncates(x, out):
    for i, v in enumerate(x.tolist()):
        sign = -1 if v < 0 else 1
        out[0, i] = sign * (abs(v) // 2)
        out[1, i] = sign * (abs(v) % 3)
        out[2, i] = -sign * (abs(v) // 2)
    out[3] = x >> 1
    out[4] = -4


# case interpreter=no: x=values(1e10,-1e10,nan,3.99,-3.99,inf,-inf,0.5):fp32 small=zeros:i8[8] normal=zeros:i32[8] long=zeros:i64[8] unsigned=zeros:u8[8]
@triton.jit
def floats_to_integers_saturate(x, small, normal, long, unsigned):
    i = tl.arange(0, 8)
    v = tl.load(x + i)
    tl.store(small + i, v.to(tl.int8))
    tl.store(normal + i, v.to(tl.int32))
    tl.store(long + i, v.to(tl.int64))
    tl.store(unsigned + i, v.to(tl.uint8))


def expected_floats_to_integers_saturate(x, small, normal, long, unsigned):
    for i, v in enumerate(x.tolist()):
        for out, low, high in ((small, -128, 127), (normal, -2**31, 2**31 - 1), (long, -2**63, 2**63 - 1), (unsigned, 0, 255)):
            out[i] = 0 if v != v else low if v <= low else high if v >= high else int(v)


# case interpreter=no: x=values(7,-7,0,5):i32 y=values(0,0,0,2):i32 out=zeros:i32[4,4]
@triton.jit
def division_by_zero_and_wide_shifts(x, y, out):
    i = tl.arange(0, 4)
    a, b = tl.load(x + i), tl.load(y + i)
    tl.store(out + i, a // b)
    tl.store(out + 4 + i, a % b)
    tl.store(out + 8 + i, a << (b + 32))
    tl.store(out + 12 + i, a >> (b + 32))


def expected_division_by_zero_and_wide_shifts(x, y, out):
    out.copy_(torch.tensor([[0, 0, 0, 2], [0, 0, 0, 1], [0, 0, 0, 0], [0, -1, 0, 0]]))
