# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    for i in range(n):
        tl.store(y_ptr + i, 1.0)
    else:
        tl.store(x_ptr, 1.0)
