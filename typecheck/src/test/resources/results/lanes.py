"""Functions that bring lanes into another order, pick some or count them."""
import torch
import triton
import triton.language as tl


# case: x=ints(-40,40):i32[64] out=zeros:i32[64] N=64 DESCENDING=False
# case: x=ints(-40,40):i32[64] out=zeros:i32[64] N=64 DESCENDING=True
# case: x=ints(-100,100):i8[128] out=zeros:i8[128] N=128 DESCENDING=False
# case: x=ints(0,60000):u16[32] out=zeros:u16[32] N=32 DESCENDING=True
# case: x=ints(-9000000000,9000000000):i64[16] out=zeros:i64[16] N=16 DESCENDING=False
# case: x=uniform(4):fp32[1024] out=zeros:fp32[1024] N=1024 DESCENDING=False
# case: x=uniform(4):fp16[256] out=zeros:fp16[256] N=256 DESCENDING=True
# case: x=values(7):fp32[1] out=zeros:fp32[1] N=1 DESCENDING=True
@triton.jit
def sort_row(x, out, N: tl.constexpr, DESCENDING: tl.constexpr):
    o = tl.arange(0, N)
    tl.store(out + o, tl.sort(tl.load(x + o), descending=DESCENDING))


# a NaN is not greater than anything, and copies of its partners take the place of what meets it
# case: x=values(3,nan,1,2,nan,nan,0,-1,5,nan,4,-7,8,2,nan,inf):fp32[16] out=zeros:fp32[16] N=16
# case: x=values(0.0,-0.0,0.0,-0.0,1,-1,-0.0,0.0):fp32[8] out=zeros:fp32[8] N=8
@triton.jit
def sort_nan(x, out, N: tl.constexpr):
    o = tl.arange(0, N)
    tl.store(out + o, tl.sort(tl.load(x + o)))


# case: x=uniform(8):fp32[8,32] out=zeros:fp32[8,32] M=8 N=32
# case: x=ints(0,9):i32[4,4] out=zeros:i32[4,4] M=4 N=4
@triton.jit
def sort_rows(x, out, M: tl.constexpr, N: tl.constexpr):
    o = tl.arange(0, M)[:, None] * N + tl.arange(0, N)[None, :]
    tl.store(out + o, tl.sort(tl.load(x + o), 1))


# case: x=uniform(8):fp32[64] out=zeros:fp32[64] n=50 N=64
@triton.jit
def sort_masked(x, out, n, N: tl.constexpr):
    o = tl.arange(0, N)
    v = tl.load(x + o, mask=o < n, other=float("inf"))
    tl.store(out + o, tl.sort(v), mask=o < n)


# an index packed under its key: how routers sort with the place
# case: x=ints(0,50):i32[64] keys=zeros:i32[64] places=zeros:i32[64] N=64
@triton.jit
def sort_pairs(x, keys, places, N: tl.constexpr):
    o = tl.arange(0, N)
    packed = (tl.load(x + o).to(tl.uint32) << 16) | o.to(tl.uint32)
    packed = tl.sort(packed, 0)
    tl.store(keys + o, (packed >> 16).to(tl.int32))
    tl.store(places + o, (packed & 0xFFFF).to(tl.int32))


# case: x=uniform(8):fp32[4,64] out=zeros:fp32[4,8] M=4 N=64 K=8 DESCENDING=True
# case: x=uniform(8):fp32[4,64] out=zeros:fp32[4,8] M=4 N=64 K=8 DESCENDING=False
# case: x=ints(-99,99):i32[2,32] out=zeros:i32[2,32] M=2 N=32 K=32 DESCENDING=True
# case: x=uniform(8):fp16[2,32] out=zeros:fp16[2,4] M=2 N=32 K=4 DESCENDING=True
# case: x=ints(-99,99):i8[8,16] out=zeros:i32[8,1] M=8 N=16 K=1 DESCENDING=True
@triton.jit
def top_k(x, out, M: tl.constexpr, N: tl.constexpr, K: tl.constexpr, DESCENDING: tl.constexpr):
    o = tl.arange(0, M)[:, None] * N + tl.arange(0, N)[None, :]
    best = tl.topk(tl.load(x + o), K, descending=DESCENDING)
    tl.store(out + tl.arange(0, M)[:, None] * K + tl.arange(0, K)[None, :], best)


# case: x=values(1,3,5,7,8,6,4,2):i32[8] out=zeros:i32[8] N=8 DESCENDING=False
# case: x=values(1,3,5,7,8,6,4,2):i32[8] out=zeros:i32[8] N=8 DESCENDING=True
@triton.jit
def merge_runs(x, out, N: tl.constexpr, DESCENDING: tl.constexpr):
    o = tl.arange(0, N)
    tl.store(out + o, tl.bitonic_merge(tl.load(x + o), descending=DESCENDING))


# case: x=uniform(8):fp32[4,16] out=zeros:fp32[4,16] M=4 N=16 DIM=0
# case: x=uniform(8):fp32[4,16] out=zeros:fp32[4,16] M=4 N=16 DIM=1
# case: x=uniform(8):bf16[4,16] out=zeros:bf16[4,16] M=4 N=16 DIM=-1
# case: x=ints(0,99):i64[2,2] out=zeros:i64[2,2] M=2 N=2 DIM=-2
# case: x=ints(0,99):u8[1,8] out=zeros:u8[1,8] M=1 N=8 DIM=0
@triton.jit
def flip(x, out, M: tl.constexpr, N: tl.constexpr, DIM: tl.constexpr):
    o = tl.arange(0, M)[:, None] * N + tl.arange(0, N)[None, :]
    tl.store(out + o, tl.flip(tl.load(x + o), DIM))


