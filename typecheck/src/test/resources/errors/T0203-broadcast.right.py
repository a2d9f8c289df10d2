# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    a = tl.load(x_ptr + tl.arange(0, 128))
    b = tl.load(y_ptr + tl.arange(0, 128))
    tl.store(x_ptr + tl.arange(0, 128), a + b)
