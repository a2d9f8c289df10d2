# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    sizes = (n, n * 2)
    if 4 in sizes:
        tl.store(y_ptr, 1.0)
    if sizes == (4, 8):
        tl.store(y_ptr, 2.0)
