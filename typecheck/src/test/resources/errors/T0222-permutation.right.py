# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    x = tl.zeros([4, 8], dtype=tl.float32)
    y = tl.permute(x, (1, 0))
    tl.store(y_ptr, tl.sum(y))
