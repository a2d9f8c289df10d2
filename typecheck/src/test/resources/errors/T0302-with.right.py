# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl
import triton.language.extra.tlx as tlx

@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    tl.store(y_ptr, 1.0)
