# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def spread(x):
    return x + 1.0


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    o = tl.arange(0, BLOCK)
    x = tl.load(x_ptr + o)
    tl.map_elementwise(spread, x)
    tl.store(y_ptr + o, x)
