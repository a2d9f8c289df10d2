"""Convolutions, pooling and other work on neighbours."""
import torch
import triton
import triton.language as tl


# case grid=2,3 tol=1e-5: x=uniform(1):fp32[2,20,16] w=uniform(1):fp32[16,4] b=uniform(1):fp32[16] y=zeros:fp32[2,20,16] n=20 width=16 WIDTH=4 ROWS=8 SILU=True
# case grid=2,3 tol=1e-5: x=uniform(1):fp32[2,20,16] w=uniform(1):fp32[16,3] b=None y=zeros:fp32[2,20,16] n=20 width=16 WIDTH=3 ROWS=8 SILU=False
@triton.jit
def causal_conv1d(x, w, b, y, n, width, WIDTH: tl.constexpr, ROWS: tl.constexpr, SILU: tl.constexpr):
    batch = tl.program_id(0)
    t = tl.program_id(1) * ROWS + tl.arange(0, ROWS)
    ch = tl.arange(0, 16)
    acc = tl.zeros((ROWS, 16), dtype=tl.float32)
    if b is not None:
        acc += tl.load(b + ch)[None, :]
    for j in tl.static_range(WIDTH):
        at = t - (WIDTH - 1) + j
        inside = (at >= 0) & (at < n)
        v = tl.load(x + batch * n * width + at[:, None] * width + ch[None, :], mask=inside[:, None], other=0.0)
        acc += v * tl.load(w + ch * WIDTH + j)[None, :]
    if SILU:
        acc = acc / (1 + tl.exp(-acc))
    tl.store(y + batch * n * width + t[:, None] * width + ch[None, :], acc, mask=(t < n)[:, None])


def expected_causal_conv1d(x, w, b, y, n, width, WIDTH, ROWS, SILU):
    f = torch.nn.functional
    padded = f.pad(x.double().transpose(1, 2), (WIDTH - 1, 0))
    out = f.conv1d(padded, w.double()[:, None], None if b is None else b.double(), groups=width).transpose(1, 2)
    y.copy_(f.silu(out) if SILU else out)


