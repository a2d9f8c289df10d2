"""Sum and largest element of each row, a block of columns at a time, with a helper function."""
# tritonc: run -k row_sum_kernel -a x_ptr=randn:fp32[300,1000] -a sum_ptr=zeros:fp32[300] -a max_ptr=zeros:fp32[300] -a n_cols=1000 -a BLOCK=256 -g 300
import triton
import triton.language as tl


@triton.jit
def load_block(ptr, start, end, other, BLOCK: tl.constexpr = 128):
    offsets = start + tl.arange(0, BLOCK)
    inside = offsets < end
    return tl.load(ptr + offsets, mask=inside, other=other), inside


@triton.jit
def row_sum_kernel(x_ptr, sum_ptr, max_ptr, n_cols, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    row_ptr = x_ptr + row * n_cols
    total = 0.0
    largest = -float("inf")
    for start in range(0, n_cols, BLOCK):
        x, inside = load_block(row_ptr, start, n_cols, 0.0, BLOCK=BLOCK)
        total += tl.sum(x, axis=0)
        largest = tl.maximum(largest, tl.max(tl.where(inside, x, -float("inf")), axis=0))
    tl.store(sum_ptr + row, total)
    tl.store(max_ptr + row, largest)
