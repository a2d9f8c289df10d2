# signature: *fp32, *fp32, i32, 64
import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, n, BLOCK: tl.constexpr):
    x = tl.inline_asm_elementwise("mov $0, $1;", "=r,r", [n], dtype=tl.int32, is_pure=True, pack=1)
    tl.store(y_ptr, x)
