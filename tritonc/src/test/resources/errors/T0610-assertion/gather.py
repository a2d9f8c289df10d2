import triton
import triton.language as tl


@triton.jit
def gather(x_ptr, index_ptr, y_ptr, n, BLOCK: tl.constexpr):
    offsets = tl.arange(0, BLOCK)
    index = tl.load(index_ptr + offsets)
    tl.device_assert(index < n, "index outside x")
    tl.store(y_ptr + offsets, tl.load(x_ptr + index))
