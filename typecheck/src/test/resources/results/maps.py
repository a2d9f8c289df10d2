"""Functions of scalars over every element of blocks"""
import torch
import triton
import triton.language as tl


@triton.jit
def selu(x, alpha):
    if x > 0:
        return x
    else:
        return alpha * (tl.exp(x) - 1)


# case tol=1e-6 interpreter=no: x=uniform(4,0):fp32[64] out=zeros:fp32[64] BLOCK=64
@triton.jit
def scaled_exponential(x, out, BLOCK: tl.constexpr):
    o = tl.arange(0, BLOCK)
    tl.store(out + o, tl.map_elementwise(selu, tl.load(x + o), 1.5))


def expected_scaled_exponential(x, out, BLOCK):
    out.copy_(torch.where(x > 0, x, 1.5 * (torch.exp(x) - 1)))


@triton.jit
def sign_and_class(x, low, high):
    if x < low:
        sign = -1
        kind = 1
    elif x > high:
        sign = 1
        kind = 2
    else:
        sign = 0
        kind = 3
        if x == 0:
            kind = 4
    return sign.to(tl.int8), x * kind


# case interpreter=no: x=ramp(37,101,-50):i32[8,16] low=ramp(3,7,-9):i32[16] sign=zeros:i8[8,16] kind=zeros:i32[8,16]
@triton.jit
def two_results_of_broadcast_blocks(x, low, sign, kind):
    rows = tl.arange(0, 8)[:, None] * 16
    cols = tl.arange(0, 16)[None, :]
    s, k = tl.map_elementwise(sign_and_class, tl.load(x + rows + cols), tl.load(low + cols), 7)
    tl.store(sign + rows + cols, s)
    tl.store(kind + rows + cols, k)


def expected_two_results_of_broadcast_blocks(x, low, sign, kind):
    below = x < low
    above = ~below & (x > 7)
    zero = ~below & ~above & (x == 0)
    sign.copy_(above.to(torch.int8) - below.to(torch.int8))
    kind.copy_(x * torch.where(below, 1, torch.where(above, 2, torch.where(zero, 4, 3))))


@triton.jit
def butterfly(a0, a1, a2, a3, b0, b1, b2, b3):
    return a0 + b1, a1 - b0, a2 * b3, a3, tl.maximum(a0, a3), b2, tl.minimum(a1, a2), a0


# case interpreter=no: x=ramp(37,101,-50):i64[2,32] y=ramp(5,11,-3):i64[2,32] a=zeros:i64[2,32] b=zeros:i64[2,32]
@triton.jit
def four_at_a_time(x, y, a, b):
    at = tl.arange(0, 2)[:, None] * 32 + tl.arange(0, 32)[None, :]
    first, second = tl.map_elementwise(butterfly, tl.load(x + at), tl.load(y + at), pack=4)
    tl.store(a + at, first)
    tl.store(b + at, second)


def expected_four_at_a_time(x, y, a, b):
    a0, a1, a2, a3 = x.reshape(-1, 4).unbind(1)
    b0, b1, b2, b3 = y.reshape(-1, 4).unbind(1)
    a.copy_(torch.stack((a0 + b1, a1 - b0, a2 * b3, a3), 1).reshape(2, 32))
    b.copy_(torch.stack((torch.maximum(a0, a3), b2, torch.minimum(a1, a2), a0), 1).reshape(2, 32))
