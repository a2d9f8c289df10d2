# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    i = 0
    while (i < n) & (i != 5):
        tl.store(y_ptr + i, 1.0)
        i += 1
