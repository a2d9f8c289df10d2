import triton
import triton.language as tl


# Kernels whose branches depend on each other: every statement of each can be compiled by some
# signature, and eight signatures are enough.


@triton.jit
def thresholds(x, out, K: tl.constexpr, SCALED: tl.constexpr, SAVED: tl.constexpr, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    first = tl.load(x + lanes)
    if K > 96:
        second = tl.load(x + lanes + 96)
    if K > 192:
        third = tl.load(x + lanes + 192)
    if SCALED:
        first *= 2.0
        if K > 96:
            second *= 2.0
        if K > 192:
            third *= 2.0
    if SAVED:
        tl.store(out + lanes, first)
        if K > 96:
            tl.store(out + lanes + 96, second)
        if K > 192:
            tl.store(out + lanes + 192, third)


@triton.jit
def signs(x, out, DIAGONAL: tl.constexpr, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    if DIAGONAL == 0:
        rows = lanes
    elif DIAGONAL > 0:
        rows = lanes + DIAGONAL
    else:
        rows = lanes
        lanes = rows - DIAGONAL
    tl.store(out + rows, tl.load(x + lanes))


@triton.jit
def element_types(x, y, out, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    value = tl.load(x + lanes)
    if tl.constexpr(value.dtype.is_bf16()):
        value = value.to(tl.float32)
    elif tl.constexpr(value.dtype.is_int64()):
        value = value.to(tl.int32)
    other = tl.load(y + lanes)
    if value.dtype != other.dtype:
        value = value.to(out.dtype.element_ty)
        other = other.to(out.dtype.element_ty)
    tl.store(out + lanes, value + other)


@triton.jit
def taps(x, weight, out, WIDTH: tl.constexpr, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    total = tl.zeros([BLOCK], tl.float32)
    for tap in tl.static_range(WIDTH):
        at = lanes
        if WIDTH == 2:
            if tap == 1:
                at = lanes + 1
        elif WIDTH == 3:
            if tap == 1:
                at = lanes + 1
            elif tap == 2:
                at = lanes + 2
        total += tl.load(x + at) * tl.load(weight + tap)
    if WIDTH == 5:
        total *= 0.5
    tl.store(out + lanes, total)


@triton.jit
def texts(x, SIDE: tl.constexpr, LAYOUT: tl.constexpr, BLOCK: tl.constexpr):
    if SIDE == "left":
        lanes = tl.arange(0, BLOCK)
    else:
        lanes = BLOCK + tl.arange(0, BLOCK)
    if LAYOUT == "rows":
        if SIDE != "left":
            lanes += 1
        tl.store(x + lanes, 1.0)
    else:
        tl.store(x + lanes, 2.0)


@triton.jit
def computed(x, M: tl.constexpr, BLOCK: tl.constexpr, FAST: tl.constexpr):
    PARTS: tl.constexpr = M // BLOCK
    if PARTS == 0:
        tl.store(x, 0.0)
        return
    if FAST and PARTS == 4:
        tl.store(x, 1.0)
    tl.store(x + PARTS, 2.0)


@triton.jit
def ended(x, out, EARLY: tl.constexpr, n):
    tl.store(out, 1.0)
    if EARLY == 7:
        return
    if x is not None:
        if n == 1:
            tl.store(out, tl.load(x))
        tl.store(out + n, tl.load(x + n))


@triton.jit
def scaled(x, out, scale, BY_TENSOR: tl.constexpr, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    value = tl.load(x + lanes)
    if BY_TENSOR:
        value *= tl.load(scale + lanes)
    else:
        value *= scale
    tl.store(out + lanes, value)


@triton.jit
def weights(x, out, beta: tl.constexpr, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    value = tl.load(x + lanes)
    if beta == 0.0:
        value = tl.exp(value)
    elif beta == 1.0:
        value = -value
    else:
        value *= 1.0 - beta
    tl.store(out + lanes, value)


@triton.jit
def unsigned(words, out, ROUNDS: tl.constexpr, BLOCK: tl.constexpr):
    for i in tl.static_range(ROUNDS):
        bits = tl.load(words + i * BLOCK + tl.arange(0, BLOCK))
        tl.static_assert(bits.dtype == tl.uint32)
        tl.store(out + i * BLOCK + tl.arange(0, BLOCK), bits >> 31)


@triton.jit
def turned(a, b, out, BLOCK: tl.constexpr, TURNED: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    x = tl.load(a + lanes)
    y = tl.load(b + lanes)
    if TURNED:
        tl.static_assert(x.dtype == tl.int16)
        tl.static_assert(y.dtype == tl.bfloat16)
        product = x.to(tl.bfloat16) * y
    else:
        tl.static_assert(x.dtype == tl.bfloat16)
        tl.static_assert(y.dtype == tl.int16)
        product = x * y.to(tl.bfloat16)
    tl.store(out + lanes, product)
