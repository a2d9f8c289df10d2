"""Cross entropy of rows of logits with the class that each row should name."""
import triton
import triton.language as tl


@triton.jit
def cross_entropy_kernel(logits_ptr, target_ptr, loss_ptr, stride, n_cols, BLOCK_SIZE: tl.constexpr):
    row = tl.program_id(0)
    columns = tl.arange(0, BLOCK_SIZE)
    inside = columns < n_cols
    logits_ptr += row * stride
    logits = tl.load(logits_ptr + columns, mask=inside, other=-float("inf"))
    largest = tl.max(logits, axis=0)
    total = tl.sum(tl.exp(logits - largest), axis=0)
    target = tl.load(target_ptr + row)
    wanted = tl.load(logits_ptr + target)
    tl.store(loss_ptr + row, tl.log(total) + largest - wanted)
