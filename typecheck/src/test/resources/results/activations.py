"""Element-wise work: activations with their gradients, gates, and casts on the way."""
import math

import torch
import triton
import triton.language as tl
from triton.language.extra import libdevice

SQRT_2_OVER_PI = tl.constexpr(math.sqrt(2 / math.pi))
HALF_SQRT_2: tl.constexpr = tl.constexpr(0.7071067811865476)


@triton.jit
def tanh(x):
    return 2 * tl.sigmoid(2 * x) - 1


@triton.jit
def activate(x, KIND: tl.constexpr, slope: tl.constexpr = 0.01):
    if KIND == "relu":
        return tl.maximum(x, 0.0)
    elif KIND == "leaky_relu":
        return tl.where(x >= 0, x, slope * x)
    elif KIND == "gelu":
        return 0.5 * x * (1 + tl.math.erf(x * HALF_SQRT_2))
    elif KIND == "gelu_tanh":
        return 0.5 * x * (1 + tanh(SQRT_2_OVER_PI * (x + 0.044715 * x * x * x)))
    elif KIND == "silu":
        return x * tl.sigmoid(x)
    elif KIND == "softplus":
        return tl.where(x > 20, x, tl.log(1 + tl.exp(x)))
    elif KIND == "mish":
        return x * tanh(tl.log(1 + tl.exp(x)))
    elif KIND == "hardswish":
        return x * tl.clamp(x + 3, 0.0, 6.0) / 6
    elif KIND == "elu":
        return tl.where(x > 0, x, tl.exp(x) - 1)
    else:
        tl.static_assert(KIND == "none", "no such activation")
        return x


# case grid=2 tol=1e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='relu' BLOCK=64
# case grid=2 tol=1e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='leaky_relu' BLOCK=64
# case grid=2 tol=2e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='gelu' BLOCK=64
# case grid=2 interpreter=no tol=2e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='gelu_tanh' BLOCK=64
# case grid=2 tol=2e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='silu' BLOCK=64
# case grid=2 tol=2e-6: x=uniform(32):fp32[100] y=zeros:fp32[100] n=100 KIND='softplus' BLOCK=64
# case grid=2 interpreter=no tol=2e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='mish' BLOCK=64
# case grid=2 tol=2e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='hardswish' BLOCK=64
# case grid=2 tol=2e-6: x=uniform(4):fp32[100] y=zeros:fp32[100] n=100 KIND='elu' BLOCK=64
# case grid=2 tol=2e-3: x=uniform(4):fp16[100] y=zeros:fp16[100] n=100 KIND='gelu' BLOCK=64
# case grid=2: x=uniform(4):fp64[100] y=zeros:fp64[100] n=100 KIND='none' BLOCK=64
@triton.jit
def activation(x, y, n, KIND: tl.constexpr, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + i, mask=i < n)
    if v.dtype == tl.float16:
        v = v.to(tl.float32)
    tl.store(y + i, activate(v, KIND), mask=i < n)


def expected_activation(x, y, n, KIND, BLOCK):
    f = torch.nn.functional
    y.copy_({
        "relu": f.relu, "leaky_relu": f.leaky_relu, "gelu": f.gelu, "silu": f.silu, "softplus": f.softplus,
        "gelu_tanh": lambda v: f.gelu(v, approximate="tanh"), "mish": f.mish, "hardswish": f.hardswish,
        "elu": f.elu, "none": lambda v: v,
    }[KIND](x.double()))


