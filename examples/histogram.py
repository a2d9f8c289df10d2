"""Histogram of small integers with atomic additions; values outside the bins are left out."""
# tritonc: run -k histogram_kernel -a x_ptr=arange:i32[5000] -a bins_ptr=zeros:i32[64] -a n_elements=5000 -a n_bins=64 -a BLOCK_SIZE=1024 -g "cdiv(n_elements, BLOCK_SIZE)"
import triton
import triton.language as tl


@triton.jit
def histogram_kernel(x_ptr, bins_ptr, n_elements, n_bins, BLOCK_SIZE: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK_SIZE + tl.arange(0, BLOCK_SIZE)
    mask = offsets < n_elements
    x = tl.load(x_ptr + offsets, mask=mask, other=-1)
    counted = mask & (x >= 0) & (x < n_bins)
    tl.atomic_add(bins_ptr + x, 1, mask=counted)
