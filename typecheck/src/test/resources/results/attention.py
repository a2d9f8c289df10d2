"""Attention: forward and backward, many heads a key head, rows of several lengths, one query over pages of keys."""
import math

import torch
import triton
import triton.language as tl


def attention(q, k, v, scale, causal, group=1):
    q, k, v = q.double(), k.double(), v.double()
    k, v = k.repeat_interleave(group, 0), v.repeat_interleave(group, 0)
    s = q @ k.transpose(-1, -2) * scale
    if causal:
        s = s.masked_fill(torch.ones(s.shape[-2:]).tril(s.shape[-1] - s.shape[-2]) == 0, -math.inf)
    return torch.softmax(s, -1) @ v, torch.logsumexp(s, -1)


@triton.jit
def over_keys(
    acc, total, top, q, k, v, start, end, rows, n, scale,
    D: tl.constexpr, BLOCK: tl.constexpr, MASKED: tl.constexpr,
):
    """The keys from start to end folded into the running softmax."""
    dims = tl.arange(0, D)
    for first in tl.range(start, end, BLOCK, num_stages=2):
        first = tl.multiple_of(first, BLOCK)
        cols = first + tl.arange(0, BLOCK)
        keys = tl.load(k + cols[None, :] * D + dims[:, None], mask=cols[None, :] < n, other=0.0)
        s = tl.dot(q, keys, input_precision="ieee") * scale
        s = tl.where(cols[None, :] < n, s, -float("inf"))
        if MASKED:
            s = tl.where(rows[:, None] >= cols[None, :], s, -float("inf"))
        new = tl.maximum(top, tl.max(s, 1))
        p = tl.math.exp2(s - new[:, None])
        shrink = tl.math.exp2(top - new)
        total = total * shrink + tl.sum(p, 1)
        values = tl.load(v + cols[:, None] * D + dims[None, :], mask=cols[:, None] < n, other=0.0)
        acc = tl.dot(p.to(values.dtype), values, acc * shrink[:, None], input_precision="ieee")
        top = new
    return acc, total, top


# case grid=3,2 tol=1e-5: q=uniform(1):fp32[2,44,16] k=uniform(1):fp32[2,44,16] v=uniform(1):fp32[2,44,16] o=zeros:fp32[2,44,16] lse=zeros:fp32[2,44] n=44 scale=0.25 GROUP=1 D=16 BLOCK_M=16 BLOCK_N=16 CAUSAL=True
# case grid=2,4 tol=1e-5: q=uniform(1):fp32[4,32,32] k=uniform(1):fp32[2,32,32] v=uniform(1):fp32[2,32,32] o=zeros:fp32[4,32,32] lse=zeros:fp32[4,32] n=32 scale=0.2 GROUP=2 D=32 BLOCK_M=16 BLOCK_N=32 CAUSAL=False
# case grid=1,2 tol=2e-3: q=uniform(1):fp16[2,20,16] k=uniform(1):fp16[2,20,16] v=uniform(1):fp16[2,20,16] o=zeros:fp16[2,20,16] lse=zeros:fp32[2,20] n=20 scale=0.25 GROUP=1 D=16 BLOCK_M=32 BLOCK_N=16 CAUSAL=True
@triton.jit
def flash_attention(
    q, k, v, o, lse, n, scale,
    GROUP: tl.constexpr, D: tl.constexpr, BLOCK_M: tl.constexpr, BLOCK_N: tl.constexpr, CAUSAL: tl.constexpr,
):
    start = tl.program_id(0) * BLOCK_M
    head = tl.program_id(1)
    rows = start + tl.arange(0, BLOCK_M)
    dims = tl.arange(0, D)
    at = head.to(tl.int64) * n * D + rows[:, None] * D + dims[None, :]
    k += head // GROUP * n * D
    v += head // GROUP * n * D
    query = tl.load(q + at, mask=rows[:, None] < n, other=0.0)
    top = tl.zeros([BLOCK_M], dtype=tl.float32) - float("inf")
    total = tl.zeros([BLOCK_M], dtype=tl.float32)
    acc = tl.zeros([BLOCK_M, D], dtype=tl.float32)
    s2 = scale * 1.44269504
    if CAUSAL:
        whole = start // BLOCK_N * BLOCK_N
        acc, total, top = over_keys(acc, total, top, query, k, v, 0, whole, rows, n, s2, D, BLOCK_N, MASKED=False)
        end = tl.minimum(start + BLOCK_M, n)
        acc, total, top = over_keys(acc, total, top, query, k, v, whole, end, rows, n, s2, D, BLOCK_N, MASKED=True)
    else:
        acc, total, top = over_keys(acc, total, top, query, k, v, 0, n, rows, n, s2, D, BLOCK_N, False)
    acc = acc / total[:, None]
    tl.store(lse + head * n + rows, (top + tl.math.log2(total)) * 0.69314718, mask=rows < n)
    tl.store(o + at, acc.to(o.type.element_ty), mask=rows[:, None] < n)


