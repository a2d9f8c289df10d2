# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    total = 0.0
    for i in range(0, 4):
        total += 1.0
    tl.store(y_ptr, total)
