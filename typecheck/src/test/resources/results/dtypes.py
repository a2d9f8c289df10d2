"""Number formats: casts, bitcasts, integer operators, rounding."""
import numpy as np
import torch
import triton
import triton.language as tl


# case interpreter=no: out=zeros:fp8e4nv[256] x=ramp(17,2000,-1000):fp32[256]
# case interpreter=no: out=zeros:fp8e5[256] x=ramp(17,2000,-1000):fp32[256]
# case interpreter=no: out=zeros:fp8e4b8[256] x=ramp(3,600,-299):fp32[256]
# case interpreter=no: out=zeros:fp8e5b16[256] x=ramp(17,2000,-1000):fp32[256]
@triton.jit
def rounded_to_fp8(out, x):
    at = tl.arange(0, 256)
    tl.store(out + at, (tl.load(x + at) / 3.0).to(out.dtype.element_ty))


def expected_rounded_to_fp8(out, x):
    largest = torch.finfo(out.dtype).max
    out.copy_((x / 3).clamp(-largest, largest).to(out.dtype))


# case interpreter=no: out=zeros:fp16[256] x=arange:u8[256]
@triton.jit
def widened_from_fp8(out, x):
    at = tl.arange(0, 256)
    tl.store(out + at, tl.load(x + at).to(tl.float8e5, bitcast=True).to(tl.float16))


def expected_widened_from_fp8(out, x):
    out.copy_(x.view(torch.float8_e5m2).to(torch.float16))


# case interpreter=no: out=zeros:fp32[1024] x=arange:u8[256]
@triton.jit
def every_fp8_number(out, x):
    at = tl.arange(0, 256)
    v = tl.load(x + at)
    tl.store(out + at, v.to(tl.float8e4nv, bitcast=True).to(tl.float32))
    tl.store(out + 256 + at, v.to(tl.float8e5, bitcast=True).to(tl.float32))
    tl.store(out + 512 + at, v.to(tl.float8e4b8, bitcast=True).to(tl.float32))
    tl.store(out + 768 + at, v.to(tl.float8e5b16, bitcast=True).to(tl.float32))


def expected_every_fp8_number(out, x):
    formats = torch.float8_e4m3fn, torch.float8_e5m2, torch.float8_e4m3fnuz, torch.float8_e5m2fnuz
    for i, dtype in enumerate(formats):
        out[i * 256 : (i + 1) * 256] = x.view(dtype).to(torch.float32)


# case interpreter=no: out=zeros:fp32[256] x=arange:u8[256] again=zeros:u8[256]
@triton.jit
def every_e4b15_number(out, x, again):
    at = tl.arange(0, 256)
    v = tl.load(x + at).to(tl.float8e4b15, bitcast=True).to(tl.float32)
    tl.store(out + at, v)
    tl.store(again + at, v.to(tl.float8e4b15).to(tl.uint8, bitcast=True))


def expected_every_e4b15_number(out, x, again):
    code = x.to(torch.int32)
    exponent, fraction = (code >> 3) & 15, code & 7
    size = torch.where(exponent == 0, fraction * 2.0**-17, (fraction + 8) * 2.0 ** (exponent - 18.0))
    out.copy_(torch.where(code >= 128, -size, size))
    again.copy_(x)


# case interpreter=no: out=zeros:fp8e5[64] x=uniform(1):fp8e4nv[64] y=uniform(1):fp16[64]
@triton.jit
def fp8_through_halves(out, x, y):
    at = tl.arange(0, 64)
    a = tl.load(x + at).to(tl.float16)
    tl.store(out + at, (a * tl.load(y + at)).to(tl.float8e5))


def expected_fp8_through_halves(out, x, y):
    out.copy_((x.to(torch.float16) * y).to(torch.float8_e5m2))


# case: out=zeros:fp16[256] low=zeros:bf16[256] x=uniform(4):fp32[256]
@triton.jit
def cut_towards_zero(out, low, x):
    at = tl.arange(0, 256)
    v = tl.load(x + at)
    tl.store(out + at, v.to(tl.float16, fp_downcast_rounding="rtz"))
    tl.store(low + at, v.to(tl.bfloat16, fp_downcast_rounding="rtz"))


def expected_cut_towards_zero(out, low, x):
    low.copy_((x.view(torch.int32) & -65536).view(torch.float32).to(torch.bfloat16))
    half = x.to(torch.float16)
    over = half.to(torch.float32).abs() > x.abs()
    out.copy_(torch.where(over, (half.view(torch.int16) - 1).view(torch.float16), half))


