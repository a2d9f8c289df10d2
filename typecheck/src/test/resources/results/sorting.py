"""Sorts, selections and counts, written out by hand."""
import torch
import triton
import triton.language as tl


@triton.jit
def exchange(x, STAGE: tl.constexpr, STEP: tl.constexpr, N: tl.constexpr):
    """Compares elements 2^STEP apart; ascending where bit STAGE + 1 of the place is clear."""
    GAP: tl.constexpr = 2**STEP
    pairs = tl.reshape(x, (N // (2 * GAP), 2, GAP))
    second = tl.arange(0, 2)[None, :, None]
    left = tl.broadcast_to(tl.sum(pairs * (1 - second), 1)[:, None, :], pairs.shape)
    right = tl.broadcast_to(tl.sum(pairs * second, 1)[:, None, :], pairs.shape)
    left = tl.reshape(left, (N,))
    right = tl.reshape(right, (N,))
    place = tl.arange(0, N)
    descending = (place >> (STAGE + 1)) & 1
    first = ((place >> STEP) & 1) == 0
    want_small = first != (descending == 1)
    return tl.where(want_small, tl.minimum(left, right), tl.maximum(left, right))


# case grid=3: x=ints(-1000,1000):i32[3,32] out=zeros:i32[3,32] LOG=5
# case: x=ints(-1000,1000):i64[128] out=zeros:i64[128] LOG=7
@triton.jit
def bitonic_sort(x, out, LOG: tl.constexpr):
    N: tl.constexpr = 1 << LOG
    at = tl.program_id(0) * N + tl.arange(0, N)
    v = tl.load(x + at)
    for stage in tl.static_range(LOG):
        for step in tl.static_range(stage, -1, -1):
            v = exchange(v, stage, step, N)
    tl.store(out + at, v)


def expected_bitonic_sort(x, out, LOG):
    out.copy_(x.sort(-1)[0])


# case grid=4: x=uniform(4):fp32[4,50] values=zeros:fp32[4,5] at=zeros:i32[4,5] n=50 K=5 BLOCK=64
@triton.jit
def top_k_by_elimination(x, values, at, n, K: tl.constexpr, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    v = tl.load(x + row * n + cols, mask=cols < n, other=-float("inf"))
    for k in range(K):
        best, where = tl.max(v, axis=0, return_indices=True)
        tl.store(values + row * K + k, best)
        tl.store(at + row * K + k, where)
        v = tl.where(cols == where, -float("inf"), v)


def expected_top_k_by_elimination(x, values, at, n, K, BLOCK):
    v, i = x.topk(K)
    values.copy_(v)
    at.copy_(i)


# case: x=ints(0,16):i32[64] rank=zeros:i32[64] out=zeros:i32[64]
@triton.jit
def rank_sort(x, rank, out):
    i = tl.arange(0, 64)
    v = tl.load(x + i)
    before = (v[None, :] < v[:, None]) | ((v[None, :] == v[:, None]) & (i[None, :] < i[:, None]))
    r = tl.sum(before.to(tl.int32), axis=1)
    tl.store(rank + i, r)
    tl.store(out + r, v)


def expected_rank_sort(x, rank, out):
    sorted, order = x.sort(stable=True)
    out.copy_(sorted)
    rank[order] = torch.arange(64, dtype=torch.int32)


# case grid=4: x=ints(0,40):i32[100] bins=zeros:i32[32] n=100 BLOCK=32
@triton.jit
def histogram_of_blocks(x, bins, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + i, mask=i < n, other=0)
    counts = tl.histogram(v, 32, mask=(i < n) & (v < 32))
    tl.atomic_add(bins + tl.arange(0, 32), counts)


def expected_histogram_of_blocks(x, bins, n, BLOCK):
    bins.copy_(torch.bincount(x, minlength=40)[:32])


# case: keys=ints(0,256):u8[64] out=zeros:u8[64] starts=zeros:i32[16]
@triton.jit
def radix_pass(keys, out, starts):
    i = tl.arange(0, 64)
    key = tl.load(keys + i)
    digit = (key >> 4).to(tl.int32)
    d = tl.arange(0, 16)
    is_digit = (digit[:, None] == d[None, :]).to(tl.int32)
    counts = tl.sum(is_digit, axis=0)
    start = tl.cumsum(counts, 0) - counts
    tl.store(starts + d, start)
    within = tl.cumsum(is_digit, axis=0) - is_digit
    place = tl.sum(is_digit * (within + start[None, :]), axis=1)
    tl.store(out + place, key)


def expected_radix_pass(keys, out, starts):
    order = (keys >> 4).int().sort(stable=True)[1]
    out.copy_(keys[order])
    counts = torch.bincount((keys >> 4).int(), minlength=16)
    starts.copy_(counts.cumsum(0) - counts)


# case grid=3: x=values(5,1,5,nan,2,5,0,1,nan,nan,3,3,-1,-1,9,9,4,4,4,4,4,4,4,4):fp32[3,8] high=zeros:i32[3] low=zeros:i32[3]
@triton.jit
def arg_extremes(x, high, low):
    row = tl.program_id(0)
    v = tl.load(x + row * 8 + tl.arange(0, 8))
    v = tl.where(v == v, v, 0.5)
    tl.store(high + row, tl.argmax(v, axis=0))
    tl.store(low + row, tl.argmin(v, axis=0, tie_break_left=True))


# case: x=ints(0,1000):i32[16,16] rows=zeros:i32[16] cols=zeros:i32[16] total=zeros:i32[4]
@triton.jit
def reductions_over_any_axis(x, rows, cols, total):
    i = tl.arange(0, 16)
    v = tl.load(x + i[:, None] * 16 + i[None, :])
    tl.store(rows + i, tl.sum(v, axis=1) - tl.min(v, axis=-1))
    tl.store(cols + i, tl.max(v, axis=0) ^ tl.xor_sum(v, axis=0))
    tl.store(total, tl.sum(v))
    tl.store(total + 1, tl.max(tl.min(v, 1), 0))
    tl.store(total + 2, tl.min(tl.max(v, 1), 0))
    tl.store(total + 3, tl.xor_sum(tl.xor_sum(v, 1), 0))


def expected_reductions_over_any_axis(x, rows, cols, total):
    def xor(t):
        out = t[0]
        for row in t[1:]:
            out = out ^ row
        return out
    rows.copy_(x.sum(1) - x.amin(1))
    cols.copy_(x.amax(0) ^ xor(x))
    total.copy_(torch.stack([x.sum(), x.amin(1).max(), x.amax(1).min(), xor(xor(x))]))


# case grid=2 tol=1e-5: x=uniform(1):fp32[2,8,4,16] a=zeros:fp32[2,8,4] b=zeros:fp32[2,4,16] c=zeros:fp32[2,8,16] d=zeros:fp32[2]
@triton.jit
def reductions_of_three_axes(x, a, b, c, d):
    p = tl.program_id(0)
    i, j, k = tl.arange(0, 8), tl.arange(0, 4), tl.arange(0, 16)
    v = tl.load(x + p * 512 + i[:, None, None] * 64 + j[None, :, None] * 16 + k[None, None, :])
    tl.store(a + p * 32 + i[:, None] * 4 + j[None, :], tl.sum(v, axis=2))
    tl.store(b + p * 64 + j[:, None] * 16 + k[None, :], tl.max(v, axis=0))
    tl.store(c + p * 128 + i[:, None] * 16 + k[None, :], tl.min(v, axis=1, keep_dims=True).reshape(8, 16))
    tl.store(d + p, tl.sum(v, axis=None))


def expected_reductions_of_three_axes(x, a, b, c, d):
    v = x.double()
    a.copy_(v.sum(3))
    b.copy_(v.amax(1))
    c.copy_(v.amin(2))
    d.copy_(v.sum((1, 2, 3)))


# case: x=values(0.5,-1.5,3.25,-0.0,0.0,-inf,inf,7.0):fp32 out=zeros:i32[8] back=zeros:fp32[8]
@triton.jit
def order_preserving_bits(x, out, back):
    i = tl.arange(0, 8)
    bits = tl.load(x + i).to(tl.int32, bitcast=True)
    key = tl.where(bits < 0, ~bits ^ -2147483648, bits)
    tl.store(out + i, key)
    again = tl.where(key < 0, ~(key ^ -2147483648), key)
    tl.store(back + i, again.to(tl.float32, bitcast=True))


# case: x=ints(0,50):i32[32] out=zeros:i32[32] count=zeros:i32[1]
@triton.jit
def bubble_sort_in_memory(x, out, count):
    i = tl.arange(0, 32)
    tl.store(out + i, tl.load(x + i))
    swaps = 0
    again = True
    while again:
        again = False
        for k in range(0, 31):
            a = tl.load(out + k)
            b = tl.load(out + k + 1)
            if a > b:
                tl.store(out + k, b)
                tl.store(out + k + 1, a)
                swaps += 1
                again = True
    tl.store(count, swaps)


# case: x=ints(-20,20):i32[64] out=zeros:i32[4]
@triton.jit
def median_by_bisection(x, out):
    v = tl.load(x + tl.arange(0, 64))
    low = tl.min(v)
    high = tl.max(v)
    steps = 0
    while low < high:
        middle = low + (high - low) // 2
        if tl.sum((v <= middle).to(tl.int32)) >= 32:
            high = middle
        else:
            low = middle + 1
        steps += 1
    tl.store(out, low)
    tl.store(out + 1, steps)


# case grid=4: x=uniform(4):fp32[4,100] values=zeros:fp32[4,8] n=100 BLOCK=32 K=8
@triton.jit
def top_k_of_blocks(x, values, n, BLOCK: tl.constexpr, K: tl.constexpr):
    row = tl.program_id(0)
    best = tl.full((K,), -float("inf"), tl.float32)
    for start in range(0, n, BLOCK):
        c = start + tl.arange(0, BLOCK)
        v = tl.load(x + row * n + c, mask=c < n, other=-float("inf"))
        both = tl.join(best, tl.topk(v, K)).reshape(2 * K)
        best = tl.topk(both, K)
    tl.store(values + row * K + tl.arange(0, K), best)


def expected_top_k_of_blocks(x, values, n, BLOCK, K):
    values.copy_(x.topk(K)[0])


# case grid=3: x=ints(-1000,1000):i32[3,64] out=zeros:i32[3,64] place=zeros:i32[3,64]
@triton.jit
def sort_with_places(x, out, place):
    row = tl.program_id(0)
    i = tl.arange(0, 64)
    keys = (tl.load(x + row * 64 + i).to(tl.int64) << 32) | i.to(tl.int64)
    keys = tl.sort(keys, descending=False)
    tl.store(out + row * 64 + i, (keys >> 32).to(tl.int32))
    tl.store(place + row * 64 + i, (keys & 0xFFFF).to(tl.int32))


def expected_sort_with_places(x, out, place):
    values, order = x.sort(stable=True, dim=1)
    out.copy_(values)
    place.copy_(order)
