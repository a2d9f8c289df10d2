"""Recurrences over time: linear attention in chunks, gated and delta rules, state-space scans."""
import torch
import triton
import triton.language as tl


# case grid=2 tol=1e-4: q=uniform(1):fp32[2,48,16] k=uniform(1):fp32[2,48,16] v=uniform(1):fp32[2,48,16] o=zeros:fp32[2,48,16] state=uniform(1):fp32[2,16,16] n=48 D=16 CHUNK=16
@triton.jit
def linear_attention_chunks(q, k, v, o, state, n, D: tl.constexpr, CHUNK: tl.constexpr):
    head = tl.program_id(0)
    i = tl.arange(0, CHUNK)
    d = tl.arange(0, D)
    held = state + head * D * D + d[:, None] * D + d[None, :]
    h = tl.load(held)
    for start in range(0, n, CHUNK):
        at = (head * n + start + i)[:, None] * D + d[None, :]
        query, key, value = tl.load(q + at), tl.load(k + at), tl.load(v + at)
        s = tl.dot(query, tl.trans(key), input_precision="ieee")
        s = tl.where(i[:, None] >= i[None, :], s, 0.0)
        out = tl.dot(s, value, input_precision="ieee") + tl.dot(query, h, input_precision="ieee")
        tl.store(o + at, out)
        h += tl.dot(tl.trans(key), value, input_precision="ieee")
    tl.store(held, h)


def expected_linear_attention_chunks(q, k, v, o, state, n, D, CHUNK):
    h = state.double()
    for t in range(n):
        h = h + k[:, t, :, None].double() * v[:, t, None, :].double()
        o[:, t] = torch.einsum("hd,hde->he", q[:, t].double(), h)
    state.copy_(h)


# case grid=2 tol=1e-4: q=uniform(1):fp32[2,32,16] k=uniform(1):fp32[2,32,16] v=uniform(1):fp32[2,32,16] g=uniform(0.25,-0.25):fp32[2,32] o=zeros:fp32[2,32,16] n=32 D=16 CHUNK=16
@triton.jit
def gated_linear_attention(q, k, v, g, o, n, D: tl.constexpr, CHUNK: tl.constexpr):
    head = tl.program_id(0)
    i = tl.arange(0, CHUNK)
    d = tl.arange(0, D)
    h = tl.zeros([D, D], dtype=tl.float32)
    for c in range(tl.cdiv(n, CHUNK)):
        rows = head * n + c * CHUNK + i
        at = rows[:, None] * D + d[None, :]
        decay = tl.cumsum(tl.load(g + rows), axis=0)
        whole = tl.sum(tl.load(g + rows), axis=0)
        query = tl.load(q + at)
        key = tl.load(k + at)
        value = tl.load(v + at)
        s = tl.dot(query, tl.trans(key), input_precision="ieee")
        s = tl.where(i[:, None] >= i[None, :], s * tl.exp(decay[:, None] - decay[None, :]), 0.0)
        out = tl.dot(s, value, input_precision="ieee")
        out += tl.dot(query * tl.exp(decay)[:, None], h, input_precision="ieee")
        tl.store(o + at, out)
        h *= tl.exp(whole)
        h = tl.dot(tl.trans(key * tl.exp(whole - decay)[:, None]), value, h, input_precision="ieee")


def expected_gated_linear_attention(q, k, v, g, o, n, D, CHUNK):
    h = torch.zeros(2, D, D, dtype=torch.float64)
    for t in range(n):
        h = h * g[:, t, None, None].double().exp() + k[:, t, :, None].double() * v[:, t, None, :].double()
        o[:, t] = torch.einsum("hd,hde->he", q[:, t].double(), h)


