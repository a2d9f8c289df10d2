"""`tl.dot` of all element types and ranks, `tl.dot_scaled` of all formats, and packed int4."""
import torch
import triton
import triton.language as tl


# case tol=1e-6: out=zeros:fp32[16,16] x=uniform(1):fp32[16,32] y=uniform(1):fp32[32,16] M=16 N=16 K=32
# case tol=1e-6: out=zeros:fp32[1,1] x=uniform(1):fp32[1,1] y=uniform(1):fp32[1,1] M=1 N=1 K=1
# case tol=1e-6: out=zeros:fp32[2,64] x=uniform(1):fp16[2,4] y=uniform(1):fp16[4,64] M=2 N=64 K=4
# case interpreter=no tol=1e-6: out=zeros:fp32[64,2] x=uniform(1):bf16[64,128] y=uniform(1):bf16[128,2] M=64 N=2 K=128
# case tol=1e-12: out=zeros:fp64[8,8] x=uniform(1):fp64[8,16] y=uniform(1):fp64[16,8] M=8 N=8 K=16
@triton.jit
def product(out, x, y, M: tl.constexpr, N: tl.constexpr, K: tl.constexpr):
    m = tl.arange(0, M)[:, None]
    n = tl.arange(0, N)[None, :]
    a = tl.load(x + m * K + tl.arange(0, K)[None, :])
    b = tl.load(y + tl.arange(0, K)[:, None] * N + n)
    tl.store(out + m * N + n, tl.dot(a, b, input_precision="ieee", out_dtype=out.dtype.element_ty))


def expected_product(out, x, y, M, N, K):
    out.copy_(x.to(torch.float64) @ y.to(torch.float64))


# case: out=zeros:i32[16,32] x=ints(-128,128):i8[16,64] y=ints(-128,128):i8[64,32] start=ints(-1000000,1000000):i32[16,32]
@triton.jit
def product_int8(out, x, y, start):
    m = tl.arange(0, 16)[:, None]
    n = tl.arange(0, 32)[None, :]
    a = tl.load(x + m * 64 + tl.arange(0, 64)[None, :])
    b = tl.load(y + tl.arange(0, 64)[:, None] * 32 + n)
    acc = tl.load(start + m * 32 + n)
    tl.store(out + m * 32 + n, tl.dot(a, b, acc, out_dtype=tl.int32))


def expected_product_int8(out, x, y, start):
    out.copy_(x.to(torch.int32) @ y.to(torch.int32) + start)


# case tol=4e-3: out=zeros:fp16[16,16] x=uniform(1):fp16[16,16] y=uniform(1):fp16[16,16]
@triton.jit
def product_half_sums(out, x, y):
    at = tl.arange(0, 16)[:, None] * 16 + tl.arange(0, 16)[None, :]
    acc = tl.full((16, 16), 0.5, tl.float16)
    acc = tl.dot(tl.load(x + at), tl.load(y + at), acc, out_dtype=tl.float16)
    tl.static_assert(acc.dtype == tl.float16)
    tl.store(out + at, acc)


# case tol=1e-6: out=zeros:fp32[16,16] x=uniform(1):fp8e4nv[16,32] y=uniform(1):fp8e4nv[32,16]
# case tol=1e-6: out=zeros:fp32[16,16] x=uniform(1):fp8e5[16,32] y=uniform(1):fp8e5[32,16]
# case tol=1e-6: out=zeros:fp32[16,16] x=uniform(1):fp8e5[16,32] y=uniform(1):fp8e4nv[32,16]
@triton.jit
def product_fp8(out, x, y):
    m = tl.arange(0, 16)[:, None]
    n = tl.arange(0, 16)[None, :]
    a = tl.load(x + m * 32 + tl.arange(0, 32)[None, :])
    b = tl.load(y + tl.arange(0, 32)[:, None] * 16 + n)
    tl.store(out + m * 16 + n, tl.dot(a, b, max_num_imprecise_acc=16))


