# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    offs = tl.arange(0, BLOCK)
    x = tl.where(offs == 0, 1.0, tl.load(x_ptr + offs))
    tl.store(y_ptr + offs, x)