# case interpreter=no: out=zeros:i64[128] x=values(0.5,-0.5,1.99,-1.99,127.5,128,-129,255.9,256,32767.5,32768,65536,2147483648,-2147483904,4294967296,9.5e18,-9.5e18,1e30,-1e30,inf,-inf,nan,3e9,-3e9,1e-30,-0.0,100,-100,65535,65504,-32769,12345):fp32
@triton.jit
def saturated_integers(out, x):
    at = tl.arange(0, 32)
    v = tl.load(x + at)
    tl.store(out + at, v.to(tl.int8).to(tl.int64))
    tl.store(out + 32 + at, v.to(tl.uint16).to(tl.int64))
    tl.store(out + 64 + at, v.to(tl.int32).to(tl.int64))
    tl.store(out + 96 + at, v.to(tl.int64))


def expected_saturated_integers(out, x):
    limits = (-(2**7), 2**7 - 1), (0, 2**16 - 1), (-(2**31), 2**31 - 1), (-(2**63), 2**63 - 1)
    for i, (least, greatest) in enumerate(limits):
        for j, v in enumerate(x.tolist()):
            whole = 0 if v != v else greatest if v >= greatest else least if v <= least else int(v)
            out[i * 32 + j] = whole


# case: out=zeros:i64[192] x=ints(-4611686018427387904,4611686018427387903):i64[32]
@triton.jit
def truncated_integers(out, x):
    at = tl.arange(0, 32)
    v = tl.load(x + at)
    tl.store(out + at, v.to(tl.int8).to(tl.int64))
    tl.store(out + 32 + at, v.to(tl.uint8).to(tl.int64))
    tl.store(out + 64 + at, v.to(tl.int16).to(tl.int64))
    tl.store(out + 96 + at, v.to(tl.uint32).to(tl.int64))
    tl.store(out + 128 + at, v.to(tl.int32).to(tl.uint64).to(tl.int64))
    tl.store(out + 160 + at, (v & 3).to(tl.int1).to(tl.int64))


# case: out=zeros:fp32[96] x=ints(-4611686018427387904,4611686018427387903):i64[32] y=ints(-128,128):i8[32]
@triton.jit
def floats_of_integers(out, x, y):
    at = tl.arange(0, 32)
    v = tl.load(x + at)
    tl.store(out + at, v.to(tl.float32))
    tl.store(out + 32 + at, v.to(tl.uint64, bitcast=True).to(tl.float32))
    tl.store(out + 64 + at, tl.load(y + at).to(tl.uint8).to(tl.float16).to(tl.float32))


# case: out=zeros:i32[96] x=uniform(4):fp32[32] h=uniform(4):fp16[32]
@triton.jit
def bits_of_floats(out, x, h):
    at = tl.arange(0, 32)
    bits = tl.load(x + at).to(tl.int32, bitcast=True)
    tl.store(out + at, bits)
    half = tl.load(h + at)
    tl.store(out + 32 + at, half.to(tl.int16, bitcast=True).to(tl.int32))
    sign = (bits & -2147483648) ^ -2147483648
    flipped = (sign | (bits & 0x7FFFFFFF)).to(tl.float32, bitcast=True)
    tl.store(out + 64 + at, tl.cast(flipped, tl.int32, bitcast=True))