# case grid=2,2 tol=1e-4: q=uniform(1):fp32[2,12,8] k=uniform(0.5):fp32[2,12,8] v=uniform(1):fp32[2,12,8] beta=uniform(0.5,0.5):fp32[2,12] o=zeros:fp32[2,12,8] last=zeros:fp32[2,8,8] n=12 D=8 BLOCK_V=4 USE_BETA=True
# case grid=2,2 tol=1e-4: q=uniform(1):fp32[2,12,8] k=uniform(0.5):fp32[2,12,8] v=uniform(1):fp32[2,12,8] beta=None o=zeros:fp32[2,12,8] last=zeros:fp32[2,8,8] n=12 D=8 BLOCK_V=4 USE_BETA=False
@triton.jit
def delta_rule(q, k, v, beta, o, last, n, D: tl.constexpr, BLOCK_V: tl.constexpr, USE_BETA: tl.constexpr):
    head = tl.program_id(1)
    d = tl.arange(0, D)
    e = tl.program_id(0) * BLOCK_V + tl.arange(0, BLOCK_V)
    h = tl.zeros([BLOCK_V, D], dtype=tl.float32)
    p_q = q + head * n * D + d
    p_k = k + head * n * D + d
    p_v = v + head * n * D + e
    p_o = o + head * n * D + e
    if USE_BETA:
        p_beta = beta + head * n
    for _ in range(0, n):
        key = tl.load(p_k).to(tl.float32)
        new = tl.load(p_v) - tl.sum(h * key[None, :], axis=1)
        if USE_BETA:
            new *= tl.load(p_beta)
            p_beta += 1
        h += key[None, :] * new[:, None]
        tl.store(p_o, tl.sum(h * tl.load(p_q)[None, :], axis=1))
        p_q += D
        p_k += D
        p_v += D
        p_o += D
    tl.store(last + head * D * D + d[None, :] * D + e[:, None], h)


def expected_delta_rule(q, k, v, beta, o, last, n, D, BLOCK_V, USE_BETA):
    h = torch.zeros(2, D, D, dtype=torch.float64)
    for t in range(n):
        key = k[:, t].double()
        new = v[:, t].double() - torch.einsum("hd,hde->he", key, h)
        if USE_BETA:
            new = new * beta[:, t, None].double()
        h = h + key[:, :, None] * new[:, None, :]
        o[:, t] = torch.einsum("hd,hde->he", q[:, t].double(), h)
    last.copy_(h)


# case grid=3 tol=1e-4: u=uniform(1):fp32[24,12] delta=uniform(0.5,0.5):fp32[24,12] a=uniform(0.5,-0.5):fp32[12,4] b=uniform(1):fp32[24,4] c=uniform(1):fp32[24,4] skip=uniform(1):fp32[12] y=zeros:fp32[24,12] n=24 width=12 STATE=4 BLOCK=4
@triton.jit
def selective_scan(u, delta, a, b, c, skip, y, n, width, STATE: tl.constexpr, BLOCK: tl.constexpr):
    ch = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    st = tl.arange(0, STATE)
    decay = tl.load(a + ch[:, None] * STATE + st[None, :])
    h = tl.zeros((BLOCK, STATE), tl.float32)
    through = tl.load(skip + ch)
    for t in range(n):
        x = tl.load(u + t * width + ch)
        dt = tl.load(delta + t * width + ch)
        h = tl.exp(dt[:, None] * decay) * h + (dt * x)[:, None] * tl.load(b + t * STATE + st)[None, :]
        tl.store(y + t * width + ch, tl.sum(h * tl.load(c + t * STATE + st)[None, :], axis=1) + through * x)


def expected_selective_scan(u, delta, a, b, c, skip, y, n, width, STATE, BLOCK):
    h = torch.zeros(width, STATE, dtype=torch.float64)
    for t in range(n):
        x, dt = u[t].double(), delta[t].double()
        h = torch.exp(dt[:, None] * a.double()) * h + (dt * x)[:, None] * b[t].double()
        y[t] = (h * c[t].double()).sum(1) + skip.double() * x


@triton.jit
def compose(a1, b1, a2, b2):
    return a1 * a2, a2 * b1 + b2