def expected_flash_attention(q, k, v, o, lse, n, scale, GROUP, D, BLOCK_M, BLOCK_N, CAUSAL):
    out, sums = attention(q, k, v, scale, CAUSAL, GROUP)
    o.copy_(out)
    lse.copy_(sums)


# case grid=2,2 tol=1e-5: o=uniform(1):fp32[2,25,16] do=uniform(1):fp32[2,25,16] delta=zeros:fp32[2,25] n=25 D=16 BLOCK=16
@triton.jit
def row_products(o, do, delta, n, D: tl.constexpr, BLOCK: tl.constexpr):
    rows = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    head = tl.program_id(1)
    at = head * n * D + rows[:, None] * D + tl.arange(0, D)[None, :]
    inside = rows < n
    a = tl.load(o + at, mask=inside[:, None], other=0.0)
    b = tl.load(do + at, mask=inside[:, None], other=0.0)
    tl.store(delta + head * n + rows, tl.sum(a * b, axis=1), mask=inside)


def expected_row_products(o, do, delta, n, D, BLOCK):
    delta.copy_((o.double() * do.double()).sum(-1))


# case grid=2 tol=1e-4: q=uniform(1):fp32[2,32,16] k=uniform(1):fp32[2,32,16] v=uniform(1):fp32[2,32,16] do=uniform(1):fp32[2,32,16] dq=zeros:fp32[2,32,16] dk=zeros:fp32[2,32,16] dv=zeros:fp32[2,32,16] n=32 scale=0.25 D=16 BLOCK=16 CAUSAL=True
# case grid=2 tol=1e-4: q=uniform(1):fp32[2,16,16] k=uniform(1):fp32[2,16,16] v=uniform(1):fp32[2,16,16] do=uniform(1):fp32[2,16,16] dq=zeros:fp32[2,16,16] dk=zeros:fp32[2,16,16] dv=zeros:fp32[2,16,16] n=16 scale=0.3 D=16 BLOCK=16 CAUSAL=False
@triton.jit
def flash_attention_backward(
    q, k, v, do, dq, dk, dv, n, scale, D: tl.constexpr, BLOCK: tl.constexpr, CAUSAL: tl.constexpr,
):
    base = tl.program_id(0) * n * D
    i = tl.arange(0, BLOCK)
    d = tl.arange(0, D)
    tile = i[:, None] * D + d[None, :]
    # softmax statistics and row products first, into the gradient of the queries' place
    for m in range(0, n, BLOCK):
        at = base + m * D + tile
        query = tl.load(q + at)
        top = tl.full([BLOCK], -float("inf"), tl.float32)
        total = tl.zeros([BLOCK], tl.float32)
        acc = tl.zeros([BLOCK, D], tl.float32)
        for c in range(0, n, BLOCK):
            s = tl.dot(query, tl.trans(tl.load(k + base + c * D + tile)), input_precision="ieee") * scale
            if CAUSAL:
                s = tl.where((m + i)[:, None] >= (c + i)[None, :], s, float("-inf"))
            new = tl.maximum(top, tl.max(s, 1))
            p = tl.exp(s - new[:, None])
            total = total * tl.exp(top - new) + tl.sum(p, 1)
            acc = acc * tl.exp(top - new)[:, None] + tl.dot(p, tl.load(v + base + c * D + tile), input_precision="ieee")
            top = new
        lse = top + tl.log(total)
        grad = tl.load(do + at)
        delta = tl.sum(grad * acc / total[:, None], 1)
        query_grad = tl.zeros([BLOCK, D], tl.float32)
        for c in range(0, n, BLOCK):
            there = base + c * D + tile
            key = tl.load(k + there)
            s = tl.dot(query, tl.trans(key), input_precision="ieee") * scale
            if CAUSAL:
                s = tl.where((m + i)[:, None] >= (c + i)[None, :], s, float("-inf"))
            p = tl.exp(s - lse[:, None])
            value = tl.load(v + there)
            tl.store(dv + there, tl.load(dv + there) + tl.dot(tl.trans(p), grad, input_precision="ieee"))
            dp = tl.dot(grad, value.trans(1, 0), input_precision="ieee")
            ds = p * (dp - delta[:, None]) * scale
            tl.store(dk + there, tl.load(dk + there) + tl.dot(tl.permute(ds, (1, 0)), query, input_precision="ieee"))
            query_grad += tl.dot(ds, key, input_precision="ieee")
        tl.store(dq + at, query_grad)


