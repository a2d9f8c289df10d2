# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    a = tl.zeros([16, 32], dtype=tl.float32)
    b = tl.zeros([16, 32], dtype=tl.float32)
    tl.store(y_ptr, tl.sum(tl.dot(a, b)))
