# signature: *fp32, i32, 300
import triton
import triton.language as tl


@triton.jit
def kernel(y_ptr, n, SIDE: tl.constexpr):
    for i in tl.static_range(SIDE):
        for j in tl.static_range(SIDE):
            tl.store(y_ptr + i * SIDE + j, 0.0)
