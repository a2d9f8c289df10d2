# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def larger(a, b):
    return a > b


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    x = tl.load(x_ptr + tl.arange(0, BLOCK))
    tl.store(y_ptr, tl.reduce(x, 0, larger))
