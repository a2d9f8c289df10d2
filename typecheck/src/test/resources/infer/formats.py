import triton
import triton.language as tl


@triton.jit
def scaled(a, a_scales, b, b_scales, c, ROWS: tl.constexpr, DEPTH: tl.constexpr, MODIFIER: tl.constexpr):
    GROUP: tl.constexpr = 32
    rows = tl.arange(0, ROWS)
    bytes = tl.arange(0, DEPTH // 2)
    groups = tl.arange(0, DEPTH // GROUP // 8 * 8)
    left = tl.load(a + rows[:, None] * (DEPTH // 2) + bytes[None, :])
    right = tl.load(b + bytes[:, None] * ROWS + rows[None, :], cache_modifier=MODIFIER)
    at = rows[:, None] * (DEPTH // GROUP) + groups[None, :]
    product = tl.dot_scaled(left, tl.load(a_scales + at), "e2m1", right, tl.load(b_scales + at), "e2m1")
    tl.store(c + rows[:, None] * ROWS + rows[None, :], product)


@triton.jit
def rotated(x, out, BLOCK_D: tl.constexpr, BLOCK_D_HALF: tl.constexpr):
    lanes = tl.arange(0, BLOCK_D)
    turned = tl.flip(tl.reshape(tl.load(x + lanes), (2, BLOCK_D_HALF)), 1)
    tl.store(out + lanes, tl.reshape(turned, (BLOCK_D,)))