# case grid=7 tol=1e-5: x=uniform(1):fp32[2,5,9,11] w=uniform(1):fp32[8,5,3,3] y=zeros:fp32[2,8,5,6] channels=5 height=9 width=11 outputs=8 oh=5 ow=6 stride=2 pad=1 R=3 S=3 BLOCK_M=16 BLOCK_N=8 BLOCK_K=16 total=60
@triton.jit
def conv2d_implicit_gemm(
    x, w, y, channels, height, width, outputs, oh, ow, stride, pad,
    R: tl.constexpr, S: tl.constexpr, BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, BLOCK_K: tl.constexpr, total,
):
    m = tl.program_id(0) * BLOCK_M + tl.arange(0, BLOCK_M)
    image = m // (oh * ow)
    row = m // ow % oh
    col = m % ow
    out = tl.arange(0, BLOCK_N)
    acc = tl.zeros((BLOCK_M, BLOCK_N), dtype=tl.float32)
    depth = channels * R * S
    for start in range(0, depth, BLOCK_K):
        k = start + tl.arange(0, BLOCK_K)
        ch = k // (R * S)
        i = row[:, None] * stride - pad + (k // S % R)[None, :]
        j = col[:, None] * stride - pad + (k % S)[None, :]
        inside = (i >= 0) & (i < height) & (j >= 0) & (j < width) & (k < depth)[None, :] & (m < total)[:, None]
        at = ((image[:, None] * channels + ch[None, :]) * height + i) * width + j
        patch = tl.load(x + at, mask=inside, other=0.0)
        weight = tl.load(w + out[None, :] * depth + k[:, None], mask=(k < depth)[:, None], other=0.0)
        acc = tl.dot(patch, weight, acc, input_precision="ieee")
    there = ((image[:, None] * outputs + out[None, :]) * oh + row[:, None]) * ow + col[:, None]
    tl.store(y + there, acc, mask=(m < total)[:, None] & (out < outputs)[None, :])


def expected_conv2d_implicit_gemm(x, w, y, channels, height, width, outputs, oh, ow, stride, pad, R, S, BLOCK_M, BLOCK_N, BLOCK_K, total):
    y.copy_(torch.nn.functional.conv2d(x.double(), w.double(), stride=stride, padding=pad))


# case grid=6: x=uniform(4):fp32[6,7,8] y=zeros:fp32[6,3,4] at=zeros:i32[6,3,4] height=7 width=8 oh=3 ow=4 BLOCK=16
@triton.jit
def max_pool(x, y, at, height, width, oh, ow, BLOCK: tl.constexpr):
    plane = tl.program_id(0)
    o = tl.arange(0, BLOCK)
    inside = o < oh * ow
    best = tl.full([BLOCK], -float("inf"), tl.float32)
    where = tl.full([BLOCK], -1, tl.int32)
    for i in tl.static_range(3):
        for j in tl.static_range(3):
            r = o // ow * 2 + i
            c = o % ow * 2 + j - 1
            valid = inside & (r < height) & (c >= 0) & (c < width)
            v = tl.load(x + plane * height * width + r * width + c, mask=valid, other=-float("inf"))
            better = v > best
            best = tl.where(better, v, best)
            where = tl.where(better, r * width + c, where)
    tl.store(y + plane * oh * ow + o, best, mask=inside)
    tl.store(at + plane * oh * ow + o, where, mask=inside)


def expected_max_pool(x, y, at, height, width, oh, ow, BLOCK):
    padded = torch.nn.functional.pad(x, (1, 1), value=-float("inf"))
    best, where = torch.nn.functional.max_pool2d(padded, 3, 2, return_indices=True)
    y.copy_(best[:, :, :4])
    where = where[:, :, :4]
    at.copy_(where // (width + 2) * width + where % (width + 2) - 1)


# case grid=4 tol=1e-6: x=uniform(4):fp32[4,30] y=zeros:fp32[4,6] n=30 SIZE=5
@triton.jit
def average_pool(x, y, n, SIZE: tl.constexpr):
    row = tl.program_id(0)
    o = tl.arange(0, 8)
    total = tl.zeros((8,), tl.float32)
    for j in tl.static_range(0, SIZE):
        total += tl.load(x + row * n + o * SIZE + j, mask=o < n // SIZE, other=0.0)
    tl.store(y + row * (n // SIZE) + o, total / SIZE, mask=o < n // SIZE)


def expected_average_pool(x, y, n, SIZE):
    y.copy_(torch.nn.functional.avg_pool1d(x.double()[:, None], SIZE)[:, 0])


# case grid=8 tol=1e-5: x=uniform(4):fp32[2,4,5] y=zeros:fp32[2,8,10] height=4 width=5 BLOCK=32
@triton.jit
def bilinear_upsample(x, y, height, width, BLOCK: tl.constexpr):
    o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    count = 2 * height * 2 * width * 2
    plane = o // (4 * height * width)
    r = tl.maximum((o // (2 * width) % (2 * height) + 0.5) / 2 - 0.5, 0.0)
    c = tl.maximum((o % (2 * width) + 0.5) / 2 - 0.5, 0.0)
    r0 = tl.floor(r).to(tl.int32)
    c0 = c.to(tl.int32)
    r1 = tl.minimum(r0 + 1, height - 1)
    c1 = tl.minimum(c0 + 1, width - 1)
    fr = r - r0
    fc = c - c0
    base = x + plane * height * width
    ok = o < count
    top = tl.load(base + r0 * width + c0, mask=ok) * (1 - fc) + tl.load(base + r0 * width + c1, mask=ok) * fc
    low = tl.load(base + r1 * width + c0, mask=ok) * (1 - fc) + tl.load(base + r1 * width + c1, mask=ok) * fc
    tl.store(y + o, top * (1 - fr) + low * fr, mask=ok)


def expected_bilinear_upsample(x, y, height, width, BLOCK):
    y.copy_(torch.nn.functional.interpolate(x.double()[None], scale_factor=2, mode="bilinear")[0])


# case grid=3 tol=1e-5: x=uniform(4):fp32[3,16,16] y=zeros:fp32[3,16,16] n=16 steps=5
@triton.jit
def heat(x, y, n: tl.constexpr, steps):
    at = tl.program_id(0) * n * n + tl.arange(0, n)[:, None] * n + tl.arange(0, n)[None, :]
    i = tl.arange(0, n)
    inner = ((i > 0) & (i < n - 1))[:, None] & ((i > 0) & (i < n - 1))[None, :]
    a, b = x, y
    tl.store(y + at, tl.load(x + at))
    for s in range(steps):
        v = tl.load(y + at)
        up = tl.load(y + at - n, mask=inner, other=0.0)
        down = tl.load(y + at + n, mask=inner, other=0.0)
        left = tl.load(y + at - 1, mask=inner, other=0.0)
        right = tl.load(y + at + 1, mask=inner, other=0.0)
        tl.debug_barrier()
        tl.store(y + at, tl.where(inner, v + 0.1 * (up + down + left + right - 4 * v), v))


def expected_heat(x, y, n, steps):
    v = x.double()
    for _ in range(steps):
        w = v.clone()
        w[:, 1:-1, 1:-1] += 0.1 * (v[:, :-2, 1:-1] + v[:, 2:, 1:-1] + v[:, 1:-1, :-2] + v[:, 1:-1, 2:] - 4 * v[:, 1:-1, 1:-1])
        v = w
    y.copy_(v)
