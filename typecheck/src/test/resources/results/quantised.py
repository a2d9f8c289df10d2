"""Numbers in few bits: products of packed weights, scales per tensor, row, group and block, rounding by chance."""
import torch
import triton
import triton.language as tl


# case grid=4 tol=1e-4: x=uniform(1):fp32[16,64] packed=ints(-2147483648,2147483647):i32[8,32] scales=uniform(0.5,0.5):fp32[4,32] zeros=ints(0,16):i32[4,32] y=zeros:fp32[16,32] n=32 k=64 GROUP=16 BLOCK=16
@triton.jit
def matmul_int4(x, packed, scales, zeros, y, n, k, GROUP: tl.constexpr, BLOCK: tl.constexpr):
    cols = tl.program_id(0) % (n // BLOCK) * BLOCK + tl.arange(0, BLOCK)
    rows = tl.program_id(0) // (n // BLOCK) * (BLOCK // 2) + tl.arange(0, BLOCK // 2)
    acc = tl.zeros((BLOCK // 2, BLOCK), dtype=tl.float32)
    for start in range(0, k, GROUP):
        ks = start + tl.arange(0, GROUP)
        word = tl.load(packed + (ks // 8)[:, None] * n + cols[None, :])
        nibble = (word >> ((ks % 8) * 4)[:, None]) & 0xF
        group = start // GROUP
        zero = tl.load(zeros + group * n + cols)[None, :]
        weight = (nibble - zero).to(tl.float32) * tl.load(scales + group * n + cols)[None, :]
        a = tl.load(x + rows[:, None] * k + ks[None, :])
        acc = tl.dot(a, weight, acc, input_precision="ieee")
    tl.store(y + rows[:, None] * n + cols[None, :], acc)


def expected_matmul_int4(x, packed, scales, zeros, y, n, k, GROUP, BLOCK):
    nibbles = torch.stack([(packed >> (4 * i)) & 15 for i in range(8)], 1).reshape(k, n)
    group = torch.arange(k) // GROUP
    y.copy_(x.double() @ ((nibbles - zeros[group]).double() * scales[group].double()))


# case grid=2,2 tol=1e-5: a=ints(-127,128):i8[16,32] b=ints(-127,128):i8[32,16] sa=uniform(0.5,1):fp32[16] sb=uniform(0.5,1):fp32[16] c=zeros:fp16[16,16] n=16 k=32 BLOCK=8
@triton.jit
def matmul_int8_scaled_by_row_and_column(a, b, sa, sb, c, n, k, BLOCK: tl.constexpr):
    rows = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    cols = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    acc = tl.zeros((BLOCK, BLOCK), dtype=tl.int32)
    for start in range(0, k, 16):
        ks = start + tl.arange(0, 16)
        acc = tl.dot(tl.load(a + rows[:, None] * k + ks[None, :]), tl.load(b + ks[:, None] * n + cols[None, :]), acc)
    out = acc.to(tl.float32) * tl.load(sa + rows)[:, None] * tl.load(sb + cols)[None, :] * 0.001
    tl.store(c + rows[:, None] * n + cols[None, :], out.to(tl.float16))


def expected_matmul_int8_scaled_by_row_and_column(a, b, sa, sb, c, n, k, BLOCK):
    c.copy_((a.double() @ b.double()) * sa.double()[:, None] * sb.double()[None] * 0.001)


# case grid=2 tol=1e-4 interpreter=no: a=uniform(1):fp8e4nv[16,64] b=uniform(1):fp8e4nv[64,32] sa=uniform(0.5,1):fp32[16,2] sb=uniform(0.5,1):fp32[2,2] c=zeros:fp32[16,32] n=32 k=64 BLOCK=16 GROUP=32
@triton.jit
def matmul_fp8_scaled_by_block(a, b, sa, sb, c, n, k, BLOCK: tl.constexpr, GROUP: tl.constexpr):
    cols = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    rows = tl.arange(0, BLOCK)
    ks = tl.arange(0, GROUP)
    acc = tl.zeros((BLOCK, BLOCK), dtype=tl.float32)
    for g in range(0, tl.cdiv(k, GROUP)):
        u = tl.load(a + rows[:, None] * k + (g * GROUP + ks)[None, :])
        v = tl.load(b + (g * GROUP + ks)[:, None] * n + cols[None, :])
        s = tl.load(sa + rows * (k // GROUP) + g)[:, None] * tl.load(sb + g * (k // GROUP) + cols // BLOCK)[None, :]
        acc += tl.dot(u, v) * s
    tl.store(c + rows[:, None] * n + cols[None, :], acc)


def expected_matmul_fp8_scaled_by_block(a, b, sa, sb, c, n, k, BLOCK, GROUP):
    u = a.double() * sa.double().repeat_interleave(GROUP, 1)
    v = b.double() * sb.double().repeat_interleave(GROUP, 0).repeat_interleave(BLOCK, 1)
    c.copy_(u @ v)


# case grid=6: x=uniform(8):fp32[6,32] q=zeros:i8[6,32] scale=zeros:fp32[6] BLOCK=32
@triton.jit
def quantise_rows(x, q, scale, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    at = row * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + at)
    largest = tl.max(tl.abs(v), axis=0)
    s = tl.maximum(largest, 1e-10) / 128
    half = tl.where(v >= 0, 0.5, -0.5)
    tl.store(q + at, tl.clamp(v / s + half, -128.0, 127.0).to(tl.int8))
    tl.store(scale + row, s)


# case grid=4 tol=1e-6 interpreter=no: x=uniform(8):fp32[4,32] q=zeros:fp8e4nv[4,32] scale=zeros:fp32[4] GROUP=32 LIMIT=448.0
# case grid=4 tol=1e-6 interpreter=no: x=uniform(8):fp32[4,32] q=zeros:fp8e5[4,32] scale=zeros:fp32[4] GROUP=32 LIMIT=57344.0
@triton.jit
def quantise_groups_to_fp8(x, q, scale, GROUP: tl.constexpr, LIMIT: tl.constexpr):
    g = tl.program_id(0)
    at = g * GROUP + tl.arange(0, GROUP)
    v = tl.load(x + at)
    largest = tl.maximum(tl.max(tl.abs(v)), 1e-4)
    power = tl.exp2(tl.ceil(tl.log2(largest / LIMIT)))
    tl.store(q + at, (v / power).to(q.dtype.element_ty))
    tl.store(scale + g, power)


def expected_quantise_groups_to_fp8(x, q, scale, GROUP, LIMIT):
    power = torch.exp2(torch.ceil(torch.log2(x.abs().amax(1).double() / LIMIT)))
    scale.copy_(power)
    q.copy_((x / power[:, None].float()).to(q.dtype))


# case grid=2 tol=1e-6 interpreter=no: q=uniform(1):fp8e4nv[2,64] scale=uniform(1):fp32[2] y=zeros:bf16[2,64] BLOCK=64
# case grid=2 tol=1e-6: q=ints(-128,128):i8[2,64] scale=values(0.5,0.25):fp32 y=zeros:fp32[2,64] BLOCK=64
@triton.jit
def dequantise(q, scale, y, BLOCK: tl.constexpr):
    at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(q + at).to(tl.float32) * tl.load(scale + tl.program_id(0))
    tl.store(y + at, v.to(y.dtype.element_ty))


def expected_dequantise(q, scale, y, BLOCK):
    y.copy_((q.float() * scale[:, None]).reshape(y.shape))


# case grid=2: x=ints(0,16):i32[2,32] packed=zeros:u8[2,16] back=zeros:i32[2,32]
@triton.jit
def pack_nibbles(x, packed, back):
    row = tl.program_id(0)
    i = tl.arange(0, 16)
    low = tl.load(x + row * 32 + 2 * i)
    high = tl.load(x + row * 32 + 2 * i + 1)
    byte = (low | (high << 4)).to(tl.uint8)
    tl.store(packed + row * 16 + i, byte)
    both = tl.interleave((byte & 0xF).to(tl.int32), (byte >> 4).to(tl.int32))
    tl.store(back + row * 32 + tl.arange(0, 32), both)


def expected_pack_nibbles(x, packed, back):
    packed.copy_(x[:, ::2] | x[:, 1::2] << 4)
    back.copy_(x)


# case grid=2: x=uniform(4):fp32[128] y=zeros:bf16[128] seed=42 BLOCK=64
@triton.jit
def stochastic_rounding(x, y, seed, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    bits = tl.load(x + i).to(tl.uint32, bitcast=True)
    noise = tl.randint(seed, i).to(tl.uint32, bitcast=True) & 0xFFFF
    rounded = (bits + noise) & 0xFFFF0000
    tl.store(y + i, rounded.to(tl.float32, bitcast=True).to(tl.bfloat16))


# case tol=1e-4: absmax=uniform(1,2):fp32[4] codes=ints(0,256):u8[64] out=zeros:fp32[128] table=uniform(1):fp32[16]
@triton.jit
def dequantise_by_table(absmax, codes, out, table):
    i = tl.arange(0, 64)
    code = tl.load(codes + i)
    scale = tl.load(absmax + i // 16)
    tl.store(out + 2 * i, tl.load(table + (code >> 4)) * scale)
    tl.store(out + 2 * i + 1, tl.load(table + (code & 15)) * scale)


def expected_dequantise_by_table(absmax, codes, out, table):
    pairs = torch.stack([codes >> 4, codes & 15], 1).int()
    out.copy_((table[pairs].double() * absmax.double().repeat_interleave(16)[:, None]).flatten())


# case tol=1e-5: x=uniform(2):fp32[64] out=zeros:i8[64] scale=0.03
@triton.jit
def ternary_weights(x, out, scale):
    i = tl.arange(0, 64)
    v = tl.load(x + i)
    mean = tl.sum(tl.abs(v)) / 64
    t = tl.clamp(tl.floor(v / mean + 0.5), -1, 1)
    tl.store(out + i, t.to(tl.int8))
