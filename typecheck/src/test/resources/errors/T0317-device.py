# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    warps = tl.extra.cuda.num_warps()
    tl.store(y_ptr, warps)
