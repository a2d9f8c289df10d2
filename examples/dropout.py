"""Dropout with a keep mask that was drawn before: kept elements are scaled, the others become 0."""
# tritonc: run -k dropout_kernel -a x_ptr=randn:fp32[10000] -a keep_ptr=rand:fp32[10000] -a output_ptr=zeros:fp32[10000] -a n_elements=10000 -a p=0.3 -a BLOCK_SIZE=1024 -g "cdiv(n_elements, BLOCK_SIZE)"
import triton
import triton.language as tl


@triton.jit
def dropout_kernel(x_ptr, keep_ptr, output_ptr, n_elements, p, BLOCK_SIZE: tl.constexpr):
    offsets = tl.program_id(0) * BLOCK_SIZE + tl.arange(0, BLOCK_SIZE)
    mask = offsets < n_elements
    x = tl.load(x_ptr + offsets, mask=mask)
    keep = tl.load(keep_ptr + offsets, mask=mask) > p
    tl.store(output_ptr + offsets, tl.where(keep, x / (1 - p), 0.0), mask=mask)
