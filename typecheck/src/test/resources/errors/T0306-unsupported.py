# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    tl.slice(n, n)
    tl.store(y_ptr, 1.0)
