# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def shuffled(a, b):
    return a + b * 2


@triton.jit
def halved(a, b):
    if a > b:
        a = a / 2
    return a


@triton.jit
def widened(a, b):
    return a + 6 * b


@triton.jit
def doubled(a, b):
    return a + b + b


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    x = tl.load(x_ptr + tl.arange(0, BLOCK))
    tl.store(y_ptr, tl.reduce(x, 0, shuffled))
    tl.store(y_ptr + 1, tl.reduce(x, 0, halved))
    tl.store(y_ptr + tl.arange(0, BLOCK), tl.associative_scan(x, 0, widened))
    tl.store(y_ptr + tl.arange(0, BLOCK), tl.associative_scan(x, 0, doubled))
