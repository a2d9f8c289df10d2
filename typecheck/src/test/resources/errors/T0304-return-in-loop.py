# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    for i in range(n):
        if i == 5:
            return
        tl.store(y_ptr + i, 1.0)
