"""Mixture of experts, and rows of several lengths packed behind each other."""
import torch
import triton
import triton.language as tl


# case tol=1e-5: logits=uniform(3):fp32[12,8] ids=zeros:i32[12,2] weights=zeros:fp32[12,2] rows=12 EXPERTS=8 K=2
@triton.jit
def choose_experts(logits, ids, weights, rows, EXPERTS: tl.constexpr, K: tl.constexpr):
    e = tl.arange(0, EXPERTS)
    for row in range(rows):
        v = tl.load(logits + row * EXPERTS + e)
        p = tl.exp(v - tl.max(v))
        p /= tl.sum(p)
        kept = 0.0
        left = p
        for k in tl.static_range(K):
            best = tl.argmax(left, axis=0)
            kept += tl.max(left, axis=0)
            tl.store(ids + row * K + k, best)
            tl.store(weights + row * K + k, tl.max(left, axis=0))
            left = tl.where(e == best, -1.0, left)
        for k in tl.static_range(K):
            at = weights + row * K + k
            tl.store(at, tl.load(at) / kept)


def expected_choose_experts(logits, ids, weights, rows, EXPERTS, K):
    w, i = torch.topk(torch.softmax(logits.double(), 1), K)
    ids.copy_(i)
    weights.copy_(w / w.sum(1, keepdim=True))


