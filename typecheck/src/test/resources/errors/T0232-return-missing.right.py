# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def pick(n):
    if n > 0:
        return 1.5
    return 0.5


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    tl.store(y_ptr, pick(n))
