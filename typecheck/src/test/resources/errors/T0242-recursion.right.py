# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def power(x, k):
    if k == 0:
        return 1.0
    return x * power(x, k - 1)


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    tl.store(y_ptr, power(2.0, 10))