# case tol=0: ids=ints(0,4):i32[30] sorted=full(30):i32[64] expert=full(-1):i32[16] padded=zeros:i32[1] n=30 EXPERTS=4 BLOCK=8
@triton.jit
def align_blocks(ids, sorted, expert, padded, n, EXPERTS: tl.constexpr, BLOCK: tl.constexpr):
    i = tl.arange(0, 32)
    id = tl.load(ids + i, mask=i < n, other=-1)
    start = 0
    for e in range(EXPERTS):
        mine = (id == e).to(tl.int32)
        count = tl.sum(mine)
        place = start + tl.cumsum(mine, axis=0) - 1
        tl.store(sorted + place, i, mask=mine == 1)
        end = start + (count + BLOCK - 1) // BLOCK * BLOCK
        for b in range(start // BLOCK, end // BLOCK):
            tl.store(expert + b, e)
        start = end
    tl.store(padded, start)


def expected_align_blocks(ids, sorted, expert, padded, n, EXPERTS, BLOCK):
    start = 0
    for e in range(EXPERTS):
        mine = (ids == e).nonzero()[:, 0]
        sorted[start:start + len(mine)] = mine
        end = start + -(-len(mine) // BLOCK) * BLOCK
        expert[start // BLOCK:end // BLOCK] = e
        start = end
    padded[0] = start


# case grid=3 tol=1e-5: x=uniform(1):fp32[6,16] w=uniform(1):fp32[3,16,16] sorted=values(0,3,4,12,12,12,12,12,1,2,6,7,9,10,11,12,5,8,12,12,12,12,12,12):i32 expert=values(2,0,1):i32 scale=uniform(1):fp32[12] y=zeros:fp32[12,16] pairs=12 K=2 BLOCK=8 D=16 WEIGHTED=True
@triton.jit
def experts_matmul(
    x, w, sorted, expert, scale, y, pairs, K: tl.constexpr, BLOCK: tl.constexpr, D: tl.constexpr, WEIGHTED: tl.constexpr,
):
    block = tl.program_id(0)
    pair = tl.load(sorted + block * BLOCK + tl.arange(0, BLOCK))
    valid = pair < pairs
    which = tl.load(expert + block).to(tl.int64)
    d = tl.arange(0, D)
    rows = tl.load(x + (pair // K)[:, None] * D + d[None, :], mask=valid[:, None], other=0.0)
    weight = tl.load(w + which * D * D + d[:, None] * D + d[None, :])
    out = tl.dot(rows, weight, input_precision="ieee")
    if WEIGHTED:
        out *= tl.load(scale + pair, mask=valid, other=0)[:, None]
    tl.store(y + pair[:, None] * D + d[None, :], out, mask=valid[:, None])


def expected_experts_matmul(x, w, sorted, expert, scale, y, pairs, K, BLOCK, D, WEIGHTED):
    for place, pair in enumerate(sorted.tolist()):
        if pair < pairs:
            y[pair] = x[pair // K].double() @ w[expert[place // BLOCK]].double() * scale[pair].double()


# case grid=6 tol=1e-5: y=uniform(1):fp32[12,16] weights=uniform(1):fp32[6,2] out=zeros:fp32[6,16] K=2 D=16
@triton.jit
def sum_of_experts(y, weights, out, K: tl.constexpr, D: tl.constexpr):
    token = tl.program_id(0)
    k = tl.arange(0, K)
    d = tl.arange(0, D)
    v = tl.load(y + (token * K + k)[:, None] * D + d[None, :])
    tl.store(out + token * D + d, tl.sum(v * tl.load(weights + token * K + k)[:, None], axis=0))


def expected_sum_of_experts(y, weights, out, K, D):
    out.copy_((y.double().reshape(6, K, D) * weights.double()[:, :, None]).sum(1))


# case grid=4 tol=1e-5: values=uniform(1):fp32[20,6] starts=values(0,4,4,15,20):i64 out=full(9):fp32[4,6] n=6 MODE='sum'
# case grid=4 tol=1e-5: values=uniform(1):fp32[20,6] starts=values(0,4,4,15,20):i64 out=full(9):fp32[4,6] n=6 MODE='mean'
# case grid=4 tol=1e-5: values=uniform(1):fp32[20,6] starts=values(0,4,4,15,20):i64 out=full(9):fp32[4,6] n=6 MODE='max'
@triton.jit
def jagged_reduce(values, starts, out, n, MODE: tl.constexpr):
    row = tl.program_id(0)
    begin = tl.load(starts + row)
    end = tl.load(starts + row + 1)
    cols = tl.arange(0, 8)
    acc = tl.full((8,), -float("inf") if MODE == "max" else 0.0, dtype=tl.float32)
    for start in range(begin, end, 4):
        r = start + tl.arange(0, 4)
        inside = (r < end)[:, None] & (cols < n)[None, :]
        v = tl.load(values + r[:, None] * n + cols[None, :], mask=inside, other=-float("inf") if MODE == "max" else 0.0)
        if MODE == "max":
            acc = tl.maximum(acc, tl.max(v, axis=0))
        else:
            acc += tl.sum(v, axis=0)
    if MODE == "mean":
        acc = tl.where(end > begin, acc / (end - begin), 0.0)
    if MODE == "max":
        acc = tl.where(end > begin, acc, 0.0)
    tl.store(out + row * n + cols, acc, mask=cols < n)


def expected_jagged_reduce(values, starts, out, n, MODE):
    for row in range(4):
        part = values[starts[row]:starts[row + 1]].double()
        if len(part) == 0:
            out[row] = 0
        else:
            out[row] = {"sum": part.sum(0), "mean": part.mean(0), "max": part.amax(0)}[MODE]


# case grid=3: packed=ints(1,99):i32[17] starts=values(0,5,6,17):i32 out=full(-5):i32[3,8] width=8 fill=0 TO_PADDED=True
# case grid=3: packed=full(-5):i32[17] starts=values(0,5,6,17):i32 out=ints(1,99):i32[3,8] width=8 fill=0 TO_PADDED=False
@triton.jit
def pad_or_pack(packed, starts, out, width, fill, TO_PADDED: tl.constexpr):
    row = tl.program_id(0)
    begin = tl.load(starts + row)
    count = tl.load(starts + row + 1) - begin
    c = tl.arange(0, 8)
    if TO_PADDED:
        v = tl.load(packed + begin + c, mask=c < count, other=fill)
        tl.store(out + row * width + c, v, mask=c < width)
    else:
        tl.store(packed + begin + c, tl.load(out + row * width + c), mask=c < count)


def expected_pad_or_pack(packed, starts, out, width, fill, TO_PADDED):
    for row in range(3):
        begin, end = starts[row].item(), min(starts[row + 1].item(), starts[row].item() + width)
        if TO_PADDED:
            out[row] = fill
            out[row, :end - begin] = packed[begin:end]
        else:
            packed[begin:end] = out[row, :end - begin]


# case grid=20: starts=values(0,4,4,15,20):i32 owner=full(-1):i32[20] rows=4
@triton.jit
def owner_by_bisection(starts, owner, rows):
    i = tl.program_id(0)
    low = 0
    high = rows
    while high - low > 1:
        middle = (low + high) // 2
        if tl.load(starts + middle) <= i:
            low = middle
        else:
            high = middle
    tl.store(owner + i, low)


def expected_owner_by_bisection(starts, owner, rows):
    owner.copy_(torch.searchsorted(starts, torch.arange(20, dtype=torch.int32), right=True) - 1)
