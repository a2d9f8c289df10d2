"""Kernels that draw random numbers."""
import torch
import triton
import triton.language as tl


# case grid=2 tol=1e-6: x=uniform(1):fp32[100] y=zeros:fp32[100] n=100 p=0.25 seed=123 BLOCK=64
@triton.jit
def seeded_dropout(x, y, n, p, seed, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    v = tl.load(x + i, mask=inside)
    keep = tl.rand(seed, i) > p
    tl.store(y + i, tl.where(keep, v / (1 - p), 0.0), mask=inside)


# case grid=2: dy=full(1.0):fp32[96] dx=zeros:fp32[96] mask=zeros:i1[96] seed=7 offset=1000 BLOCK=48
# case grid=2: dy=full(1.0):fp32[128] dx=zeros:fp32[128] mask=zeros:i1[128] seed=7 offset=1 BLOCK=64
@triton.jit
def dropout_mask(dy, dx, mask, seed, offset, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, 64)
    inside = i < (tl.program_id(0) + 1) * BLOCK
    drawn = tl.randint(seed, i + offset)
    keep = drawn > 0
    tl.store(mask + i, keep, mask=inside)
    tl.store(dx + i, tl.load(dy + i, mask=inside) * keep, mask=inside)


# case grid=2 tol=1e-5: out=zeros:fp32[128] mean=1.0 deviation=0.5 seed=99 BLOCK=64
@triton.jit
def normal_fill(out, mean, deviation, seed, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(out + i, tl.randn(seed, i) * deviation + mean)


# case grid=3: out=zeros:i64[3,4] draws=64 seed=5
@triton.jit
def points_in_circle(out, draws: tl.constexpr, seed):
    pid = tl.program_id(0)
    hits = tl.zeros((draws,), tl.int32)
    for k in range(4):
        u, v, _, _ = tl.rand4x(seed + pid, k * draws + tl.arange(0, draws))
        hits += (u * u + v * v < 1).to(tl.int32)
        tl.store(out + pid * 4 + k, tl.sum(hits).to(tl.int64))


# case grid=4: out=zeros:i32[4] weights=values(1.0,0.0,2.0,0.0,5.0,0.5,0.0,1.5):fp32 seed=11
@triton.jit
def sample_by_weight(out, weights, seed):
    i = tl.arange(0, 8)
    w = tl.load(weights + i)
    edges = tl.cumsum(w, axis=0)
    drawn = tl.rand(seed, tl.program_id(0)) * tl.sum(w, axis=0)
    tl.store(out + tl.program_id(0), tl.sum((edges <= drawn).to(tl.int32)))


# case grid=4 tol=1e-4: logits=uniform(3):fp32[4,16] out=zeros:i32[4] seed=3
@triton.jit
def gumbel_argmax(logits, out, seed):
    row = tl.program_id(0)
    i = tl.arange(0, 16)
    u = tl.maximum(tl.rand(seed, row * 16 + i), 1e-10)
    noisy = tl.load(logits + row * 16 + i) - tl.log(-tl.log(u))
    tl.store(out + row, tl.argmax(noisy, 0))


# case grid=2: out=zeros:i32[64] BLOCK=32
@triton.jit
def linear_congruence(out, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    state = i.to(tl.uint32)
    for _ in tl.static_range(5):
        state = state * 1664525 + 1013904223
        state ^= state >> 16
    tl.store(out + i, (state >> 1).to(tl.int32))
