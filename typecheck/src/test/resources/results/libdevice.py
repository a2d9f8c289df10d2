import numpy as np
import torch
import triton
import triton.language as tl
from triton.language.extra import libdevice


# case interpreter=no: out=zeros:i32[320] wide=zeros:i32[256] x=ints(-2147483648,2147483647):i32[64] y=ints(-70,70):i32[64] z=ints(-9000000000000000000,9000000000000000000):i64[64]
@triton.jit
def bits_of_integers(out, wide, x, y, z):
    i = tl.arange(0, 64)
    a = tl.load(x + i)
    tl.store(out + i, libdevice.popc(a))
    tl.store(out + 64 + i, libdevice.clz(tl.load(y + i)))
    tl.store(out + 128 + i, libdevice.brev(a))
    tl.store(out + 192 + i, libdevice.ffs(tl.load(y + i)))
    tl.store(out + 256 + i, libdevice.byte_perm(a, tl.load(y + i), 0x1742))
    c = tl.load(z + i)
    tl.store(wide + i, libdevice.popc(c))
    tl.store(wide + 64 + i, libdevice.clz(c >> (i.to(tl.int64) & 31)))
    tl.store(wide + 128 + i, libdevice.ffs(c << (i.to(tl.int64) & 31)))
    tl.store(wide + 192 + i, (libdevice.brev(c) >> 32).to(tl.int32))


def expected_bits_of_integers(out, wide, x, y, z):
    def signed(v):
        v &= 0xFFFFFFFF
        return v - (1 << 32) if v >> 31 else v

    for i in range(64):
        a, b, c = int(x[i]) & 0xFFFFFFFF, int(y[i]) & 0xFFFFFFFF, int(z[i])
        out[i] = bin(a).count("1")
        out[64 + i] = 32 - b.bit_length()
        out[128 + i] = signed(int(f"{a:032b}"[::-1], 2))
        out[192 + i] = (b & -b).bit_length()
        octets = [*a.to_bytes(4, "little"), *b.to_bytes(4, "little")]
        out[256 + i] = int.from_bytes(bytes(octets[k] for k in (2, 4, 7, 1)), "little", signed=True)
        full = (1 << 64) - 1
        wide[i] = bin(c & full).count("1")
        wide[64 + i] = 64 - ((c >> (i & 31)) & full).bit_length()
        d = (c << (i & 31)) & full
        wide[128 + i] = (d & -d).bit_length()
        wide[192 + i] = signed(int(f"{c & full:064b}"[::-1], 2) >> 32)


# case interpreter=no: out=zeros:i32[384] x=ints(-2147483648,2147483647):i32[64] y=ints(-2147483648,2147483647):i32[64]
@triton.jit
def averages_and_products(out, x, y):
    i = tl.arange(0, 64)
    a = tl.load(x + i)
    b = tl.load(y + i)
    tl.store(out + i, libdevice.mulhi(a, b))
    tl.store(out + 64 + i, libdevice.mul24(a, b))
    tl.store(out + 128 + i, libdevice.hadd(a, b))
    tl.store(out + 192 + i, libdevice.rhadd(a, b))
    tl.store(out + 256 + i, libdevice.sad(a, b, i.to(tl.uint32)))
    tl.store(out + 320 + i, libdevice.mulhi(a.to(tl.uint32), b.to(tl.uint32)).to(tl.int32, bitcast=True))


def expected_averages_and_products(out, x, y):
    def signed(v, bits=32):
        v &= (1 << bits) - 1
        return v - (1 << bits) if v >> bits - 1 else v

    for i in range(64):
        a, b = int(x[i]), int(y[i])
        out[i] = a * b >> 32
        out[64 + i] = signed(signed(a, 24) * signed(b, 24))
        out[128 + i] = a + b >> 1
        out[192 + i] = a + b + 1 >> 1
        out[256 + i] = signed(abs(a - b) + i)
        out[320 + i] = signed((a & 0xFFFFFFFF) * (b & 0xFFFFFFFF) >> 32)


