"""Gathers, scatters and rotary positions."""
import torch
import triton
import triton.language as tl


# case grid=7: ids=values(3,0,9,3,5,9,1):i64 table=uniform(1):fp16[10,20] out=zeros:fp16[7,20] n=20 BLOCK=32
# case grid=7: ids=values(3,0,9,3,5,9,1):i32 table=ints(-99,99):i32[10,20] out=zeros:i32[7,20] n=20 BLOCK=32
@triton.jit
def embedding(ids, table, out, n, BLOCK: tl.constexpr):
    token = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    line = table + tl.load(ids + token) * n
    tl.store(out + token * n + cols, tl.load(line + cols, mask=cols < n), mask=cols < n)


def expected_embedding(ids, table, out, n, BLOCK):
    out.copy_(table[ids.long()])


# case grid=7 tol=1e-5: ids=values(3,0,9,3,5,9,3):i64 grad=uniform(1):fp32[7,20] table=zeros:fp32[10,20] n=20 padding=9 BLOCK=32
@triton.jit
def embedding_backward(ids, grad, table, n, padding, BLOCK: tl.constexpr):
    token = tl.program_id(0)
    id = tl.load(ids + token)
    if id == padding:
        return
    cols = tl.arange(0, BLOCK)
    tl.atomic_add(table + id * n + cols, tl.load(grad + token * n + cols, mask=cols < n), mask=cols < n)


def expected_embedding_backward(ids, grad, table, n, padding, BLOCK):
    for token, id in enumerate(ids.tolist()):
        if id != padding:
            table[id] += grad[token]


# case grid=2,6 tol=1e-5: q=uniform(1):fp32[2,6,4,16] k=uniform(1):fp32[2,6,2,16] cos=uniform(1):fp32[6,8] sin=uniform(1):fp32[6,8] length=6 HEADS=4 KEY_HEADS=2 D=16 BACKWARD=False
# case grid=2,6 tol=1e-5: q=uniform(1):fp32[2,6,4,16] k=uniform(1):fp32[2,6,2,16] cos=uniform(1):fp32[6,8] sin=uniform(1):fp32[6,8] length=6 HEADS=4 KEY_HEADS=2 D=16 BACKWARD=True
@triton.jit
def rope_by_halves(
    q, k, cos, sin, length, HEADS: tl.constexpr, KEY_HEADS: tl.constexpr, D: tl.constexpr, BACKWARD: tl.constexpr = False,
):
    batch, t = tl.program_id(0), tl.program_id(1)
    HALF: tl.constexpr = D // 2
    half = tl.arange(0, HALF)
    c = tl.load(cos + t * HALF + half)[None, :]
    s = tl.load(sin + t * HALF + half)[None, :]
    if BACKWARD:
        s = -s
    for part in tl.static_range(2):
        heads: tl.constexpr = HEADS if part == 0 else KEY_HEADS
        base = q if part == 0 else k
        at = (batch * length + t) * heads * D + tl.arange(0, heads)[:, None] * D + half[None, :]
        low = tl.load(base + at)
        high = tl.load(base + at + HALF)
        tl.store(base + at, low * c - high * s)
        tl.store(base + at + HALF, high * c + low * s)


def expected_rope_by_halves(q, k, cos, sin, length, HEADS, KEY_HEADS, D, BACKWARD):
    c, s = cos.double()[None, :, None], sin.double()[None, :, None] * (-1 if BACKWARD else 1)
    for t in (q, k):
        low, high = t[..., :8].double(), t[..., 8:].double()
        t.copy_(torch.cat([low * c - high * s, high * c + low * s], -1))


# case grid=10 tol=1e-5: x=uniform(1):fp32[10,3,16] out=zeros:fp32[10,3,16] positions=ints(0,100):i32[10] heads=3 base=100.0 D=16
@triton.jit
def rope_interleaved(x, out, positions, heads, base, D: tl.constexpr):
    token = tl.program_id(0)
    pair = tl.arange(0, D // 2)
    frequency = tl.exp2(-(2 * pair).to(tl.float32) / D * tl.log2(base))
    angle = tl.load(positions + token) * frequency
    c, s = tl.cos(angle), tl.sin(angle)
    for h in range(heads):
        at = (token * heads + h) * D + tl.arange(0, D)
        a, b = tl.split(tl.reshape(tl.load(x + at), (D // 2, 2)))
        both = tl.join(a * c - b * s, a * s + b * c)
        tl.store(out + at, tl.reshape(both, (D,)))


def expected_rope_interleaved(x, out, positions, heads, base, D):
    angle = positions.double()[:, None] * base ** (-torch.arange(0, D, 2).double() / D)
    turn = torch.polar(torch.ones_like(angle), angle)[:, None]
    z = torch.view_as_complex(x.double().reshape(10, heads, D // 2, 2)) * turn
    out.copy_(torch.view_as_real(z).reshape(10, heads, D))


# case grid=2: x=ints(0,1000):i32[40] at=ints(0,40):i64[50] out=full(-1):i32[50] n=50 limit=40 BLOCK=32
@triton.jit
def gather_with_guard(x, at, out, n, limit, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    where = tl.load(at + i, mask=inside, other=0)
    tl.device_assert((where >= 0) & (where < limit), "index out of range")
    tl.store(out + i, tl.load(x + where, mask=inside & (where % 3 != 0), other=-7), mask=inside)


def expected_gather_with_guard(x, at, out, n, limit, BLOCK):
    out.copy_(torch.where(at % 3 != 0, x[at], -7))


# case grid=2,2: x=ints(-9,9):i32[6,9] at=ints(0,6):i32[4,9] out=zeros:i32[4,9] n=9 rows=4 ROWS=2 COLS=8
@triton.jit
def gather_along_axis(x, at, out, n, rows, ROWS: tl.constexpr, COLS: tl.constexpr):
    r = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    c = tl.program_id(1) * COLS + tl.arange(0, COLS)
    inside = (r < rows)[:, None] & (c < n)[None, :]
    here = r[:, None] * n + c[None, :]
    row = tl.load(at + here, mask=inside, other=0)
    tl.store(out + here, tl.load(x + row * n + c[None, :], mask=inside), mask=inside)


def expected_gather_along_axis(x, at, out, n, rows, ROWS, COLS):
    out.copy_(torch.gather(x, 0, at.long()))


# case grid=3: x=ints(0,100):i32[48] keep=ints(0,2):i1[48] out=full(-1):i32[48] count=zeros:i32[1] BLOCK=16
@triton.jit
def compact(x, keep, out, count, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    kept = tl.load(keep + i).to(tl.int32)
    v = tl.load(x + i)
    place = tl.cumsum(kept, 0) - kept
    total = tl.sum(kept)
    first = tl.program_id(0) * BLOCK
    tl.store(out + first + place, v, mask=kept != 0)
    tl.atomic_add(count, total)


def expected_compact(x, keep, out, count, BLOCK):
    for first in range(0, 48, BLOCK):
        kept = x[first:first + BLOCK][keep[first:first + BLOCK]]
        out[first:first + len(kept)] = kept
    count[0] = keep.sum()
