# signature: *fp32, *i64, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    i = x_ptr.to(tl.int64)
    tl.store(y_ptr, i)