# case interpreter=no: out=zeros:fp32[320] whole=zeros:i64[128] x=values(0.5,-0.5,1.5,2.5,-2.5,0.49999997,8388609.0,-8388607.5,1e30,-0.0,3.7,-3.7,1e-40,-7.5,16777216.0,0.75):fp32 y=values(2.0,3.0,-0.7,1.5,2.5,-1.0,3.0,0.1,7.0,1.0,-1.0,5.0,1.0,2.5,-3.0,0.5):fp32
@triton.jit
def rounded_singles(out, whole, x, y):
    i = tl.arange(0, 16)
    a = tl.load(x + i)
    b = tl.load(y + i)
    tl.store(out + i, libdevice.round(a))
    tl.store(out + 16 + i, libdevice.rint(a))
    tl.store(out + 32 + i, libdevice.nearbyint(a))
    tl.store(out + 48 + i, libdevice.trunc(a))
    tl.store(out + 64 + i, libdevice.copysign(a, b))
    tl.store(out + 80 + i, libdevice.fmod(a, b))
    tl.store(out + 96 + i, libdevice.remainder(a, b))
    tl.store(out + 112 + i, libdevice.nextafter(a, b))
    tl.store(out + 128 + i, libdevice.fdim(a, b))
    tl.store(out + 144 + i, libdevice.ldexp(a, i - 8))
    tl.store(out + 160 + i, libdevice.int_as_float(libdevice.float_as_int(a) + 1))
    tl.store(out + 176 + i, libdevice.saturatef(a))
    tl.store(out + 192 + i, libdevice.hypot(a, 0.0))
    tl.store(whole + i, libdevice.llrint(a))
    tl.store(whole + 16 + i, libdevice.llround(a))
    tl.store(whole + 32 + i, libdevice.float2int_rd(a).to(tl.int64))
    tl.store(whole + 48 + i, libdevice.float2ll_ru(a))
    tl.store(whole + 64 + i, libdevice.signbit(a).to(tl.int64))
    tl.store(whole + 80 + i, libdevice.ilogb(b).to(tl.int64))
    tl.store(whole + 96 + i, libdevice.isnan((a - a) / (a - a)).to(tl.int64))
    tl.store(whole + 112 + i, libdevice.finitef(1.0 / (a + 0.5)).to(tl.int64))


def expected_rounded_singles(out, whole, x, y):
    a, b = x.numpy(), y.numpy()
    with np.errstate(all="ignore"):
        away = np.trunc(a) + np.where(np.abs(a - np.trunc(a)) >= 0.5, np.copysign(1, a), 0).astype(np.float32)
        rest = torch.tensor([np.float32(__import__("math").remainder(float(p), float(q))) for p, q in zip(a, b)]).numpy()
        rows = [np.copysign(away, a), np.rint(a), np.rint(a), np.trunc(a), np.copysign(a, b), np.fmod(a, b), rest,
                np.nextafter(a, b), np.where(a > b, a - b, np.float32(0)),
                np.ldexp(a.astype(np.float64), np.arange(16) - 8).astype(np.float32),
                (a.view(np.int32) + 1).view(np.float32), np.clip(a, 0, 1) + np.float32(0), np.abs(a)]

        def integers(v, bits):
            v = np.clip(v.astype(np.float64), -2.0 ** (bits - 1), 2.0 ** (bits - 1))
            return [min(int(e), (1 << bits - 1) - 1) for e in v]

        wholes = [integers(np.rint(a), 64), integers(away, 64), integers(np.floor(a), 32), integers(np.ceil(a), 64),
                  np.signbit(a).astype(int), np.floor(np.log2(np.abs(b.astype(np.float64)))).astype(int), [1] * 16,
                  np.isfinite(1 / (a + np.float32(0.5))).astype(int)]
    for k, row in enumerate(rows):
        out[16 * k:16 * k + 16] = torch.from_numpy(np.asarray(row, dtype=np.float32))
    for k, row in enumerate(wholes):
        whole[16 * k:16 * k + 16] = torch.tensor([int(v) for v in row])