def expected_product_fp8(out, x, y):
    out.copy_(x.to(torch.float32) @ y.to(torch.float32))


# case tol=1e-6: out=zeros:fp32[4,8,16] x=uniform(1):fp32[4,8,16] y=uniform(1):fp32[4,16,16]
# case interpreter=no tol=1e-6: out=zeros:fp32[4,8,16] x=uniform(1):bf16[4,8,16] y=uniform(1):bf16[4,16,16]
@triton.jit
def product_batched(out, x, y):
    g = tl.arange(0, 4)[:, None, None]
    m = tl.arange(0, 8)[None, :, None]
    k = tl.arange(0, 16)
    a = tl.load(x + g * 128 + m * 16 + k[None, None, :])
    b = tl.load(y + g * 256 + k[None, :, None] * 16 + k[None, None, :])
    c = tl.dot(a, b, allow_tf32=False)
    tl.store(out + g * 128 + m * 16 + k[None, None, :], c)


def expected_product_batched(out, x, y):
    out.copy_(x.to(torch.float64) @ y.to(torch.float64))


# case tol=1e-5: out=zeros:fp32[16,16] x=uniform(1):fp16[16,64] y=uniform(1):fp16[64,16]
@triton.jit
def product_in_a_loop(out, x, y):
    m = tl.arange(0, 16)
    acc = tl.zeros((16, 16), tl.float32)
    for k in range(0, 64, 16):
        a = tl.load(x + m[:, None] * 64 + k + m[None, :])
        b = tl.load(y + (k + m[:, None]) * 16 + m[None, :])
        acc += tl.dot(a, b)
    tl.store(out + m[:, None] * 16 + m[None, :], acc)


def expected_product_in_a_loop(out, x, y):
    out.copy_(x.to(torch.float64) @ y.to(torch.float64))


# case tol=1e-5: out=zeros:fp32[16,16] x=uniform(1):fp32[16,16] y=uniform(1):fp32[16,16]
@triton.jit
def product_of_transposed(out, x, y):
    m = tl.arange(0, 16)
    at = m[:, None] * 16 + m[None, :]
    a = tl.load(x + at)
    b = tl.load(y + at)
    c = tl.dot(a, tl.trans(b), input_precision="ieee")
    tl.store(out + at, tl.dot(c.T, b, input_precision="tf32x3"))


def expected_product_of_transposed(out, x, y):
    a, b = x.to(torch.float64), y.to(torch.float64)
    out.copy_((a @ b.T).T @ b)


# case tol=1e-5: out=zeros:fp32[16,16] x=ints(0,256):u8[16,32] s=ints(120,132):u8[16,2] y=ints(0,256):u8[32,16] t=ints(120,132):u8[16,2]
@triton.jit
def scaled_e2m1(out, x, s, y, t):
    m = tl.arange(0, 16)
    k = tl.arange(0, 32)
    g = tl.arange(0, 2)
    a = tl.load(x + m[:, None] * 32 + k[None, :])
    b = tl.load(y + k[:, None] * 16 + m[None, :])
    p = tl.load(s + m[:, None] * 2 + g[None, :])
    q = tl.load(t + m[:, None] * 2 + g[None, :])
    tl.store(out + m[:, None] * 16 + m[None, :], tl.dot_scaled(a, p, "e2m1", b, q, "e2m1"))


# case tol=1e-5: out=zeros:fp32[16,16] x=ints(0,256):u8[8,64] s=ints(120,132):u8[16,2] y=ints(0,256):u8[64,8] t=ints(120,132):u8[16,2]
@triton.jit
def scaled_e2m1_packed_across(out, x, s, y, t):
    h = tl.arange(0, 8)
    m = tl.arange(0, 16)
    k = tl.arange(0, 64)
    g = tl.arange(0, 2)
    a = tl.load(x + h[:, None] * 64 + k[None, :])
    b = tl.load(y + k[:, None] * 8 + h[None, :])
    p = tl.load(s + m[:, None] * 2 + g[None, :])
    q = tl.load(t + m[:, None] * 2 + g[None, :])
    c = tl.dot_scaled(a, p, "e2m1", b, q, "e2m1", lhs_k_pack=False, rhs_k_pack=False)
    tl.store(out + m[:, None] * 16 + m[None, :], c)


