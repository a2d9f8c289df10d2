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


@triton.jit
def grouped(x, WIDE: tl.constexpr, GROUPS: tl.constexpr):
    return tl.reshape(x, (WIDE // 4, GROUPS // 8, 32))


@triton.jit
def divided_twice(x, out, WIDE: tl.constexpr, DEPTH: tl.constexpr):
    GROUP: tl.constexpr = 32
    GROUPS: tl.constexpr = DEPTH // GROUP
    at = tl.arange(0, WIDE)[:, None] * GROUPS + tl.arange(0, GROUPS)[None, :]
    tl.store(out + tl.arange(0, WIDE * GROUPS // 32)[:, None], tl.sum(tl.reshape(grouped(tl.load(x + at), WIDE, GROUPS), (WIDE * GROUPS // 32, 32)), 1)[:, None])


@triton.jit
def bits(x):
    tl.static_assert(x.dtype == tl.uint32, "words of 32 bits")
    return x & 1


@triton.jit
def asserted(words, narrow, scale, out, BLOCK: tl.constexpr, SHRINK: tl.constexpr):
    kind: tl.constexpr = narrow.dtype.element_ty
    tl.static_assert((kind == tl.float16) or (kind == tl.bfloat16))
    tl.static_assert(scale.dtype.element_ty in (tl.uint8, tl.int8) and SHRINK == 1)
    lanes = tl.arange(0, BLOCK // SHRINK)
    value = tl.load(narrow + lanes) * tl.load(scale + lanes).to(tl.float32)
    tl.store(out + lanes, value + bits(tl.load(words + lanes)))


@triton.jit
def strided(x, y, stride_x, stride_y, out, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    if stride_y is not None:
        tl.assume(stride_y >= 0)
    value = tl.load(x + lanes * stride_x)
    if y is not None:
        value += tl.load(y + lanes * stride_y).to(value.type.element_ty)
    tl.store(out + lanes, value)


@triton.jit
def described_old(source, target, ROWS: tl.constexpr, COLS: tl.constexpr):
    block = tl._experimental_descriptor_load(source, [tl.program_id(0) * ROWS, 0], [ROWS, COLS], tl.float32)
    tl._experimental_descriptor_store(target, block, [tl.program_id(0) * ROWS, 0])


@triton.jit
def described_elsewhere(source, target, ROWS: tl.constexpr, COLS: tl.constexpr):
    target.store([0, 0], source.load([0, tl.program_id(0) * COLS]))


def descriptors(x, y):
    ROWS = 8
    left = TensorDescriptor.from_tensor(x, [ROWS, COLS // 2])
    target = TensorDescriptor(y, y.shape, y.stride(), block_shape=[ROWS, COLS // 2])
    return left, target


def launch_elsewhere(left, right):
    described_elsewhere[(1,)](left, right, ROWS=32, COLS=64)


@triton.jit
def described_words(source, out, ROWS: tl.constexpr):
    words = source.load([tl.program_id(0) * ROWS, 0])
    tl.static_assert(words.dtype == tl.uint32)
    tl.store(out, tl.sum(words))


@triton.jit
def packed(q, q_scales, k_ptr, k_scales, KIND: tl.constexpr):
    k = tl.load(k_ptr + tl.arange(0, 16)[:, None] * 32 + tl.arange(0, 32)[None, :])
    return tl.dot_scaled(q, q_scales, KIND, k, k_scales, KIND)


@triton.jit
def scaled_by_helper(q_ptr, q_scales, k_ptr, k_scales, out_ptr, KIND: tl.constexpr):
    tl.static_assert(KIND == "e2m1")
    rows = tl.arange(0, 32)[:, None]
    q = tl.load(q_ptr + rows * 16 + tl.arange(0, 16)[None, :])
    left = tl.load(q_scales + rows)
    right = tl.load(k_scales + rows)
    out = packed(q, left, k_ptr, right, KIND)
    tl.store(out_ptr + rows * 32 + tl.arange(0, 32)[None, :], out)
