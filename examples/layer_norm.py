"""Layer normalisation over the rows of a matrix: the forward pass, with mean and 1/std kept."""
# tritonc: run -k layer_norm_fwd -a X=randn:fp32[512,1000] -a Y=zeros:fp32[512,1000] -a W=rand:fp32[1000] -a B=rand:fp32[1000] -a Mean=zeros:fp32[512] -a Rstd=zeros:fp32[512] -a stride=1000 -a N=1000 -a eps=1e-5 -a BLOCK_SIZE=512 -g 512
import torch
import triton
import triton.language as tl


@triton.jit
def layer_norm_fwd(
    X,  # rows to normalise
    Y,  # the result
    W,  # scale of a column
    B,  # shift of a column
    Mean,
    Rstd,
    stride,
    N,
    eps,
    BLOCK_SIZE: tl.constexpr,
):
    row = tl.program_id(0)
    X += row * stride
    Y += row * stride

    total = tl.zeros([BLOCK_SIZE], dtype=tl.float32)
    for start in range(0, N, BLOCK_SIZE):
        columns = start + tl.arange(0, BLOCK_SIZE)
        total += tl.load(X + columns, mask=columns < N, other=0.0).to(tl.float32)
    mean = tl.sum(total, axis=0) / N

    squares = tl.zeros([BLOCK_SIZE], dtype=tl.float32)
    for start in range(0, N, BLOCK_SIZE):
        columns = start + tl.arange(0, BLOCK_SIZE)
        x = tl.load(X + columns, mask=columns < N, other=0.0).to(tl.float32)
        x = tl.where(columns < N, x - mean, 0.0)
        squares += x * x
    rstd = 1 / tl.sqrt(tl.sum(squares, axis=0) / N + eps)

    tl.store(Mean + row, mean)
    tl.store(Rstd + row, rstd)
    for start in range(0, N, BLOCK_SIZE):
        columns = start + tl.arange(0, BLOCK_SIZE)
        inside = columns < N
        w = tl.load(W + columns, mask=inside)
        b = tl.load(B + columns, mask=inside)
        x = tl.load(X + columns, mask=inside, other=0.0).to(tl.float32)
        tl.store(Y + columns, (x - mean) * rstd * w + b, mask=inside)


def layer_norm(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, eps: float = 1e-5):
    rows, n = x.shape
    y = torch.empty_like(x)
    mean = torch.empty((rows,), dtype=torch.float32, device=x.device)
    rstd = torch.empty((rows,), dtype=torch.float32, device=x.device)
    block = min(65536 // x.element_size(), triton.next_power_of_2(n))
    layer_norm_fwd[(rows,)](x, y, weight, bias, mean, rstd, x.stride(0), n, eps, BLOCK_SIZE=block)
    return y, mean, rstd
