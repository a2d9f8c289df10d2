"""Losses with their gradients."""
import torch
import triton
import triton.language as tl


# case grid=6 tol=1e-5: logits=uniform(5):fp32[6,75] target=values(3,74,-100,0,40,11):i64 loss=zeros:fp32[6] n=75 ignore=-100 scale=0.25 smoothing=0.1 BLOCK=32 SMOOTH=True
# case grid=6 tol=1e-5: logits=uniform(5):fp32[6,75] target=values(3,74,-100,0,40,11):i64 loss=zeros:fp32[6] n=75 ignore=-100 scale=1.0 smoothing=0.0 BLOCK=128 SMOOTH=False
@triton.jit
def cross_entropy(logits, target, loss, n, ignore, scale, smoothing, BLOCK: tl.constexpr, SMOOTH: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    wanted = tl.load(target + row)
    logits += row * n
    if wanted == ignore:
        for start in range(0, n, BLOCK):
            cols = start + tl.arange(0, BLOCK)
            tl.store(logits + cols, 0.0, mask=cols < n)
        return
    at_wanted = tl.load(logits + wanted)
    m = float("-inf")
    d = 0.0
    plain = 0.0
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        v = tl.load(logits + cols, mask=cols < n, other=float("-inf"))
        top = tl.max(v)
        if SMOOTH:
            plain += tl.sum(tl.where(cols < n, v, 0.0))
        new = tl.maximum(m, top)
        d = d * tl.exp(m - new) + tl.sum(tl.exp(v - new))
        m = new
    lse = m + tl.log(d)
    share = smoothing / n
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        v = tl.load(logits + cols, mask=cols < n, other=float("-inf"))
        p = tl.exp(v - lse) - share
        p = tl.where(cols == wanted, p - (1 - smoothing), p)
        tl.store(logits + cols, p * scale, mask=cols < n)
    tl.debug_barrier()
    value = lse - at_wanted
    if SMOOTH:
        value = value * (1 - smoothing) + share * (n * lse - plain)
    tl.store(loss + row, value * scale)


def expected_cross_entropy(logits, target, loss, n, ignore, scale, smoothing, BLOCK, SMOOTH):
    v = logits.double().clone().requires_grad_()
    each = torch.nn.functional.cross_entropy(v, target, ignore_index=ignore, label_smoothing=smoothing, reduction="none")
    loss.copy_(each.detach() * scale)
    (each * scale).sum().backward()
    logits.copy_(v.grad)


# case grid=4 tol=1e-5: p=uniform(2,-3):fp32[4,60] q=uniform(0.4375,0.5):fp32[4,60] loss=zeros:fp32[4] n=60 eps=1e-10 BLOCK=16 LOG_TARGET=False REDUCTION='sum'
# case grid=4 tol=1e-5: p=uniform(2,-3):fp32[4,60] q=uniform(2,-3):fp32[4,60] loss=zeros:fp32[4] n=60 eps=1e-10 BLOCK=64 LOG_TARGET=True REDUCTION='mean'
@triton.jit
def kl_divergence(p, q, loss, n, eps, BLOCK: tl.constexpr, LOG_TARGET: tl.constexpr, REDUCTION: tl.constexpr):
    row = tl.program_id(0)
    acc = tl.zeros((BLOCK,), tl.float32)
    for i in range(tl.cdiv(n, BLOCK)):
        cols = i * BLOCK + tl.arange(0, BLOCK)
        inside = cols < n
        given = tl.load(p + row * n + cols, mask=inside, other=0.0)
        truth = tl.load(q + row * n + cols, mask=inside, other=0.0)
        if not LOG_TARGET:
            part = truth * (tl.log(tl.maximum(truth, eps)) - given)
        else:
            part = tl.exp(truth) * (truth - given)
        acc += tl.where(inside, part, 0.0)
    total = tl.sum(acc)
    if REDUCTION == "mean":
        total = total / n
    tl.store(loss + row, total)


def expected_kl_divergence(p, q, loss, n, eps, BLOCK, LOG_TARGET, REDUCTION):
    each = torch.nn.functional.kl_div(p.double(), q.double(), reduction="none", log_target=LOG_TARGET)
    loss.copy_(each.sum(1) if REDUCTION == "sum" else each.mean(1))


# case grid=3 tol=1e-5: x=uniform(2):fp32[150] y=uniform(2):fp32[150] grad=zeros:fp32[150] total=zeros:fp32[1] n=150 delta=0.5 BLOCK=64
@triton.jit
def huber(x, y, grad, total, n, delta, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    d = tl.load(x + i, mask=inside) - tl.load(y + i, mask=inside)
    small = tl.abs(d) < delta
    value = tl.where(small, 0.5 * d * d, delta * (tl.abs(d) - 0.5 * delta))
    sign = tl.where(d > 0, 1.0, tl.where(d < 0, -1.0, 0.0))
    tl.store(grad + i, tl.where(small, d, delta * sign) / n, mask=inside)
    tl.atomic_add(total, tl.sum(tl.where(inside, value, 0.0)) / n)


def expected_huber(x, y, grad, total, n, delta, BLOCK):
    v = x.double().clone().requires_grad_()
    loss = torch.nn.functional.huber_loss(v, y.double(), delta=delta)
    loss.backward()
    grad.copy_(v.grad)
    total.fill_(loss.item())


# case grid=2 tol=1e-5: x=uniform(6):fp32[90] y=ints(0,2):i8[90] out=zeros:fp32[90] n=90 positive=2.0 BLOCK=64
@triton.jit
def binary_cross_entropy_with_logits(x, y, out, n, positive, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    v = tl.load(x + i, mask=inside)
    t = tl.load(y + i, mask=inside).to(tl.float32)
    weight = 1 + (positive - 1) * t
    softplus = tl.log(1 + tl.exp(-tl.abs(v))) + tl.maximum(-v, 0.0)
    tl.store(out + i, (1 - t) * v + weight * softplus, mask=inside)


def expected_binary_cross_entropy_with_logits(x, y, out, n, positive, BLOCK):
    t = torch.tensor(positive, dtype=torch.float64)
    out.copy_(torch.nn.functional.binary_cross_entropy_with_logits(x.double(), y.double(), pos_weight=t, reduction="none"))


# case grid=4 tol=1e-5: a=uniform(1):fp32[4,37] b=uniform(1):fp32[4,37] out=zeros:fp32[4] n=37 BLOCK=16
@triton.jit
def cosine_similarity(a, b, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    dot, aa, bb = 0.0, 0.0, 0.0
    start = 0
    while start < n:
        cols = start + tl.arange(0, BLOCK)
        u = tl.load(a + row * n + cols, mask=cols < n, other=0.0)
        v = tl.load(b + row * n + cols, mask=cols < n, other=0.0)
        dot += tl.sum(u * v)
        aa += tl.sum(u * u)
        bb += tl.sum(v * v)
        start += BLOCK
    tl.store(out + row, dot / tl.sqrt(aa * bb))


def expected_cosine_similarity(a, b, out, n, BLOCK):
    out.copy_(torch.nn.functional.cosine_similarity(a.double(), b.double()))


# case grid=3 tol=1e-5: x=uniform(2,-3):fp32[3,30] y=uniform(2,-3):fp32[3,30] loss=zeros:fp32[3] dx=zeros:fp32[3,30] n=30 beta=0.3 BLOCK=32
@triton.jit
def jensen_shannon(x, y, loss, dx, n, beta, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    lx = tl.load(x + row * n + cols, mask=inside, other=-float("inf"))
    ly = tl.load(y + row * n + cols, mask=inside, other=-float("inf"))
    q, p = tl.exp(lx), tl.exp(ly)
    m = beta * p + (1 - beta) * q
    lm = tl.where(inside, tl.log(m), 0.0)
    lx = tl.where(inside, lx, 0.0)
    ly = tl.where(inside, ly, 0.0)
    tl.store(loss + row, tl.sum(beta * p * ly + (1 - beta) * q * lx - m * lm))
    tl.store(dx + row * n + cols, (1 - beta) * q * (lx - lm), mask=inside)


def expected_jensen_shannon(x, y, loss, dx, n, beta, BLOCK):
    v = x.double().clone().requires_grad_()
    p, q = y.double().exp(), v.exp()
    m = beta * p + (1 - beta) * q
    each = (beta * p * y.double() + (1 - beta) * q * v - m * m.log()).sum(1)
    each.sum().backward()
    loss.copy_(each.detach())
    dx.copy_(v.grad)
