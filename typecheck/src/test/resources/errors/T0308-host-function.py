# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


def scale(x):
    return x * float(input("factor: "))


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    tl.store(y_ptr, scale(2.0))
