"""Chains of elementwise functions over whole vectors."""
import triton
import triton.language as tl


@triton.jit
def gelu_kernel(x_ptr, out_ptr, a, b, n_elements, BLOCK_SIZE: tl.constexpr):
    """gelu(a * x + b), by its tanh."""
    offsets = tl.program_id(0) * BLOCK_SIZE + tl.arange(0, BLOCK_SIZE)
    inside = offsets < n_elements
    x = a * tl.load(x_ptr + offsets, mask=inside) + b
    inner = 0.7978845608028654 * (x + 0.044715 * x * x * x)
    tanh = 2 * tl.sigmoid(2 * inner) - 1
    tl.store(out_ptr + offsets, 0.5 * x * (1 + tanh), mask=inside)


@triton.jit
def swiglu_kernel(gate_ptr, up_ptr, out_ptr, n_elements, BLOCK_SIZE: tl.constexpr):
    """silu(gate) * up."""
    offsets = tl.program_id(0) * BLOCK_SIZE + tl.arange(0, BLOCK_SIZE)
    inside = offsets < n_elements
    gate = tl.load(gate_ptr + offsets, mask=inside)
    up = tl.load(up_ptr + offsets, mask=inside)
    tl.store(out_ptr + offsets, gate * tl.sigmoid(gate) * up, mask=inside)
