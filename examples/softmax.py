"""Softmax over the rows of a matrix, one program a row."""
# tritonc: run -k softmax_kernel -a input_ptr=randn:fp32[1823,781] -a output_ptr=zeros:fp32[1823,781] -a input_row_stride=781 -a output_row_stride=781 -a n_rows=1823 -a n_cols=781 -a BLOCK_SIZE=1024 -g 1823
import torch
import triton
import triton.language as tl


@triton.jit
def softmax_kernel(
    input_ptr,
    output_ptr,
    input_row_stride,
    output_row_stride,
    n_rows,
    n_cols,
    BLOCK_SIZE: tl.constexpr,
):
    row_start = tl.program_id(0)
    row_step = tl.num_programs(0)
    for row in range(row_start, n_rows, row_step):
        columns = tl.arange(0, BLOCK_SIZE)
        inside = columns < n_cols
        x = tl.load(input_ptr + row * input_row_stride + columns, mask=inside, other=-float("inf"))
        x = x - tl.max(x, axis=0)
        numerator = tl.exp(x)
        denominator = tl.sum(numerator, axis=0)
        tl.store(output_ptr + row * output_row_stride + columns, numerator / denominator, mask=inside)


def softmax(x: torch.Tensor) -> torch.Tensor:
    n_rows, n_cols = x.shape
    y = torch.empty_like(x)
    block = triton.next_power_of_2(n_cols)
    softmax_kernel[(n_rows,)](x, y, x.stride(0), y.stride(0), n_rows, n_cols, BLOCK_SIZE=block)
    return y
