"""RMS norm over the rows of a matrix, one program a row."""
import triton
import triton.language as tl


@triton.jit
def rms_norm_kernel(x_ptr, weight_ptr, out_ptr, stride, n_cols, eps, BLOCK_SIZE: tl.constexpr):
    row = tl.program_id(0)
    columns = tl.arange(0, BLOCK_SIZE)
    inside = columns < n_cols
    x = tl.load(x_ptr + row * stride + columns, mask=inside, other=0.0)
    rstd = tl.rsqrt(tl.sum(x * x, axis=0) / n_cols + eps)
    weight = tl.load(weight_ptr + columns, mask=inside)
    tl.store(out_ptr + row * stride + columns, x * rstd * weight, mask=inside)
