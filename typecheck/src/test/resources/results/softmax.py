"""Softmax and its kin: a row in one block, a row in many, and what flows back."""
import torch
import triton
import triton.language as tl


# case grid=4 tol=1e-6: x=uniform(4):fp32[4,100] out=zeros:fp32[4,100] n=100 BLOCK=128
# case grid=4 tol=1e-3: x=uniform(4):fp16[4,100] out=zeros:fp16[4,100] n=100 BLOCK=128
# case grid=4 tol=1e-2: x=uniform(4):bf16[4,300] out=zeros:bf16[4,300] n=300 BLOCK=512
@triton.jit
def softmax_row(x, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    v = tl.load(x + row * n + cols, mask=cols < n, other=-float("inf")).to(tl.float32)
    e = tl.exp(v - tl.max(v, axis=0))
    tl.store(out + row * n + cols, e / tl.sum(e, axis=0), mask=cols < n)


def expected_softmax_row(x, out, n, BLOCK):
    out.copy_(torch.softmax(x.double(), 1))


# case grid=3 tol=1e-6: x=uniform(8):fp32[3,333] out=zeros:fp32[3,333] n=333 BLOCK=64
@triton.jit
def softmax_online(x, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    x += row * n
    out += row * n
    largest = tl.full((), -float("inf"), tl.float32)
    total = tl.zeros((), tl.float32)
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        v = tl.load(x + cols, mask=cols < n, other=-float("inf"))
        new = tl.maximum(largest, tl.max(v, 0))
        total = total * tl.exp(largest - new) + tl.sum(tl.exp(v - new), 0)
        largest = new
    for start in tl.range(0, n, BLOCK, num_stages=2):
        cols = start + tl.arange(0, BLOCK)
        v = tl.load(x + cols, mask=cols < n, other=0.0)
        tl.store(out + cols, tl.exp(v - largest) / total, mask=cols < n)


def expected_softmax_online(x, out, n, BLOCK):
    out.copy_(torch.softmax(x.double(), 1))


# case grid=3 tol=1e-6: x=uniform(4):fp32[8,40] out=zeros:fp32[8,40] rows=8 n=40 BLOCK=64
@triton.jit
def softmax_persistent(x, out, rows, n, BLOCK: tl.constexpr):
    cols = tl.arange(0, BLOCK)
    for row in range(tl.program_id(0), rows, tl.num_programs(0)):
        v = tl.load(x + row * n + cols, mask=cols < n, other=-float("inf"))
        tl.store(out + row * n + cols, tl.softmax(v), mask=cols < n)


def expected_softmax_persistent(x, out, rows, n, BLOCK):
    out.copy_(torch.softmax(x.double(), 1))


# case grid=4 tol=1e-6: x=uniform(4):fp32[16,33] out=zeros:fp32[16,33] rows=16 n=33 ROWS=4 BLOCK=64
@triton.jit
def softmax_tile(x, out, rows, n, ROWS: tl.constexpr, BLOCK: tl.constexpr):
    r = tl.program_id(0) * ROWS + tl.arange(0, ROWS)[:, None]
    c = tl.arange(0, BLOCK)[None, :]
    inside = (r < rows) & (c < n)
    v = tl.load(x + r * n + c, mask=inside, other=-float("inf"))
    v -= tl.max(v, axis=1)[:, None]
    e = tl.exp2(v * 1.4426950408889634)
    tl.store(out + r * n + c, e / tl.sum(e, axis=1, keep_dims=True), mask=inside)


def expected_softmax_tile(x, out, rows, n, ROWS, BLOCK):
    out.copy_(torch.softmax(x.double(), 1))


# case grid=5 tol=1e-6: y=uniform(1):fp32[5,70] dy=uniform(1):fp32[5,70] dx=zeros:fp32[5,70] n=70 BLOCK=128
@triton.jit
def softmax_backward(y, dy, dx, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    p = tl.load(y + row * n + cols, mask=inside, other=0.0)
    g = tl.load(dy + row * n + cols, mask=inside, other=0.0)
    tl.store(dx + row * n + cols, p * (g - tl.sum(p * g)), mask=inside)


def expected_softmax_backward(y, dy, dx, n, BLOCK):
    p, g = y.double(), dy.double()
    dx.copy_(p * (g - (p * g).sum(1, keepdim=True)))


# case grid=4 tol=2e-6: x=uniform(6):fp32[4,257] out=zeros:fp32[4,257] lse=zeros:fp32[4] n=257 BLOCK=512 STORE_LSE=True
# case grid=4 tol=2e-6: x=uniform(6):fp32[4,257] out=zeros:fp32[4,257] lse=None n=257 BLOCK=512 STORE_LSE=False
@triton.jit
def log_softmax(x, out, lse, n, BLOCK: tl.constexpr, STORE_LSE: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    v = tl.load(x + row * n + cols, mask=inside, other=float("-inf"))
    m = tl.max(v, axis=0)
    total = m + tl.log(tl.sum(tl.exp(v - m), axis=0))
    tl.store(out + row * n + cols, v - total, mask=inside)
    if STORE_LSE:
        tl.store(lse + row, total)


def expected_log_softmax(x, out, lse, n, BLOCK, STORE_LSE):
    out.copy_(torch.log_softmax(x.double(), 1))
    if STORE_LSE:
        lse.copy_(torch.logsumexp(x.double(), 1))


# case grid=6 tol=1e-6: scores=uniform(3):fp32[6,24] lengths=values(24,1,7,0,16,23):i32 out=zeros:fp32[6,24] n=24 BLOCK=32
@triton.jit
def masked_softmax(scores, lengths, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    length = tl.load(lengths + row)
    cols = tl.arange(0, BLOCK)
    if length == 0:
        tl.store(out + row * n + cols, tl.zeros([BLOCK], tl.float32) - 1, mask=cols < n)
        return
    v = tl.load(scores + row * n + cols, mask=cols < length, other=-float("inf"))
    e = tl.exp(v - tl.max(v, 0))
    tl.store(out + row * n + cols, e / tl.sum(e, 0), mask=cols < n)


def expected_masked_softmax(scores, lengths, out, n, BLOCK):
    for row, length in enumerate(lengths.tolist()):
        out[row] = 0 if length else -1
        out[row, :length] = torch.softmax(scores[row, :length].double(), 0)


# case tol=1e-6: x=uniform(4):fp32[64,5] out=zeros:fp32[64,5] temperature=0.7 ROWS=64 COLS=8
@triton.jit
def softmax_over_columns(x, out, temperature, ROWS: tl.constexpr, COLS: tl.constexpr):
    at = tl.arange(0, ROWS)[:, None] * 5 + tl.arange(0, COLS)[None, :]
    inside = tl.arange(0, COLS)[None, :] < 5
    v = tl.load(x + at, mask=inside) / temperature
    e = tl.exp(v - tl.max(v, axis=0)[None, :])
    tl.store(out + at, e / tl.sum(e, axis=0)[None, :], mask=inside)


def expected_softmax_over_columns(x, out, temperature, ROWS, COLS):
    out.copy_(torch.softmax(x.double() / temperature, 0))
