"""Attention in blocks: the softmax of each row is kept as a running maximum and sum, so that no row of scores is ever stored."""
# tritonc: run -k attention_kernel -a q_ptr=randn:fp32[2,100,64] -a k_ptr=randn:fp32[2,100,64] -a v_ptr=randn:fp32[2,100,64] -a out_ptr=zeros:fp32[2,100,64] -a length=100 -a scale=0.125 -a stride_head=6400 -a stride_row=64 -a HEAD=64 -a BLOCK_M=64 -a BLOCK_N=32 -a CAUSAL=True -g "2 * cdiv(length, BLOCK_M)"
import torch
import triton
import triton.language as tl


@triton.jit
def attention_kernel(
    q_ptr,
    k_ptr,
    v_ptr,
    out_ptr,
    length,
    scale,
    stride_head,
    stride_row,
    HEAD: tl.constexpr,
    BLOCK_M: tl.constexpr,
    BLOCK_N: tl.constexpr,
    CAUSAL: tl.constexpr,
):
    blocks = tl.cdiv(length, BLOCK_M)
    first = tl.program_id(0) % blocks * BLOCK_M
    base = tl.program_id(0) // blocks * stride_head
    rows = first + tl.arange(0, BLOCK_M)
    columns = tl.arange(0, BLOCK_N)
    head = tl.arange(0, HEAD)
    q = tl.load(q_ptr + base + rows[:, None] * stride_row + head[None, :], mask=rows[:, None] < length, other=0.0)
    # exp2 is the cheaper one: its factor goes into the scale
    q = q * (scale * 1.44269504)
    k_ptrs = k_ptr + base + columns[None, :] * stride_row + head[:, None]
    v_ptrs = v_ptr + base + columns[:, None] * stride_row + head[None, :]
    largest = tl.full((BLOCK_M,), -float("inf"), tl.float32)
    total = tl.zeros((BLOCK_M,), tl.float32)
    acc = tl.zeros((BLOCK_M, HEAD), tl.float32)
    # what lies behind the diagonal is not computed at all
    end = tl.minimum(first + BLOCK_M, length) if CAUSAL else length
    for start in range(0, end, BLOCK_N):
        k = tl.load(k_ptrs + start * stride_row, mask=start + columns[None, :] < length, other=0.0)
        scores = tl.dot(q, k)
        seen = start + columns[None, :] < length
        if CAUSAL:
            seen = seen & (rows[:, None] >= start + columns[None, :])
        scores = tl.where(seen, scores, -float("inf"))
        larger = tl.maximum(largest, tl.max(scores, 1))
        weights = tl.exp2(scores - larger[:, None])
        shrink = tl.exp2(largest - larger)
        total = total * shrink + tl.sum(weights, 1)
        acc = acc * shrink[:, None]
        v = tl.load(v_ptrs + start * stride_row, mask=start + columns[:, None] < length, other=0.0)
        acc = tl.dot(weights, v, acc)
        largest = larger
    out_ptrs = out_ptr + base + rows[:, None] * stride_row + head[None, :]
    tl.store(out_ptrs, acc / total[:, None], mask=rows[:, None] < length)


def attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, causal: bool = False) -> torch.Tensor:
    heads, length, head = q.shape
    out = torch.empty_like(q)
    grid = lambda meta: (heads * triton.cdiv(length, meta["BLOCK_M"]),)
    attention_kernel[grid](
        q, k, v, out, length, head**-0.5, q.stride(0), q.stride(1), HEAD=head, BLOCK_M=64, BLOCK_N=64, CAUSAL=causal
    )
    return out