# case: out=zeros:i32[96] x=ramp(7,41,-20):i32[32] y=ramp(5,9,-4):i32[32]
@triton.jit
def quotients_and_remainders(out, x, y):
    at = tl.arange(0, 32)
    a = tl.load(x + at)
    b = tl.load(y + at)
    b = tl.where(b == 0, 7, b)
    tl.store(out + at, a // b)
    tl.store(out + 32 + at, a % b)
    tl.store(out + 64 + at, (a // b) * b + a % b - a)


# case interpreter=no: out=zeros:i32[128] x=values(7,-7,0,-2147483648,2147483647,-1,5,-5):i32 y=values(0,0,0,-1,-1,0,-2147483648,3):i32
@triton.jit
def quotients_that_do_not_exist(out, x, y):
    at = tl.arange(0, 8)
    a = tl.load(x + at)
    b = tl.load(y + at)
    tl.store(out + at, a // b)
    tl.store(out + 8 + at, a % b)


def expected_quotients_that_do_not_exist(out, x, y):
    out[:16] = torch.tensor([0, 0, 0, -(2**31), -(2**31) + 1, 0, 0, -1, 0, 0, 0, 0, 0, 0, 5, -2])


# case interpreter=no: out=zeros:i64[192] x=values(1,-1,255,-128,127,2,-2,85):i32 by=values(0,1,7,8,31,32,33,64):i32
@triton.jit
def shifts_beyond_the_width(out, x, by):
    at = tl.arange(0, 8)
    a = tl.load(x + at)
    b = tl.load(by + at)
    tl.store(out + at, (a << b).to(tl.int64))
    tl.store(out + 8 + at, (a >> b).to(tl.int64))
    tl.store(out + 16 + at, (a.to(tl.uint32) >> b.to(tl.uint32)).to(tl.int64))
    tl.store(out + 24 + at, (a.to(tl.int8) << b.to(tl.int8)).to(tl.int64))
    tl.store(out + 32 + at, (a.to(tl.int8) >> b.to(tl.int8)).to(tl.int64))
    tl.store(out + 40 + at, a.to(tl.int64) << b)


def expected_shifts_beyond_the_width(out, x, by):
    def wrapped(v, bits):
        v &= (1 << bits) - 1
        return v - (1 << bits) if v >> (bits - 1) else v

    for i, (a, b) in enumerate(zip(x.tolist(), by.tolist())):
        byte = wrapped(a, 8)
        out[i] = wrapped(a << b, 32) if b < 32 else 0
        out[8 + i] = a >> min(b, 31)
        out[16 + i] = (a & 0xFFFFFFFF) >> b if b < 32 else 0
        out[24 + i] = wrapped(byte << b, 8) if b < 8 else 0
        out[32 + i] = byte >> min(b, 7)
        out[40 + i] = wrapped(a << b, 64) if b < 64 else 0


# case: out=zeros:i64[128] x=ints(-4611686018427387904,4611686018427387903):i64[32] y=ints(-4611686018427387904,4611686018427387903):i64[32]
@triton.jit
def high_halves_of_products(out, x, y):
    at = tl.arange(0, 32)
    a = tl.load(x + at)
    b = tl.load(y + at)
    tl.store(out + at, tl.umulhi(a.to(tl.uint64, bitcast=True), b.to(tl.uint64, bitcast=True)).to(tl.int64))
    tl.store(out + 32 + at, tl.umulhi(a.to(tl.uint32), b.to(tl.uint32)).to(tl.int64))


def expected_high_halves_of_products(out, x, y):
    for i, (a, b) in enumerate(zip(x.tolist(), y.tolist())):
        high = (a % 2**64) * (b % 2**64) >> 64
        out[i] = high - 2**64 if high >= 2**63 else high
        out[32 + i] = (a % 2**32) * (b % 2**32) >> 32


# case: out=zeros:i32[160] x=ints(-128,128):i8[32] y=ints(0,256):u8[32] z=ints(-32768,32768):i16[32]
@triton.jit
def mixed_widths_and_signs(out, x, y, z):
    at = tl.arange(0, 32)
    a = tl.load(x + at)
    b = tl.load(y + at)
    c = tl.load(z + at)
    tl.static_assert((a + b).dtype == tl.uint8)
    tl.static_assert((a * c).dtype == tl.int16)
    tl.static_assert((b + c).dtype == tl.int16)
    tl.store(out + at, (a + b).to(tl.int32))
    tl.store(out + 32 + at, (a * c).to(tl.int32))
    tl.store(out + 64 + at, (b - c).to(tl.int32))
    tl.store(out + 96 + at, (~a).to(tl.int32))
    tl.store(out + 128 + at, (a < b).to(tl.int32) * 4 + (-a < c).to(tl.int32) * 2 + (b == 200))


# case: out=zeros:fp32[96] x=uniform(4):fp32[32] y=uniform(2,5):fp32[32]
@triton.jit
def clamped_and_divided(out, x, y):
    at = tl.arange(0, 32)
    a = tl.load(x + at)
    tl.store(out + at, tl.clamp(a, -1.5, 2.0))
    tl.store(out + 32 + at, tl.div_rn(a, tl.load(y + at)))
    tl.store(out + 64 + at, tl.clamp(a, -1.0, 1.0, propagate_nan=tl.PropagateNan.ALL))


def expected_clamped_and_divided(out, x, y):
    out[:32] = x.clamp(-1.5, 2)
    out[32:64] = x / y
    out[64:] = x.clamp(-1, 1)


# case: out=zeros:fp32[64] x=uniform(4):fp16[16] y=uniform(4):bf16[16] n=3
@triton.jit
def promoted_halves(out, x, y, n):
    at = tl.arange(0, 16)
    a = tl.load(x + at)
    b = tl.load(y + at)
    tl.static_assert((a * 2.5).dtype == tl.float16)
    tl.static_assert((b + n).dtype == tl.float32)
    tl.static_assert((a + n).dtype == tl.float16)
    tl.static_assert((a / 2).dtype == tl.float32)
    tl.store(out + at, a * 2.5)
    tl.store(out + 16 + at, b.to(tl.float32) + n)
    tl.store(out + 32 + at, a + n)
    tl.store(out + 48 + at, a / 3)


# case: out=zeros:i32[8] flags=values(0,1,2,255,128,3,0,7):u8
@triton.jit
def truth_of_numbers(out, flags):
    at = tl.arange(0, 8)
    v = tl.load(flags + at)
    tl.store(out + at, v.to(tl.int1).to(tl.int32) * 2 + (v.to(tl.float32).to(tl.int1)).to(tl.int32))


# case: out=zeros:i1[32] x=ramp(5,7,-3):i32[32] y=ramp(3,5,-2):i32[32]
@triton.jit
def truths_stored_as_bytes(out, x, y):
    at = tl.arange(0, 32)
    a = tl.load(x + at)
    b = tl.load(y + at)
    old = tl.load(out + at)
    tl.store(out + at, ((a > b) ^ (a == 0)) | old)


# case: out=zeros:i32[16] T='int16'
# case: out=zeros:i32[16] T='fp16'
@triton.jit
def dtype_by_name(out, T: tl.constexpr):
    at = tl.arange(0, 16)
    D: tl.constexpr = tl.dtype(T)
    tl.static_assert(D.primitive_bitwidth == 16)
    U: tl.constexpr = tl.dtype(f"uint{D.primitive_bitwidth}")
    tl.store(out + at, (at - 8).to(D).to(U, bitcast=True).to(tl.int32))


# case: out=zeros:fp64[32] x=uniform(1):fp64[16] y=ints(-4611686018427387904,4611686018427387903):i64[16]
@triton.jit
def doubles(out, x, y):
    at = tl.arange(0, 16)
    a = tl.load(x + at)
    tl.store(out + at, a.to(tl.float32).to(tl.float64) - a)
    tl.store(out + 16 + at, tl.load(y + at).to(tl.float64) + a * 1e-30)


# case interpreter=no: out=zeros:i32[64] x=ints(0,256):u8[32] y=ints(0,65536):u16[32]
@triton.jit
def complements_of_unsigned(out, x, y):
    at = tl.arange(0, 32)
    tl.store(out + at, (~tl.load(x + at)).to(tl.int32))
    tl.store(out + 32 + at, (~tl.load(y + at)).to(tl.int32))


def expected_complements_of_unsigned(out, x, y):
    out[:32] = 255 - x.to(torch.int32)
    out[32:] = 65535 - y.to(torch.int32)


# case interpreter=no: out=zeros:i32[96] words=ints(-2147483648,2147483647):fp32[16] x=uniform(4):fp16[16]
@triton.jit
def taken_by_the_front_end(out, words, x):
    at = tl.arange(0, 16)
    a = tl.load(x + at)
    tl.store(out + at, a.exp().to(tl.int16, bitcast=True))
    low = tl.arange(0, 8)
    tl.store(out + 16 + at, tl.cat(low - 4, (low - 9).to(tl.uint32)))
    tl.store(out + 32 + at, tl.full([16], 0xFFFFFFF0, tl.int32))
    tl.store(out + 48 + at, (tl.abs(a.to(tl.float8e5)).to(tl.float32) * 64).to(tl.int32))
    tl.store(out + 64 + at, (tl.clamp(at - 8, -2.5, a.abs() + 4) * 1024).to(tl.int32))
    old = tl.atomic_xor(words + at, a.to(tl.float32))
    tl.store(out + 80 + at, old.to(tl.int32, bitcast=True))


def expected_taken_by_the_front_end(out, words, x):
    out[:16] = x.float().exp().half().view(torch.int16)
    out[16:24] = torch.arange(8) - 4
    out[24:32] = torch.arange(8) - 9
    out[32:48] = -16
    out[48:64] = (x.to(torch.float8_e5m2).float().abs() * 64).int()
    out[64:80] = (torch.minimum((torch.arange(16) - 8).float().clamp(-2.5), x.abs().add(4).float()) * 1024).int()
    out[80:] = words.view(torch.int32)
    words.view(torch.int32).bitwise_xor_(x.float().view(torch.int32))


# case interpreter=no tol=1e-5: out=zeros:fp64[32] u=uniform(0.25,0.5):fp64[16] v=ints(0,7):i32[16]
@triton.jit
def normal_doubles(out, u, v):
    at = tl.arange(0, 16)
    a, b = tl.pair_uniform_to_normal(tl.load(u + at), tl.load(v + at))
    tl.store(out + at, a)
    tl.store(out + 16 + at, b)


def expected_normal_doubles(out, u, v):
    angle = v.float() * 6.283185307179586
    radius = (-2 * u.log()).sqrt()
    out[:16] = radius * angle.cos().double()
    out[16:] = radius * angle.sin().double()
