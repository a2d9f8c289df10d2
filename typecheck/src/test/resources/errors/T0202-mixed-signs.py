# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    i = tl.program_id(0)
    u = n.to(tl.uint32)
    tl.store(x_ptr + i // u, 1.0)
