"""Rotary position embedding: the halves of each head are turned by the angle of their position."""
import triton
import triton.language as tl


@triton.jit
def rope_kernel(
    x_ptr, cos_ptr, sin_ptr, out_ptr, n_heads, HALF: tl.constexpr, HEADS: tl.constexpr
):
    """One program a position; x is [positions, n_heads, 2 * HALF]."""
    position = tl.program_id(0)
    heads = tl.arange(0, HEADS)
    lanes = tl.arange(0, HALF)
    cos = tl.load(cos_ptr + position * HALF + lanes)[None, :]
    sin = tl.load(sin_ptr + position * HALF + lanes)[None, :]
    start = (position * n_heads + heads) * 2 * HALF
    offsets = start[:, None] + lanes[None, :]
    inside = (heads < n_heads)[:, None]
    low = tl.load(x_ptr + offsets, mask=inside)
    high = tl.load(x_ptr + offsets + HALF, mask=inside)
    tl.store(out_ptr + offsets, low * cos - high * sin, mask=inside)
    tl.store(out_ptr + offsets + HALF, high * cos + low * sin, mask=inside)