# case: x=arange:i32[32] out=zeros:i32[32] N=32
@triton.jit
def flip_twice(x, out, N: tl.constexpr):
    o = tl.arange(0, N)
    v = tl.load(x + tl.flip(o, 0))
    tl.store(out + o, v * 100 + tl.flip(v.flip(0), -1))


# case: x=uniform(8):fp32[32] out=zeros:fp32[64] index=ints(0,32):i32[64] N=32 M=64
# case: x=ints(0,99):i64[32] out=zeros:i64[8] index=ints(0,32):i8[8] N=32 M=8
# case: x=ints(0,99):u8[16] out=zeros:u8[8] index=ints(0,16):u64[8] N=16 M=8
@triton.jit
def gather(x, index, out, N: tl.constexpr, M: tl.constexpr):
    v = tl.load(x + tl.arange(0, N))
    i = tl.load(index + tl.arange(0, M))
    tl.store(out + tl.arange(0, M), tl.gather(v, i, 0))


# Triton leaves indices outside open; here they count modulo the extent
# case interpreter=no: x=arange:i32[8] index=values(-1,-8,-9,8,17,1000000000,-2147483648,2147483647):i32[8] out=zeros:i32[8]
@triton.jit
def gather_outside(x, index, out):
    o = tl.arange(0, 8)
    tl.store(out + o, tl.gather(tl.load(x + o), tl.load(index + o), 0))


def expected_gather_outside(x, index, out):
    out.copy_(x[index.long() % 8])


# case: x=uniform(8):fp32[8,16] index=ints(0,8):i32[4,16] out=zeros:fp32[4,16] M=8 N=16 K=4 AXIS=0
# case: x=uniform(8):fp32[4,16] index=ints(0,16):i64[4,16] out=zeros:fp32[4,16] M=4 N=16 K=4 AXIS=1
# case: x=uniform(8):bf16[4,4] index=ints(0,4):i32[4,4] out=zeros:bf16[4,4] M=4 N=4 K=4 AXIS=-1
@triton.jit
def gather_axis(x, index, out, M: tl.constexpr, N: tl.constexpr, K: tl.constexpr, AXIS: tl.constexpr):
    v = tl.load(x + tl.arange(0, M)[:, None] * N + tl.arange(0, N)[None, :])
    o = tl.arange(0, K)[:, None] * N + tl.arange(0, N)[None, :]
    tl.store(out + o, v.gather(tl.load(index + o), AXIS))


# a table of 16 numbers by 4 bits, as kernels for quantised weights have it
# case: table=uniform(1):fp32[16] codes=ints(0,256):u8[32] out=zeros:fp32[64]
@triton.jit
def table_of_nibbles(table, codes, out):
    numbers = tl.load(table + tl.arange(0, 16))
    packed = tl.load(codes + tl.arange(0, 32))
    low = tl.gather(numbers, (packed & 0xF).to(tl.int32), 0)
    high = tl.gather(numbers, (packed >> 4).to(tl.int32), 0)
    tl.store(out + tl.arange(0, 64), tl.interleave(low, high))


# case: x=ints(0,16):i32[256] out=zeros:i32[16] n=256 BINS=16
# case: x=ints(0,8):i32[256] out=zeros:i32[8] n=100 BINS=8
@triton.jit
def histogram(x, out, n, BINS: tl.constexpr):
    o = tl.arange(0, 256)
    v = tl.load(x + o, mask=o < n, other=0)
    tl.store(out + tl.arange(0, BINS), tl.histogram(v, BINS, mask=o < n))


# NumPy counts the right edge in the last bin; Triton's compiled histogram, as here, counts it nowhere
# case interpreter=no: x=ints(-5,12):i32[64] out=zeros:i32[4]
# case interpreter=no: x=ints(-5,12):i8[64] out=zeros:i32[4]
# case interpreter=no: x=ints(0,12):u64[64] out=zeros:i32[4]
@triton.jit
def histogram_outside(x, out):
    v = tl.load(x + tl.arange(0, 64))
    tl.store(out + tl.arange(0, 4), tl.histogram(v, 4))


def expected_histogram_outside(x, out):
    for bin in range(4):
        out[bin] = (x.to(torch.int64) == bin).sum()


# where the tokens of each expert begin, and where each token goes
# case: experts=ints(0,8):i32[64] starts=zeros:i32[8] order=zeros:i32[64]
@triton.jit
def route(experts, starts, order):
    o = tl.arange(0, 64)
    e = tl.load(experts + o)
    counts = tl.histogram(e, 8)
    first = tl.cumsum(counts, 0) - counts
    tl.store(starts + tl.arange(0, 8), first)
    same = (e[:, None] == e[None, :]) & (o[None, :] < o[:, None])
    rank = tl.sum(same.to(tl.int32), axis=1)
    tl.store(order + tl.gather(first, e, 0) + rank, o)