# case tol=1e-5: out=full(1):fp32[16,16] x=uniform(1):fp8e4nv[16,64] s=ints(120,132):u8[16,2] y=uniform(4):fp8e5[64,16] t=ints(120,132):u8[16,2]
@triton.jit
def scaled_fp8(out, x, s, y, t):
    m = tl.arange(0, 16)
    k = tl.arange(0, 64)
    g = tl.arange(0, 2)
    a = tl.load(x + m[:, None] * 64 + k[None, :])
    b = tl.load(y + k[:, None] * 16 + m[None, :])
    p = tl.load(s + m[:, None] * 2 + g[None, :])
    q = tl.load(t + m[:, None] * 2 + g[None, :])
    at = out + m[:, None] * 16 + m[None, :]
    acc = tl.load(at)
    tl.store(at, tl.dot_scaled(a, p, "e4m3", b, q, "e5m2", acc=acc, fast_math=True, out_dtype=tl.float32))


# case tol=1e-5: out=zeros:fp32[16,16] x=ints(0,120):u8[16,64] s=values(0,1,127,128,126,127,120,130,0,1,127,128,126,127,120,130,0,1,127,128,126,127,120,130,0,1,127,128,126,127,120,130):u8[16,2] y=uniform(4):bf16[64,16]
@triton.jit
def scaled_bits_with_bf16(out, x, s, y):
    m = tl.arange(0, 16)
    k = tl.arange(0, 64)
    a = tl.load(x + m[:, None] * 64 + k[None, :])
    b = tl.load(y + k[:, None] * 16 + m[None, :])
    p = tl.load(s + m[:, None] * 2 + tl.arange(0, 2)[None, :])
    tl.store(out + m[:, None] * 16 + m[None, :], tl.dot_scaled(a, p, "e4m3", b, None, "bf16"))


def expected_scaled_bits_with_bf16(out, x, s, y):
    a = x.view(torch.float8_e4m3fn).to(torch.float64)
    scale = 2.0 ** (s.to(torch.float64) - 127)
    out.copy_((a * scale.repeat_interleave(32, 1)) @ y.to(torch.float64))


# case interpreter=no tol=1e-5: out=zeros:fp32[16,16] x=uniform(2):fp16[16,32] y=ints(0,256):u8[16,16] t=values(0,1,255,128,126,127,120,130,0,1,127,128,126,127,120,130):u8[16,1]
@triton.jit
def scaled_fp16_with_e2m1(out, x, y, t):
    m = tl.arange(0, 16)
    k = tl.arange(0, 32)
    a = tl.load(x + m[:, None] * 32 + k[None, :])
    b = tl.load(y + m[:, None] * 16 + m[None, :])
    q = tl.load(t + m[:, None])
    tl.store(out + m[:, None] * 16 + m[None, :], tl.dot_scaled(a, None, "fp16", b, q, "e2m1"))


E2M1 = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0]


def nibbles(packed, axis):
    table = torch.tensor(E2M1 + [-v for v in E2M1], dtype=torch.float64)
    both = torch.stack([table[(packed & 15).long()], table[(packed >> 4).long()]], axis + 1)
    shape = list(packed.shape)
    shape[axis] *= 2
    return both.reshape(shape)


def expected_scaled_fp16_with_e2m1(out, x, y, t):
    scale = 2.0 ** (t.to(torch.float64) - 127)
    scale[t == 255] = float("nan")
    out.copy_(x.to(torch.float64) @ (nibbles(y, 0) * scale.T))