# case grid=2 tol=2e-6: x=uniform(4):fp32[100] dy=uniform(1):fp32[100] dx=zeros:fp32[100] n=100 BLOCK=64 TANH=False
# case grid=2 interpreter=no tol=2e-6: x=uniform(4):fp32[100] dy=uniform(1):fp32[100] dx=zeros:fp32[100] n=100 BLOCK=64 TANH=True
@triton.jit
def gelu_backward(x, dy, dx, n, BLOCK: tl.constexpr, TANH: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    v = tl.load(x + i, mask=inside, other=0.0)
    g = tl.load(dy + i, mask=inside, other=0.0)
    if TANH:
        inner = SQRT_2_OVER_PI * v * (1 + 0.044715 * v * v)
        t = tanh(inner)
        slope = SQRT_2_OVER_PI * (1 + 3 * 0.044715 * v * v)
        d = 0.5 * (1 + t) + 0.5 * v * (1 - t * t) * slope
    else:
        density = tl.exp(-0.5 * v * v) * 0.3989422804014327
        d = 0.5 * (1 + tl.erf(v * HALF_SQRT_2)) + v * density
    tl.store(dx + i, d * g, mask=inside)


def expected_gelu_backward(x, dy, dx, n, BLOCK, TANH):
    v = x.double().clone().requires_grad_()
    torch.nn.functional.gelu(v, approximate="tanh" if TANH else "none").backward(dy.double())
    dx.copy_(v.grad)


# case grid=4 tol=1e-5: a=uniform(4):fp32[4,50] b=uniform(2):fp32[4,50] c=zeros:fp32[4,50] n=50 BLOCK=64 GATE='silu'
# case grid=4 interpreter=no tol=1e-5: a=uniform(4):fp32[4,50] b=uniform(2):fp32[4,50] c=zeros:fp32[4,50] n=50 BLOCK=64 GATE='gelu_tanh'
@triton.jit
def gated(a, b, c, n, BLOCK: tl.constexpr, GATE: tl.constexpr):
    row = tl.program_id(0).to(tl.int64)
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    gate = tl.load(a + row * n + cols, mask=inside, other=0).to(tl.float32)
    up = tl.load(b + row * n + cols, mask=inside, other=0)
    tl.store(c + row * n + cols, activate(gate, GATE).cast(up.dtype) * up, mask=inside)


def expected_gated(a, b, c, n, BLOCK, GATE):
    gate = a.double()
    gate = torch.nn.functional.silu(gate) if GATE == "silu" else torch.nn.functional.gelu(gate, approximate="tanh")
    c.copy_(gate * b.double())


# case grid=4 tol=1e-5: a=uniform(4):fp32[4,50] b=uniform(2):fp32[4,50] dc=uniform(1):fp32[4,50] n=50 BLOCK=64
@triton.jit
def swiglu_backward(a, b, dc, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    a, b, dc = a + row * n, b + row * n, dc + row * n
    cols = tl.arange(0, BLOCK)
    inside = cols < n
    gate = tl.load(a + cols, mask=inside, other=0)
    up = tl.load(b + cols, mask=inside, other=0)
    g = tl.load(dc + cols, mask=inside, other=0)
    s = tl.sigmoid(gate)
    silu = gate * s
    tl.store(a + cols, g * (silu * (1 - s) + s) * up, mask=inside)
    tl.store(b + cols, g * silu, mask=inside)


def expected_swiglu_backward(a, b, dc, n, BLOCK):
    u, v = a.double().clone().requires_grad_(), b.double().clone().requires_grad_()
    (torch.nn.functional.silu(u) * v).backward(dc.double())
    a.copy_(u.grad)
    b.copy_(v.grad)


# case grid=2 tol=1e-5: x=uniform(4):fp32[2,60] y=zeros:fp32[2,30] half=30 BLOCK=32
@triton.jit
def geglu_of_halves(x, y, half, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    i = tl.arange(0, BLOCK)
    left = tl.load(x + row * half * 2 + i, mask=i < half, other=0.0)
    right = tl.load(x + row * half * 2 + half + i, mask=i < half, other=0.0)
    tl.store(y + row * half + i, left * activate(right, KIND="gelu"), mask=i < half)


def expected_geglu_of_halves(x, y, half, BLOCK):
    y.copy_(x[:, :half].double() * torch.nn.functional.gelu(x[:, half:].double()))


# case grid=3 tol=1e-6: x=uniform(4):fp32[150] out=zeros:fp32[6,150] n=150 BLOCK=64
@triton.jit
def unary_mathematics(x, out, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    v = tl.load(x + i, mask=inside, other=1.0)
    tl.store(out + i, tl.sin(v) + tl.cos(v), mask=inside)
    tl.store(out + n + i, tl.log2(tl.abs(v) + 1), mask=inside)
    tl.store(out + 2 * n + i, tl.floor(v) + tl.ceil(v) * 0.5, mask=inside)
    tl.store(out + 3 * n + i, tl.sqrt_rn(tl.abs(v)) - tl.rsqrt(tl.abs(v) + 1), mask=inside)
    tl.store(out + 4 * n + i, tl.fma(v, v, -v), mask=inside)
    tl.store(out + 5 * n + i, tl.div_rn(v, v * v + 1), mask=inside)


def expected_unary_mathematics(x, out, n, BLOCK):
    v = x.double()
    out.copy_(torch.stack([
        v.sin() + v.cos(), (v.abs() + 1).log2(), v.floor() + v.ceil() * 0.5,
        v.abs().sqrt() - (v.abs() + 1).rsqrt(), v * v - v, v / (v * v + 1)]))


# case grid=2 tol=2e-6 interpreter=no: x=uniform(2):fp32[100] out=zeros:fp32[5,100] n=100 BLOCK=64
@triton.jit
def device_library(x, out, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    inside = i < n
    v = tl.load(x + i, mask=inside, other=1.0)
    tl.store(out + i, libdevice.tanh(v), mask=inside)
    tl.store(out + n + i, libdevice.pow(tl.abs(v), 1.5), mask=inside)
    tl.store(out + 2 * n + i, libdevice.expm1(v), mask=inside)
    tl.store(out + 3 * n + i, libdevice.log1p(tl.abs(v)), mask=inside)
    tl.store(out + 4 * n + i, libdevice.trunc(v * 3), mask=inside)


def expected_device_library(x, out, n, BLOCK):
    v = x.double()
    out.copy_(torch.stack([v.tanh(), v.abs() ** 1.5, v.expm1(), v.abs().log1p(), (v * 3).trunc()]))


# case grid=3,2: x=uniform(4):fp32[10,20] y=uniform(4):fp32[20] out=zeros:fp32[10,20] rows=10 cols=20 ROWS=4 COLS=16
@triton.jit
def broadcast_add(x, y, out, rows, cols, ROWS: tl.constexpr, COLS: tl.constexpr):
    r = tl.program_id(0) * ROWS + tl.arange(0, ROWS)
    c = tl.program_id(1) * COLS + tl.arange(0, COLS)
    inside = (r < rows)[:, None] & (c < cols)[None, :]
    at = r[:, None] * cols + c[None, :]
    tl.store(out + at, tl.load(x + at, mask=inside) + tl.load(y + c, mask=c < cols)[None, :], mask=inside)


def expected_broadcast_add(x, y, out, rows, cols, ROWS, COLS):
    out.copy_(x + y)


# case grid=4: x=uniform(4):fp32[1000] y=uniform(4):fp32[1000] out=zeros:fp32[1000] n=1000 BLOCK=256
# case grid=4: x=uniform(4):fp16[1000] y=uniform(4):fp16[1000] out=zeros:fp16[1000] n=1000 BLOCK=256
# case grid=4: x=ints(-100,100):i64[1000] y=ints(-100,100):i64[1000] out=zeros:i64[1000] n=1000 BLOCK=256
@triton.jit
def vector_add(x, y, out, n, BLOCK: tl.constexpr):
    i = tl.program_id(axis=0) * BLOCK + tl.arange(0, BLOCK)
    mask = i < n
    tl.store(out + i, tl.load(x + i, mask=mask) + tl.load(y + i, mask=mask), mask=mask)


def expected_vector_add(x, y, out, n, BLOCK):
    out.copy_(x + y)
