# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def spread(x):
    return x + tl.arange(0, 4)


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    o = tl.arange(0, BLOCK)
    x = tl.load(x_ptr + o)
    tl.map_elementwise(spread, x)
    tl.map_elementwise(spread)
    tl.map_elementwise(spread, x, pack=3)
    tl.map_elementwise(spread, x, packed=2)
    tl.map_elementwise(spread, x_ptr + o)
    tl.store(y_ptr + o, x)
