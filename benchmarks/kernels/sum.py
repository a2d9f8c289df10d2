"""The sum of a vector: each program adds up a stretch of blocks, then one adds up theirs."""
import triton
import triton.language as tl


@triton.jit
def sum_kernel(x_ptr, partial_ptr, n_elements, BLOCKS: tl.constexpr, BLOCK_SIZE: tl.constexpr):
    pid = tl.program_id(0)
    total = tl.zeros([BLOCK_SIZE], dtype=tl.float32)
    for block in range(0, BLOCKS):
        offsets = (pid * BLOCKS + block) * BLOCK_SIZE + tl.arange(0, BLOCK_SIZE)
        total += tl.load(x_ptr + offsets, mask=offsets < n_elements, other=0.0)
    tl.store(partial_ptr + pid, tl.sum(total, axis=0))
