"""Normalisations, forward and backward."""
import torch
import triton
import triton.language as tl


# case grid=3 tol=1e-5: x=uniform(2,1):fp32[3,150] w=uniform(1):fp32[150] b=uniform(1):fp32[150] y=zeros:fp32[3,150] mean=zeros:fp32[3] rstd=zeros:fp32[3] n=150 eps=1e-5 BLOCK=64
# case grid=3 tol=2e-3: x=uniform(2,1):fp16[3,64] w=uniform(1):fp16[64] b=uniform(1):fp16[64] y=zeros:fp16[3,64] mean=zeros:fp32[3] rstd=zeros:fp32[3] n=64 eps=1e-5 BLOCK=64
@triton.jit
def layer_norm(x, w, b, y, mean, rstd, n, eps, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    x += row * n
    y += row * n
    total = tl.zeros([BLOCK], dtype=tl.float32)
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        total += tl.load(x + cols, mask=cols < n, other=0.0).to(tl.float32)
    mu = tl.sum(total, axis=0) / n
    square = tl.zeros([BLOCK], dtype=tl.float32)
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        d = tl.load(x + cols, mask=cols < n, other=0.0).to(tl.float32) - mu
        d = tl.where(cols < n, d, 0.0)
        square += d * d
    inverse = 1 / tl.sqrt(tl.sum(square, axis=0) / n + eps)
    tl.store(mean + row, mu)
    tl.store(rstd + row, inverse)
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        inside = cols < n
        v = (tl.load(x + cols, mask=inside, other=0.0).to(tl.float32) - mu) * inverse
        scale = tl.load(w + cols, mask=inside)
        tl.store(y + cols, v * scale + tl.load(b + cols, mask=inside), mask=inside)


def expected_layer_norm(x, w, b, y, mean, rstd, n, eps, BLOCK):
    x, w, b = x.double(), w.double(), b.double()
    mean.copy_(x.mean(1))
    rstd.copy_(1 / torch.sqrt(x.var(1, unbiased=False) + eps))
    y.copy_(torch.nn.functional.layer_norm(x, (n,), w, b, eps))


def layer_norm_gradients(x, w, dy, eps):
    x, w, dy = [t.double().clone() for t in (x, w, dy)]
    x.requires_grad_()
    w.requires_grad_()
    b = torch.zeros_like(w, requires_grad=True)
    torch.nn.functional.layer_norm(x, (w.numel(),), w, b, eps).backward(dy)
    return x.grad, w.grad, b.grad


# case grid=6 tol=1e-4: x=uniform(2):fp32[6,40] w=uniform(1):fp32[40] dy=uniform(1):fp32[6,40] dx=zeros:fp32[6,40] dw=zeros:fp32[40] db=zeros:fp32[40] n=40 eps=1e-5 BLOCK=64
@triton.jit
def layer_norm_backward(x, w, dy, dx, dw, db, n, eps, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    v = tl.load(x + row * n + cols, mask=inside, other=0.0)
    mu = tl.sum(v, 0) / n
    v = tl.where(inside, v - mu, 0.0)
    inverse = tl.rsqrt(tl.sum(v * v, 0) / n + eps)
    v *= inverse
    g = tl.load(dy + row * n + cols, mask=inside, other=0.0)
    gw = g * tl.load(w + cols, mask=inside, other=0.0)
    c1 = tl.sum(v * gw, 0) / n
    c2 = tl.sum(gw, 0) / n
    tl.store(dx + row * n + cols, (gw - (v * c1 + c2)) * inverse, mask=inside)
    tl.atomic_add(dw + cols, g * v, mask=inside)
    tl.atomic_add(db + cols, g, mask=inside, sem="relaxed")


def expected_layer_norm_backward(x, w, dy, dx, dw, db, n, eps, BLOCK):
    for out, grad in zip((dx, dw, db), layer_norm_gradients(x, w, dy, eps)):
        out.copy_(grad)


# case grid=6 tol=1e-4: x=uniform(2):fp32[6,40] w=uniform(1):fp32[40] dy=uniform(1):fp32[6,40] mean=zeros:fp32[6] rstd=full(0.9):fp32[6] dx=zeros:fp32[6,40] dw=zeros:fp32[2,40] db=zeros:fp32[2,40] locks=zeros:i32[4] n=40 GROUPS=2 BLOCK=64
@triton.jit
def layer_norm_backward_with_locks(x, w, dy, mean, rstd, dx, dw, db, locks, n, GROUPS: tl.constexpr, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    inverse = tl.load(rstd + row)
    v = (tl.load(x + row * n + cols, mask=inside, other=0.0) - tl.load(mean + row)) * inverse
    v = tl.where(inside, v, 0.0)
    g = tl.load(dy + row * n + cols, mask=inside, other=0.0)
    gw = g * tl.load(w + cols, mask=inside, other=0.0)
    c1 = tl.sum(v * gw, 0) / n
    c2 = tl.sum(gw, 0) / n
    tl.store(dx + row * n + cols, (gw - (v * c1 + c2)) * inverse, mask=inside)
    group = row % GROUPS
    lock = locks + group
    used = locks + GROUPS + group
    dw += group * n + cols
    db += group * n + cols
    part_w = g * v
    part_b = g
    while tl.atomic_cas(lock, 0, 1) == 1:
        pass
    count = tl.load(used)
    if count == 0:
        tl.atomic_xchg(used, 1)
    else:
        part_w += tl.load(dw, mask=inside)
        part_b += tl.load(db, mask=inside)
    tl.store(dw, part_w, mask=inside)
    tl.store(db, part_b, mask=inside)
    tl.debug_barrier()
    tl.atomic_xchg(lock, 0)


def expected_layer_norm_backward_with_locks(x, w, dy, mean, rstd, dx, dw, db, locks, n, GROUPS, BLOCK):
    g, gw = dy.double(), dy.double() * w.double()
    r = rstd.double()[:, None]
    v = (x.double() - mean.double()[:, None]) * r
    dx.copy_((gw - (v * (v * gw).mean(1, keepdim=True) + gw.mean(1, keepdim=True))) * r)
    for row in range(6):
        dw[row % GROUPS] += g[row] * v[row]
        db[row % GROUPS] += g[row]
    locks[GROUPS:] = 1


# case grid=2 tol=1e-4: partial=uniform(1):fp32[7,50] total=zeros:fp32[50] rows=7 n=50 ROWS=4 COLS=32
@triton.jit
def sum_of_partials(partial, total, rows, n, ROWS: tl.constexpr, COLS: tl.constexpr):
    cols = tl.program_id(0) * COLS + tl.arange(0, COLS)
    acc = tl.zeros((ROWS, COLS), dtype=tl.float32)
    for i in range(0, rows, ROWS):
        r = i + tl.arange(0, ROWS)
        inside = (r[:, None] < rows) & (cols[None, :] < n)
        acc += tl.load(partial + r[:, None] * n + cols[None, :], mask=inside, other=0.0)
    tl.store(total + cols, tl.sum(acc, axis=0), mask=cols < n)


def expected_sum_of_partials(partial, total, rows, n, ROWS, COLS):
    total.copy_(partial.double().sum(0))


# case grid=4 tol=1e-5: x=uniform(2):fp32[4,96] w=uniform(1):fp32[96] y=zeros:fp32[4,96] rstd=zeros:fp32[4] n=96 eps=1e-6 offset=0.0 BLOCK=128
# case grid=4 tol=1e-2: x=uniform(2):bf16[4,96] w=uniform(1):bf16[96] y=zeros:bf16[4,96] rstd=zeros:fp32[4] n=96 eps=1e-6 offset=1.0 BLOCK=128
@triton.jit
def rms_norm(x, w, y, rstd, n, eps, offset, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    v = tl.load(x + row * n + cols, mask=inside, other=0).to(tl.float32)
    inverse = tl.rsqrt(tl.sum(v * v, axis=0) / n + eps)
    tl.store(rstd + row, inverse)
    scale = tl.load(w + cols, mask=inside, other=0).to(tl.float32) + offset
    tl.store(y + row * n + cols, (v * inverse * scale).to(y.dtype.element_ty), mask=inside)


def expected_rms_norm(x, w, y, rstd, n, eps, offset, BLOCK):
    x = x.double()
    inverse = torch.rsqrt((x * x).mean(1) + eps)
    rstd.copy_(inverse)
    y.copy_(x * inverse[:, None] * (w.double() + offset))


# case grid=2 tol=1e-5: x=uniform(2):fp32[6,48] w=uniform(1):fp32[48] dy=uniform(1):fp32[6,48] rstd=full(0.8):fp32[6] dx=zeros:fp32[6,48] dw=zeros:fp32[2,48] rows=6 n=48 PER=3 BLOCK=64
@triton.jit
def rms_norm_backward(x, w, dy, rstd, dx, dw, rows, n, PER: tl.constexpr, BLOCK: tl.constexpr):
    pid = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    scale = tl.load(w + cols, mask=inside, other=0.0)
    grad = tl.zeros((BLOCK,), dtype=tl.float32)
    for row in range(pid * PER, min((pid + 1) * PER, rows)):
        v = tl.load(x + row * n + cols, mask=inside, other=0.0)
        g = tl.load(dy + row * n + cols, mask=inside, other=0.0)
        r = tl.load(rstd + row)
        m = g * scale
        d = r * m - (r * r * r / n) * tl.sum(m * v, axis=0) * v
        tl.store(dx + row * n + cols, d, mask=inside)
        grad += g * v * r
    tl.store(dw + pid * n + cols, grad, mask=inside)


def expected_rms_norm_backward(x, w, dy, rstd, dx, dw, rows, n, PER, BLOCK):
    x, m, r = x.double(), dy.double() * w.double(), rstd.double()[:, None]
    dx.copy_(r * m - r**3 / n * (m * x).sum(1, keepdim=True) * x)
    dw.copy_((dy.double() * x * r).reshape(2, PER, n).sum(1))


# case grid=2,4 tol=1e-5: x=uniform(2):fp32[2,12,10] w=uniform(1):fp32[12] b=uniform(1):fp32[12] y=zeros:fp32[2,12,10] channels=12 spatial=10 eps=1e-5 PER_GROUP=3 BLOCK=32
@triton.jit
def group_norm(x, w, b, y, channels, spatial, eps, PER_GROUP: tl.constexpr, BLOCK: tl.constexpr):
    image, group = tl.program_id(0), tl.program_id(1)
    first = group * PER_GROUP
    base = (image * channels + first) * spatial
    i = tl.arange(0, BLOCK)
    inside = i < PER_GROUP * spatial
    v = tl.load(x + base + i, mask=inside, other=0.0)
    count = PER_GROUP * spatial
    mu = tl.sum(v) / count
    centred = tl.where(inside, v - mu, 0.0)
    variance = tl.sum(centred * centred) / count
    channel = first + i // spatial
    scale = tl.load(w + channel, mask=inside)
    shift = tl.load(b + channel, mask=inside)
    tl.store(y + base + i, centred / tl.sqrt(variance + eps) * scale + shift, mask=inside)


def expected_group_norm(x, w, b, y, channels, spatial, eps, PER_GROUP, BLOCK):
    y.copy_(torch.nn.functional.group_norm(x.double(), channels // PER_GROUP, w.double(), b.double(), eps))


# case grid=5 tol=1e-5: x=uniform(3,1):fp32[11,5] mean=zeros:fp32[5] var=zeros:fp32[5] running=full(0.5):fp32[5] rows=11 n=5 momentum=0.1 BLOCK=4
@triton.jit
def batch_norm_statistics(x, mean, var, running, rows, n, momentum, BLOCK: tl.constexpr):
    channel = tl.program_id(0)
    mu = 0.0
    m2 = 0.0
    count = 0
    for start in range(0, rows, BLOCK):
        r = start + tl.arange(0, BLOCK)
        inside = r < rows
        size = tl.minimum(BLOCK, rows - start)
        v = tl.load(x + r * n + channel, mask=inside, other=0.0)
        part = tl.sum(v) / size
        d = tl.where(inside, v - part, 0.0)
        delta = part - mu
        both = count + size
        m2 += tl.sum(d * d) + delta * delta * count * size / both
        mu += delta * size / both
        count = both
    tl.store(mean + channel, mu)
    tl.store(var + channel, m2 / count)
    old = tl.load(running + channel)
    tl.store(running + channel, (1 - momentum) * old + momentum * mu)


def expected_batch_norm_statistics(x, mean, var, running, rows, n, momentum, BLOCK):
    x = x.double()
    mean.copy_(x.mean(0))
    var.copy_(x.var(0, unbiased=False))
    running.copy_((1 - momentum) * running.double() + momentum * x.mean(0))


# case grid=3 tol=1e-5: x=uniform(2):fp32[3,20] y=zeros:fp32[3,20] residual=uniform(1):fp32[3,20] n=20 eps=1e-6 BLOCK=32 IN_PLACE=True
# case grid=3 tol=1e-5: x=uniform(2):fp32[3,20] y=zeros:fp32[3,20] residual=None n=20 eps=1e-6 BLOCK=32 IN_PLACE=False
@triton.jit
def l2_norm(x, y, residual, n, eps, BLOCK: tl.constexpr, IN_PLACE: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    v = tl.load(x + row * n + cols, mask=inside, other=0.0)
    if residual is not None:
        v += tl.load(residual + row * n + cols, mask=inside, other=0.0)
        if IN_PLACE:
            tl.store(residual + row * n + cols, v, mask=inside)
    v = v / tl.maximum(tl.sqrt(tl.sum(v * v)), eps)
    tl.store(y + row * n + cols, v, mask=inside)


def expected_l2_norm(x, y, residual, n, eps, BLOCK, IN_PLACE):
    v = x.double() + (0 if residual is None else residual.double())
    y.copy_(torch.nn.functional.normalize(v, dim=1))
    if residual is not None:
        residual.copy_(v)