# case interpreter=no: out=zeros:fp32[1216] x=uniform(1e6,3.0):fp32[64] y=uniform(0.7,0.0):fp32[64] n=ints(-2147483648,2147483647):i32[64]
@triton.jit
def directed_singles(out, x, y, n):
    i = tl.arange(0, 64)
    a = tl.load(x + i)
    b = tl.load(y + i)
    c = tl.load(n + i)
    tl.store(out + i, libdevice.add_rd(a, b))
    tl.store(out + 64 + i, libdevice.add_ru(a, b))
    tl.store(out + 128 + i, libdevice.add_rz(a, b))
    tl.store(out + 192 + i, libdevice.sub_rz(a, b))
    tl.store(out + 256 + i, libdevice.mul_rd(a, b))
    tl.store(out + 320 + i, libdevice.mul_ru(a, b))
    tl.store(out + 384 + i, libdevice.mul_rz(a, b))
    tl.store(out + 448 + i, libdevice.div_rd(a, b))
    tl.store(out + 512 + i, libdevice.div_ru(a, b))
    tl.store(out + 576 + i, libdevice.div_rz(a, b))
    tl.store(out + 640 + i, libdevice.int2float_rd(c))
    tl.store(out + 704 + i, libdevice.int2float_ru(c))
    tl.store(out + 768 + i, libdevice.int2float_rz(c))
    tl.store(out + 832 + i, libdevice.fma_rd(a, b, a))
    tl.store(out + 896 + i, libdevice.fma_ru(a, b, a))
    tl.store(out + 960 + i, libdevice.fma_rz(a, b, a))
    tl.store(out + 1024 + i, libdevice.fma_rn(a, b, a))
    tl.store(out + 1088 + i, libdevice.ll2float_ru(c.to(tl.int64)))
    tl.store(out + 1152 + i, libdevice.rcp_rd(b))


def expected_directed_singles(out, x, y, n):
    from fractions import Fraction

    def rounded(v, way):
        near = np.float32(float(v))
        for step in (np.float32(np.inf), np.float32(-np.inf)):
            while (Fraction(float(near)) < v) if step > 0 else (Fraction(float(near)) > v):
                after = np.nextafter(near, step)
                passed = Fraction(float(after)) >= v if step > 0 else Fraction(float(after)) <= v
                if passed and Fraction(float(after)) != v:
                    low, high = sorted((near, after))
                    toward = high if v < 0 else low
                    close = low if v - Fraction(float(low)) <= Fraction(float(high)) - v else high
                    return {"d": low, "u": high, "z": toward, "n": close}[way]
                near = after
        return near

    for i in range(64):
        a, b, c = Fraction(float(x[i])), Fraction(float(y[i])), Fraction(int(n[i]))
        cases = [(a + b, "d"), (a + b, "u"), (a + b, "z"), (a - b, "z"), (a * b, "d"), (a * b, "u"), (a * b, "z"),
                 (a / b, "d"), (a / b, "u"), (a / b, "z"), (c, "d"), (c, "u"), (c, "z"), (a * b + a, "d"),
                 (a * b + a, "u"), (a * b + a, "z"), (a * b + a, "n"), (c, "u"), (1 / b, "d")]
        for k, (v, way) in enumerate(cases):
            out[64 * k + i] = float(rounded(v, way))