def expected_flash_attention_backward(q, k, v, do, dq, dk, dv, n, scale, D, BLOCK, CAUSAL):
    leaves = [t.double().clone().requires_grad_() for t in (q, k, v)]
    attention(*leaves, scale, CAUSAL)[0].backward(do.double())
    for out, leaf in zip((dq, dk, dv), leaves):
        out.copy_(leaf.grad)


# case grid=2,3 tol=1e-5: q=uniform(1):fp32[45,16] k=uniform(1):fp32[45,16] v=uniform(1):fp32[45,16] o=zeros:fp32[45,16] starts=values(0,17,18,45):i32 scale=0.25 D=16 BLOCK=16
@triton.jit
def varlen_attention(q, k, v, o, starts, scale, D: tl.constexpr, BLOCK: tl.constexpr):
    sequence = tl.program_id(1)
    begin = tl.load(starts + sequence)
    length = tl.load(starts + sequence + 1) - begin
    for m in range(tl.program_id(0) * BLOCK, length, tl.num_programs(0) * BLOCK):
        rows = m + tl.arange(0, BLOCK)
        dims = tl.arange(0, D)
        at = (begin + rows)[:, None] * D + dims[None, :]
        query = tl.load(q + at, mask=(rows < length)[:, None], other=0.0)
        top = tl.full([BLOCK], float("-inf"), dtype=tl.float32)
        total = tl.zeros_like(top)
        acc = tl.zeros([BLOCK, D], dtype=tl.float32)
        acc, total, top = over_keys(
            acc, total, top, query, k + begin * D, v + begin * D, 0, length, rows, length, scale * 1.44269504, D, BLOCK, False
        )
        tl.store(o + at, acc / total[:, None], mask=(rows < length)[:, None])


def expected_varlen_attention(q, k, v, o, starts, scale, D, BLOCK):
    for begin, end in zip(starts[:-1], starts[1:]):
        o[begin:end] = attention(q[begin:end], k[begin:end], v[begin:end], scale, False)[0]


# case grid=2,2,3 tol=1e-5: q=uniform(1):fp32[2,4,16] keys=uniform(1):fp32[8,8,2,16] values=uniform(1):fp32[8,8,2,16] pages=values(3,0,5,7,2,1,6,4):i32[2,4] lengths=values(27,9):i32 acc=zeros:fp32[2,4,3,16] lse=full(-1000):fp32[2,4,3] D=16 PAGE=8 PER_SPLIT=2 HEADS=4 KEY_HEADS=2 scale=0.25
@triton.jit
def paged_attention_split(
    q, keys, values, pages, lengths, acc, lse,
    D: tl.constexpr, PAGE: tl.constexpr, PER_SPLIT: tl.constexpr, HEADS: tl.constexpr, KEY_HEADS: tl.constexpr, scale,
):
    batch, key_head, split = tl.program_id(0), tl.program_id(1), tl.program_id(2)
    GROUP: tl.constexpr = HEADS // KEY_HEADS
    length = tl.load(lengths + batch)
    heads = key_head * GROUP + tl.arange(0, GROUP)
    dims = tl.arange(0, D)
    query = tl.load(q + (batch * HEADS + heads[:, None]) * D + dims[None, :])
    top = tl.full([GROUP], float("-inf"), tl.float32)
    total = tl.zeros([GROUP], tl.float32)
    out = tl.zeros([GROUP, D], tl.float32)
    first = split * PER_SPLIT
    last = tl.minimum(first + PER_SPLIT, tl.cdiv(length, PAGE))
    if first >= last:
        return
    for page in range(first, last):
        place = tl.load(pages + batch * 4 + page).to(tl.int64)
        slots = tl.arange(0, PAGE)
        valid = page * PAGE + slots < length
        at = ((place * PAGE + slots) * KEY_HEADS + key_head)[:, None] * D + dims[None, :]
        key = tl.load(keys + at, mask=valid[:, None], other=0.0)
        s = tl.sum(query[:, None, :] * key[None, :, :], axis=2) * scale
        s = tl.where(valid[None, :], s, float("-inf"))
        new = tl.maximum(top, tl.max(s, axis=1))
        p = tl.exp(s - new[:, None])
        shrink = tl.exp(top - new)
        value = tl.load(values + at, mask=valid[:, None], other=0.0)
        out = out * shrink[:, None] + tl.sum(p[:, :, None] * value[None, :, :], axis=1)
        total = total * shrink + tl.sum(p, axis=1)
        top = new
    row = (batch * HEADS + heads) * tl.num_programs(2) + split
    tl.store(acc + row[:, None] * D + dims[None, :], out / total[:, None])
    tl.store(lse + row, top + tl.log(total))


