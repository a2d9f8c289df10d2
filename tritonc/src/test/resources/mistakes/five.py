import triton
import triton.language as tl


@triton.jit
def kernel(x_ptr, y_ptr, out_ptr, n, BLOCK: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    x = tl.load(x_ptr + offsets, mask=offsets < n)
    y = tl.load(y_ptr + tl.arange(0, 64))
    scaled = x * scael
    total = x + y
    rest = tl.arange(0, 100)
    tl.store(out_ptr, x)
    bits = x & offsets
    tl.store(out_ptr + offsets, x, mask=offsets < n)