# case grid=2 tol=1e-5: a=uniform(0.5,0.5):fp32[2,32,8] x=uniform(1):fp32[2,32,8] h=zeros:fp32[2,32,8] T=32 W=8 REVERSE=False
# case grid=2 tol=1e-5: a=uniform(0.5,0.5):fp32[2,32,8] x=uniform(1):fp32[2,32,8] h=zeros:fp32[2,32,8] T=32 W=8 REVERSE=True
@triton.jit
def first_order_recurrence(a, x, h, T: tl.constexpr, W: tl.constexpr, REVERSE: tl.constexpr):
    at = tl.program_id(0) * T * W + tl.arange(0, T)[:, None] * W + tl.arange(0, W)[None, :]
    _, out = tl.associative_scan((tl.load(a + at), tl.load(x + at)), 0, compose, reverse=REVERSE)
    tl.store(h + at, out)


def expected_first_order_recurrence(a, x, h, T, W, REVERSE):
    last = torch.zeros(2, W, dtype=torch.float64)
    for t in reversed(range(T)) if REVERSE else range(T):
        last = a[:, t].double() * last + x[:, t].double()
        h[:, t] = last


# case grid=2 tol=1e-4: r=uniform(1):fp32[2,10,4] k=uniform(1):fp32[2,10,4] v=uniform(1):fp32[2,10,4] w=uniform(0.5,-1):fp32[2,4] bonus=uniform(1):fp32[2,4] o=zeros:fp32[2,10,4] n=10 D=4
@triton.jit
def receptance_weighted(r, k, v, w, bonus, o, n, D: tl.constexpr):
    head = tl.program_id(0)
    d = tl.arange(0, D)
    decay = tl.exp(-tl.exp(tl.load(w + head * D + d)))
    first = tl.load(bonus + head * D + d)
    state = tl.zeros((D, D), dtype=tl.float32)
    t = 0
    while t < n:
        at = (head * n + t) * D + d
        kv = tl.load(k + at)[:, None] * tl.load(v + at)[None, :]
        out = tl.sum((state + first[:, None] * kv) * tl.load(r + at)[:, None], axis=0)
        tl.store(o + at, out)
        state = state * decay[:, None] + kv
        t += 1


def expected_receptance_weighted(r, k, v, w, bonus, o, n, D):
    s = torch.zeros(2, D, D, dtype=torch.float64)
    decay = torch.exp(-torch.exp(w.double()))
    for t in range(n):
        kv = k[:, t, :, None].double() * v[:, t, None, :].double()
        o[:, t] = ((s + bonus.double()[:, :, None] * kv) * r[:, t, :, None].double()).sum(1)
        s = s * decay[:, :, None] + kv


# case grid=2 tol=1e-4: k=uniform(0.5):fp32[2,16,8] beta=uniform(0.5,0.5):fp32[2,16] out=zeros:fp32[2,16,16] T=16 D=8
@triton.jit
def inverse_of_unit_triangle(k, beta, out, T: tl.constexpr, D: tl.constexpr):
    """(1 + strictly lower part of diag(beta) k k^T)^-1, a row at a time."""
    i = tl.arange(0, T)
    key = tl.load(k + tl.program_id(0) * T * D + i[:, None] * D + tl.arange(0, D)[None, :])
    b = tl.load(beta + tl.program_id(0) * T + i)
    a = tl.sum(key[:, None, :] * key[None, :, :], axis=2) * b[:, None]
    a = -tl.where(i[:, None] > i[None, :], a, 0.0)
    for row in range(1, T):
        picked = i[:, None] == row
        line = tl.sum(tl.where(picked, a, 0.0), axis=0)
        line += tl.sum(line[:, None] * a, axis=0) * (i < row)
        a = tl.where(picked, line[None, :], a)
    a += tl.where(i[:, None] == i[None, :], 1.0, 0.0)
    tl.store(out + tl.program_id(0) * T * T + i[:, None] * T + i[None, :], a)


def expected_inverse_of_unit_triangle(k, beta, out, T, D):
    k = k.double()
    a = torch.tril(k @ k.transpose(1, 2) * beta.double()[:, :, None], -1)
    out.copy_(torch.linalg.inv(torch.eye(T, dtype=torch.float64) + a))