# case interpreter=no tol=1e-5: out=zeros:fp32[16,16] x=ints(0,256):u8[16,32] s=uniform(4):fp8e4nv[16,4] y=ints(0,256):u8[32,16] t=uniform(4):fp8e4nv[16,4]
@triton.jit
def scaled_in_groups_of_16(out, x, s, y, t):
    m = tl.arange(0, 16)
    k = tl.arange(0, 32)
    g = tl.arange(0, 4)
    a = tl.load(x + m[:, None] * 32 + k[None, :])
    b = tl.load(y + k[:, None] * 16 + m[None, :])
    p = tl.load(s + m[:, None] * 4 + g[None, :])
    q = tl.load(t + m[:, None] * 4 + g[None, :])
    tl.store(out + m[:, None] * 16 + m[None, :], tl.dot_scaled(a, p, "e2m1", b, q, "e2m1"))


def expected_scaled_in_groups_of_16(out, x, s, y, t):
    a = nibbles(x, 1) * s.to(torch.float64).repeat_interleave(16, 1)
    b = nibbles(y, 0) * t.to(torch.float64).repeat_interleave(16, 1).T
    out.copy_(a @ b)


# case interpreter=no tol=1e-5: out=zeros:fp32[2,16,16] x=uniform(1):fp8e5[2,16,32] s=ints(120,132):u8[2,16,1] y=uniform(1):fp8e5[2,32,16]
@triton.jit
def scaled_batched(out, x, s, y):
    g = tl.arange(0, 2)[:, None, None]
    m = tl.arange(0, 16)
    k = tl.arange(0, 32)
    a = tl.load(x + g * 512 + m[None, :, None] * 32 + k[None, None, :])
    b = tl.load(y + g * 512 + k[None, :, None] * 16 + m[None, None, :])
    p = tl.load(s + g * 16 + m[None, :, None])
    c = tl.dot_scaled(a, p, "e5m2", b, None, "e5m2")
    tl.store(out + g * 256 + m[None, :, None] * 16 + m[None, None, :], c)


def expected_scaled_batched(out, x, s, y):
    out.copy_((x.to(torch.float64) * 2.0 ** (s.to(torch.float64) - 127)) @ y.to(torch.float64))


# case: out=zeros:i8[256] x=ints(0,256):u8[128] packed=zeros:u8[128]
@triton.jit
def int4_unpacked_and_packed(out, x, packed):
    at = tl.arange(0, 128)
    byte = tl.load(x + at)
    low = (byte << 4).to(tl.int8, bitcast=True) >> 4
    high = byte.to(tl.int8, bitcast=True) >> 4
    tl.store(out + tl.arange(0, 256), tl.interleave(low, high))
    again = (low & 0xF) | ((high & 0xF) << 4)
    tl.store(packed + at, again.to(tl.uint8, bitcast=True))


# case: out=zeros:i32[64] words=ints(-2147483648,2147483648):i32[8]
@triton.jit
def int4_of_words(out, words):
    at = tl.arange(0, 64)
    word = tl.load(words + at // 8)
    tl.store(out + at, ((word >> ((at % 8) * 4)) & 0xF) - 8)


# case tol=1e-5: out=zeros:fp32[16,16] x=uniform(1):fp16[16,64] q=ints(0,256):u8[32,16] scale=uniform(1,2):fp32[16] zero=ints(0,16):u8[16]
@triton.jit
def product_int4(out, x, q, scale, zero):
    m = tl.arange(0, 16)
    k = tl.arange(0, 64)
    a = tl.load(x + m[:, None] * 64 + k[None, :])
    packed = tl.load(q + (k[:, None] // 2) * 16 + m[None, :])
    four = (packed >> ((k % 2) * 4).to(tl.uint8)[:, None]) & 0xF
    z = tl.load(zero + m)
    b = (four.to(tl.int32) - z.to(tl.int32)[None, :]).to(tl.float16)
    c = tl.dot(a, b) * tl.load(scale + m)[None, :]
    tl.store(out + m[:, None] * 16 + m[None, :], c)
