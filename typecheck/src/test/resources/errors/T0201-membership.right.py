# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    sizes = (n, n * 2)
    if (sizes[0] == 4) | (sizes[1] == 4):
        tl.store(y_ptr, 1.0)
    if BLOCK in (64, 128):
        tl.store(y_ptr, 2.0)
