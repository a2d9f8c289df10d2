"""Running sums along the rows of a matrix."""
import triton
import triton.language as tl


@triton.jit
def cumsum_kernel(x_ptr, out_ptr, stride, n_cols, BLOCK_SIZE: tl.constexpr):
    row = tl.program_id(0)
    columns = tl.arange(0, BLOCK_SIZE)
    inside = columns < n_cols
    x = tl.load(x_ptr + row * stride + columns, mask=inside, other=0.0)
    tl.store(out_ptr + row * stride + columns, tl.cumsum(x, axis=0), mask=inside)
