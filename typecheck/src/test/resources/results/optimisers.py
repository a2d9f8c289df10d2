"""Steps of optimisers."""
import torch
import triton
import triton.language as tl


# case grid=2 tol=1e-6: p=uniform(1):fp32[100] g=uniform(1):fp32[100] m=uniform(0.5):fp32[100] v=uniform(0.5,0.5):fp32[100] n=100 lr=0.01 beta1=0.9 beta2=0.999 eps=1e-8 decay=0.1 step=3 BLOCK=64 DECOUPLED=True
# case grid=2 tol=1e-6: p=uniform(1):fp32[100] g=uniform(1):fp32[100] m=uniform(0.5):fp32[100] v=uniform(0.5,0.5):fp32[100] n=100 lr=0.01 beta1=0.9 beta2=0.999 eps=1e-8 decay=0.1 step=1 BLOCK=64 DECOUPLED=False
@triton.jit(do_not_specialize=["step"])
def adam(p, g, m, v, n, lr, beta1, beta2, eps, decay, step, BLOCK: tl.constexpr, DECOUPLED: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    weight = tl.load(p + i, mask=inside)
    grad = tl.load(g + i, mask=inside)
    if DECOUPLED:
        weight *= 1 - lr * decay
    else:
        grad += decay * weight
    first = beta1 * tl.load(m + i, mask=inside) + (1 - beta1) * grad
    second = beta2 * tl.load(v + i, mask=inside) + (1 - beta2) * grad * grad
    t = step.to(tl.float32)
    unbiased1 = first / (1 - tl.exp2(t * tl.log2(beta1)))
    unbiased2 = second / (1 - tl.exp2(t * tl.log2(beta2)))
    weight -= lr * unbiased1 / (tl.sqrt(unbiased2) + eps)
    tl.store(p + i, weight, mask=inside)
    tl.store(m + i, first, mask=inside)
    tl.store(v + i, second, mask=inside)


def expected_adam(p, g, m, v, n, lr, beta1, beta2, eps, decay, step, BLOCK, DECOUPLED):
    w, grad = p.double(), g.double()
    if DECOUPLED:
        w = w * (1 - lr * decay)
    else:
        grad = grad + decay * w
    first = beta1 * m.double() + (1 - beta1) * grad
    second = beta2 * v.double() + (1 - beta2) * grad**2
    m.copy_(first)
    v.copy_(second)
    p.copy_(w - lr * (first / (1 - beta1**step)) / ((second / (1 - beta2**step)).sqrt() + eps))


# case grid=2 tol=1e-6: p=uniform(1):fp32[100] g=uniform(1):fp32[100] buf=uniform(1):fp32[100] n=100 lr=0.1 momentum=0.9 NESTEROV=True BLOCK=64
# case grid=2 tol=1e-6: p=uniform(1):fp32[100] g=uniform(1):fp32[100] buf=None n=100 lr=0.1 momentum=0.0 NESTEROV=False BLOCK=64
@triton.jit
def sgd(p, g, buf, n, lr, momentum, NESTEROV: tl.constexpr, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    grad = tl.load(g + i, mask=inside)
    if buf is not None:
        kept = momentum * tl.load(buf + i, mask=inside) + grad
        tl.store(buf + i, kept, mask=inside)
        grad = grad + momentum * kept if NESTEROV else kept
    tl.store(p + i, tl.load(p + i, mask=inside) - lr * grad, mask=inside)


def expected_sgd(p, g, buf, n, lr, momentum, NESTEROV, BLOCK):
    grad = g.double()
    if buf is not None:
        kept = momentum * buf.double() + grad
        buf.copy_(kept)
        grad = grad + momentum * kept if NESTEROV else kept
    p.copy_(p.double() - lr * grad)


# case grid=2 tol=1e-6: p=uniform(1):fp32[100] g=uniform(1):fp32[100] m=uniform(1):fp32[100] n=100 lr=0.01 beta1=0.9 beta2=0.99 decay=0.1 BLOCK=64
@triton.jit
def lion(p, g, m, n, lr, beta1, beta2, decay, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    p += i
    g += i
    m += i
    weight, grad, kept = tl.load(p, mask=inside), tl.load(g, mask=inside), tl.load(m, mask=inside)
    weight = weight * (1 - lr * decay)
    diff = kept - grad
    update = diff * beta1 + grad
    can = update != 0
    step = tl.where(update > 0, -lr, lr)
    tl.store(p, tl.where(can, weight + step, weight), mask=inside)
    tl.store(m, diff * beta2 + grad, mask=inside)


def expected_lion(p, g, m, n, lr, beta1, beta2, decay, BLOCK):
    update = beta1 * m.double() + (1 - beta1) * g.double()
    p.copy_(p.double() * (1 - lr * decay) - lr * torch.sign(update))
    m.copy_(beta2 * m.double() + (1 - beta2) * g.double())


# case tol=1e-6: g=uniform(4):fp32[100] total=zeros:fp32[1] n=100 limit=1.0 BLOCK=32
@triton.jit
def clip_by_norm(g, total, n, limit, BLOCK: tl.constexpr):
    square = tl.zeros((BLOCK,), tl.float32)
    for start in range(0, n, BLOCK):
        i = start + tl.arange(0, BLOCK)
        v = tl.load(g + i, mask=i < n, other=0.0)
        square += v * v
    norm = tl.sqrt(tl.sum(square))
    tl.store(total, norm)
    factor = tl.minimum(limit / (norm + 1e-6), 1.0)
    for start in range(0, n, BLOCK):
        i = start + tl.arange(0, BLOCK)
        tl.store(g + i, tl.load(g + i, mask=i < n) * factor, mask=i < n)


def expected_clip_by_norm(g, total, n, limit, BLOCK):
    norm = g.double().norm()
    total[0] = norm
    g.copy_(g.double() * min(1.0, limit / (norm + 1e-6)))


# case grid=2 tol=1e-6: average=uniform(1):fp32[100] p=uniform(1):fp16[100] n=100 decay=0.75 BLOCK=64
@triton.jit
def moving_average(average, p, n, decay, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    old = tl.load(average + i, mask=i < n)
    new = tl.load(p + i, mask=i < n).to(tl.float32)
    tl.store(average + i, tl.fma(old - new, decay, new), mask=i < n)


def expected_moving_average(average, p, n, decay, BLOCK):
    average.copy_(decay * average.double() + (1 - decay) * p.double())