# case interpreter=no tol=1e-6: out=zeros:fp32[448] x=uniform(0.48,0.5):fp32[16]
# case interpreter=no tol=1e-14: out=zeros:fp64[448] x=uniform(0.48,0.5):fp64[16]
@triton.jit
def transcendentals(out, x):
    i = tl.arange(0, 16)
    a = tl.load(x + i)
    tl.store(out + i, libdevice.exp10(a))
    tl.store(out + 16 + i, libdevice.log10(a))
    tl.store(out + 32 + i, libdevice.sinpi(a))
    tl.store(out + 48 + i, libdevice.cospi(a))
    tl.store(out + 64 + i, libdevice.sinh(a))
    tl.store(out + 80 + i, libdevice.cosh(a))
    tl.store(out + 96 + i, libdevice.asin(a))
    tl.store(out + 112 + i, libdevice.acos(a))
    tl.store(out + 128 + i, libdevice.atan(a))
    tl.store(out + 144 + i, libdevice.asinh(a))
    tl.store(out + 160 + i, libdevice.acosh(a + 1))
    tl.store(out + 176 + i, libdevice.atanh(a))
    tl.store(out + 192 + i, libdevice.cbrt(a))
    tl.store(out + 208 + i, libdevice.rcbrt(a))
    tl.store(out + 224 + i, libdevice.erfc(a))
    tl.store(out + 240 + i, libdevice.erfcx(a))
    tl.store(out + 256 + i, libdevice.erfinv(a))
    tl.store(out + 272 + i, libdevice.erfcinv(a))
    tl.store(out + 288 + i, libdevice.normcdf(a))
    tl.store(out + 304 + i, libdevice.normcdfinv(a))
    tl.store(out + 320 + i, libdevice.tgamma(a))
    tl.store(out + 336 + i, libdevice.lgamma(a))
    tl.store(out + 352 + i, libdevice.cyl_bessel_i0(a))
    tl.store(out + 368 + i, libdevice.cyl_bessel_i1(a))
    tl.store(out + 384 + i, libdevice.atan2(a, -a * a))
    tl.store(out + 400 + i, libdevice.norm3d(a, a * a, a + 1))
    tl.store(out + 416 + i, libdevice.rhypot(a, a + 2))
    tl.store(out + 432 + i, libdevice.pow(a, i - 8))


def expected_transcendentals(out, x):
    from scipy import special

    a = x.numpy().astype(np.float64)
    rows = [10.0 ** a, np.log10(a), np.sin(np.pi * a), np.cos(np.pi * a), np.sinh(a), np.cosh(a), np.arcsin(a), np.arccos(a),
            np.arctan(a), np.arcsinh(a), np.arccosh((x + 1).numpy().astype(np.float64)), np.arctanh(a), np.cbrt(a), 1 / np.cbrt(a),
            special.erfc(a), special.erfcx(a), special.erfinv(a), special.erfcinv(a), special.ndtr(a), special.ndtri(a),
            special.gamma(a), special.gammaln(a), special.i0(a), special.i1(a), np.arctan2(a, -a * a),
            np.sqrt(a ** 2 + a ** 4 + (a + 1) ** 2), 1 / np.hypot(a, a + 2), a ** (np.arange(16) - 8.0)]
    for k, row in enumerate(rows):
        out[16 * k:16 * k + 16] = torch.from_numpy(row).to(out.dtype)


# case tol=1e-13 interpreter=no: out=zeros:fp64[64] single=zeros:fp32[32] n=ints(0,40):i32[32] x=uniform(10,15):fp64[32]
@triton.jit
def bessel_functions_of_any_order(out, single, n, x):
    i = tl.arange(0, 32)
    order = tl.load(n + i)
    a = tl.load(x + i)
    tl.store(out + i, libdevice.jn(order, a))
    tl.store(out + 32 + i, libdevice.yn(order, a))
    j = tl.arange(0, 4)[:, None] * 8 + tl.arange(0, 8)[None, :]
    tl.store(single + j, libdevice.jn(tl.load(n + j), tl.load(x + j).to(tl.float32)))


def expected_bessel_functions_of_any_order(out, single, n, x):
    import mpmath

    for k in range(32):
        order, a = int(n[k]), mpmath.mpf(float(x[k]))
        out[k] = float(mpmath.besselj(order, a))
        out[32 + k] = float(mpmath.bessely(order, a))
        single[k] = float(mpmath.besselj(order, mpmath.mpf(float(x[k].float()))))