def expected_paged_attention_split(q, keys, values, pages, lengths, acc, lse, D, PAGE, PER_SPLIT, HEADS, KEY_HEADS, scale):
    for b in range(2):
        k = keys[pages[b].long()].reshape(-1, KEY_HEADS, D)[: lengths[b]].transpose(0, 1)
        v = values[pages[b].long()].reshape(-1, KEY_HEADS, D)[: lengths[b]].transpose(0, 1)
        for split in range(3):
            part = slice(split * PER_SPLIT * PAGE, (split + 1) * PER_SPLIT * PAGE)
            if k[:, part].numel():
                out, sums = attention(q[b][:, None], k[:, part], v[:, part], scale, False, HEADS // KEY_HEADS)
                acc[b, :, split] = out[:, 0]
                lse[b, :, split] = sums[:, 0]


# case grid=5 tol=1e-5: acc=uniform(1):fp32[5,3,16] lse=uniform(2):fp32[5,3] counts=values(3,1,2,0,3):i32 out=full(7):fp32[5,16] D=16 SPLITS=3
@triton.jit
def join_splits(acc, lse, counts, out, D: tl.constexpr, SPLITS: tl.constexpr):
    row = tl.program_id(0)
    count = tl.load(counts + row)
    top = -float("inf")
    total = 0.0
    joined = tl.zeros([D], dtype=tl.float32)
    for split in tl.static_range(SPLITS):
        if split < count:
            one = tl.load(lse + row * SPLITS + split)
            new = tl.maximum(top, one)
            old = tl.exp(top - new)
            weight = tl.exp(one - new)
            joined = joined * old + weight * tl.load(acc + (row * SPLITS + split) * D + tl.arange(0, D))
            total = total * old + weight
            top = new
    tl.store(out + row * D + tl.arange(0, D), joined / tl.where(total == 0, 1.0, total))


def expected_join_splits(acc, lse, counts, out, D, SPLITS):
    for row, count in enumerate(counts.tolist()):
        w = torch.softmax(lse[row, :count].double(), 0)
        out[row] = (w[:, None] * acc[row, :count].double()).sum(0)


# case grid=2,2 tol=1e-5: q=uniform(1):fp32[2,20,16] k=uniform(1):fp32[2,20,16] v=uniform(1):fp32[2,20,16] bias=uniform(1):fp32[2] o=zeros:fp32[2,20,16] n=20 window=6 sinks=uniform(1):fp32[2] D=16 BLOCK=16
@triton.jit
def window_attention_with_slopes_and_sinks(q, k, v, bias, o, n, window, sinks, D: tl.constexpr, BLOCK: tl.constexpr):
    head = tl.program_id(1)
    rows = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    dims = tl.arange(0, D)
    at = head * n * D + rows[:, None] * D + dims[None, :]
    query = tl.load(q + at, mask=rows[:, None] < n, other=0.0)
    slope = tl.load(bias + head)
    top = tl.zeros([BLOCK], tl.float32) + tl.load(sinks + head)
    total = tl.full([BLOCK], 1.0, tl.float32)
    acc = tl.zeros([BLOCK, D], tl.float32)
    low = tl.maximum(0, (tl.program_id(0) * BLOCK - window) // BLOCK * BLOCK)
    for first in range(low, tl.program_id(0) * BLOCK + BLOCK, BLOCK):
        cols = first + tl.arange(0, BLOCK)
        there = head * n * D + cols[:, None] * D + dims[None, :]
        key = tl.load(k + there, mask=cols[:, None] < n, other=0.0)
        distance = rows[:, None] - cols[None, :]
        s = tl.dot(query, tl.trans(key), input_precision="ieee") * 0.25 - slope * distance
        s = tl.where((distance >= 0) & (distance < window), s, -1.0e6)
        new = tl.maximum(top, tl.max(s, 1))
        p = tl.where((distance >= 0) & (distance < window), tl.exp(s - new[:, None]), 0.0)
        shrink = tl.exp(top - new)
        acc *= shrink[:, None]
        acc += tl.dot(p, tl.load(v + there, mask=cols[:, None] < n, other=0.0), input_precision="ieee")
        total = total * shrink + tl.sum(p, 1)
        top = new
    tl.store(o + at, acc / total[:, None], mask=rows[:, None] < n)


def expected_window_attention_with_slopes_and_sinks(q, k, v, bias, o, n, window, sinks, D, BLOCK):
    i = torch.arange(n)
    distance = (i[:, None] - i[None, :]).double()
    s = q.double() @ k.double().transpose(1, 2) * 0.25 - bias.double()[:, None, None] * distance
    s = s.masked_fill((distance < 0) | (distance >= window), -math.inf)
    s = torch.cat([s, sinks.double()[:, None, None].expand(2, n, 1)], 2)
    o.copy_(torch.softmax(s, 2)[:, :, :n] @ v.double())
