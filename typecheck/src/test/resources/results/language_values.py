"""Values of the kernel language: tuples, constants, dtypes, strings, subscripts."""
import torch
import triton
import triton.language as tl

SCALE = tl.constexpr(3)
SHAPE = tl.constexpr((4, 8))
NAMES = tl.constexpr(("sum", "max"))


# kernel
@triton.jit
def tuples_are_indexed(out, x, m, n):
    t = (m, n, m + n)
    tl.store(out, t[0])
    tl.store(out + 1, t[-1])
    tl.store(out + 2, t[1:][0])
    tl.store(out + 3, t[::-1][0])
    tl.store(out + 4, t[:-1][1])
    tl.store(out + 5, len(t) + len(t[::2]) * 10)


# kernel
@triton.jit
def tuples_nest(out, x, m, n):
    t = ((m, n), (tl.arange(0, 4), (m * n,)))
    (a, b), (row, (product,)) = t
    tl.store(out + tl.arange(0, 4), row + a * b + t[1][1][0] - product)


# kernel
@triton.jit
def tuples_are_joined(out, x, m, n):
    t = (m,) + (n, m) + ()
    u = t + (1, 2)
    for i in tl.static_range(len(u)):
        tl.store(out + i, u[i])


# kernel
@triton.jit
def tuples_grow_in_unrolled_loops(out, x, m, n):
    t = ()
    for i in tl.static_range(4):
        t = t + (m * i,)
    total = 0
    for i in tl.static_range(len(t)):
        total += t[i] * (i + 1)
    tl.store(out, total)


# kernel
@triton.jit
def tuples_are_compared(out, x, m, n):
    a: tl.constexpr = (1, 2)
    b: tl.constexpr = (1, 2)
    if a == b:
        tl.store(out, 1)
    if a != (1, 3):
        tl.store(out + 1, 2)
    if a + (3,) == (1, 2, 3):
        tl.store(out + 2, 3)


# kernel
@triton.jit
def tuples_are_swapped(out, x, m, n):
    a, b = m, n
    a, b = b, a
    for i in range(3):
        a, b = b, a + b
    tl.store(out, a)
    tl.store(out + 1, b)


# case grid=4 interpreter=no: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def tuples_are_carried(out, x, m, n):
    state = (m, tl.zeros((4,), tl.int32), 0.5)
    for i in range(n):
        state = (state[0] + i, state[1] + tl.arange(0, 4), state[2] * 2)
    tl.store(out + tl.arange(0, 4), state[1])
    tl.store(out + 4, state[0])
    tl.store(out + 5, state[2].to(tl.int32))


def expected_tuples_are_carried(out, x, m, n):
    out[:6] = torch.tensor([0, 7, 14, 21, 5 + 21, 64])


# kernel
@triton.jit
def tuples_meet_after_branches(out, x, m, n):
    if tl.program_id(0) > 1:
        t = (m, tl.program_id(0))
    else:
        t = (n, tl.program_id(0) + 10)
    tl.store(out + tl.program_id(0), t[0] * 100 + t[1])


# kernel
@triton.jit
def more_values_than_names(out, x, m, n):
    best, = tl.max(tl.load(x + tl.arange(0, 8)), 0, return_indices=True)[:1]
    tl.store(out, best.to(tl.int32))


# kernel
@triton.jit
def constants_fold_as_in_python(out, x, m, n):
    a: tl.constexpr = -7
    b: tl.constexpr = 2
    tl.store(out, a // b)
    tl.store(out + 1, a % b)
    tl.store(out + 2, b**10)
    tl.store(out + 3, (a >> 1) & 0xFF)
    tl.store(out + 4, ~b ^ 5)
    tl.store(out + 5, int(a / b))
    tl.store(out + 6, (1 << 70) >> 65)
    tl.store(out + 7, (-m) // 2 + (-m) % 3 * 10)


# kernel
@triton.jit
def constants_of_the_file(out, x, m, n):
    rows: tl.constexpr = SHAPE[0]
    i = tl.arange(0, rows)[:, None] * SHAPE[1] + tl.arange(0, SHAPE[1])[None, :]
    tl.store(out + i, i * SCALE)


# case grid=4 interpreter=no: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def an_annotated_tensor_stays_one(out, x, m, n):
    rows: tl.constexpr = m * 2
    size: tl.constexpr
    size = 8
    tl.store(out + tl.arange(0, size), rows)


def expected_an_annotated_tensor_stays_one(out, x, m, n):
    out[:8] = 10


# kernel
@triton.jit
def strings_choose(out, x, m, n):
    mode: tl.constexpr = NAMES[1]
    if mode == "max":
        tl.store(out, 1)
    elif mode == "sum":
        tl.store(out, 2)
    if mode in ("min", "max"):
        tl.store(out + 1, 3)
    if mode not in NAMES:
        tl.store(out + 2, 4)
    if mode + "imum" == "maximum":
        tl.store(out + 3, 5)


# kernel
@triton.jit
def dtypes_are_values(out, x, m, n):
    if x.dtype == tl.pointer_type(tl.float32):
        tl.store(out, 1)
    if x.dtype.element_ty == tl.float32 and x.type.element_ty.is_floating():
        tl.store(out + 1, x.dtype.element_ty.primitive_bitwidth)
    v = tl.load(x)
    tl.store(out + 2, v.dtype.primitive_bitwidth + v.to(tl.int16).dtype.int_bitwidth * 100)
    if v.dtype.is_fp32() and not v.dtype.is_fp16() and not v.dtype.is_int():
        tl.store(out + 3, v.dtype.fp_mantissa_width)
    if out.dtype.element_ty in (tl.int8, tl.int32):
        tl.store(out + 4, 5)
    acc_type: tl.constexpr = tl.float32 if v.dtype == tl.float32 else tl.int32
    tl.store(out + 5 + tl.arange(0, 4), tl.zeros((4,), acc_type) + 1.5)
    if x.dtype.is_ptr() and not v.dtype.is_ptr():
        tl.store(out + 9, v.type.scalar.primitive_bitwidth)


# kernel
@triton.jit
def shapes_are_values(out, x, m, n):
    v = tl.zeros((4, 8), tl.int32)
    rows: tl.constexpr = v.shape[0]
    cols: tl.constexpr = v.shape[-1]
    tl.store(out, rows * 100 + cols)
    tl.store(out + 1, v.numel + len(v.shape) * 1000)
    w = tl.full([v.shape[1]], v.type.numel, tl.int32)
    tl.store(out + 8 + tl.arange(0, v.shape[1]), w)


# case grid=1: out=full(-1):i32[16]
@triton.jit
def limits_of_dtypes(out):
    tl.store(out, tl.int8.get_int_max_value())
    tl.store(out + 1, tl.int8.get_int_min_value())
    tl.store(out + 2, tl.uint16.get_int_max_value())
    tl.store(out + 3, tl.float16.exponent_bias + tl.bfloat16.fp_mantissa_width * 100)
    tl.store(out + 4, tl.int64.itemsize + tl.float8e5.itemsize * 10)
    tl.store(out + 5, tl.core.get_int_dtype(16, True).primitive_bitwidth)


# case grid=1 interpreter=no: out=full(-1):i32[8] a=300 b=2.75
@triton.jit
def a_dtype_is_called(out, a, b):
    tl.store(out, tl.int32(b))
    tl.store(out + 1, tl.int8(a))
    tl.store(out + 2, (tl.float32(1.0) / tl.float32(a) * 600).to(tl.int32))
    best = tl.float32(float("-inf"))
    for i in range(3):
        best = tl.maximum(best, b * i)
    tl.store(out + 3, tl.int32(best))


def expected_a_dtype_is_called(out, a, b):
    out[:4] = torch.tensor([2, 300 - 256, 2, 5])


# kernel
@triton.jit
def axes_are_added(out, x, m, n):
    v = tl.arange(0, 4)
    a = v[:, None] * 10 + v[None, :]
    b = v[None, :, None] + tl.zeros((2, 4, 2), tl.int32)
    tl.store(out + tl.arange(0, 16), a[:].reshape(16))
    tl.store(out + 16 + tl.arange(0, 16), b[:, :, :].reshape(16))
    tl.store(out + 32 + tl.arange(0, 16), a.T.reshape(16))


@triton.jit
def column(v):
    return v[:, None]


# case grid=1 interpreter=no: out=full(-1):i32[8] m=5
@triton.jit
def a_scalar_takes_colons(out, m):
    tl.store(out + tl.arange(0, 4)[:, None], column(m))
    tl.store(out + 4 + column(tl.arange(0, 2)), column(m + 1))
    tl.store(out + 6 + m[None, :, None] * 0, m[:, None, None])


def expected_a_scalar_takes_colons(out, m):
    out[:4] = m
    out[4:6] = m + 1
    out[6] = m


# kernel
@triton.jit
def truth_of_constants(out, x, m, n):
    none: tl.constexpr = None
    if none is None:
        tl.store(out, 1)
    if x is not None:
        tl.store(out + 1, 2)
    flag: tl.constexpr = (none is None and SCALE > 2) or False
    if flag and not (SCALE == 4):
        tl.store(out + 2, 3)
    if SCALE == 3 and m > 4:
        tl.store(out + 3, 4)
    if SCALE == 4 or n < 8:
        tl.store(out + 4, 5)


# case grid=4 interpreter=no: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def truth_of_blocks(out, x, m, n):
    i = tl.arange(0, 16)
    a = (i > 2) & (i < m * 2) | (i == 15)
    b = not (i == 3)
    tl.store(out + i, tl.where(a and b, i, -i))
    tl.store(out + 16 + i, (a or (i < 2)).to(tl.int32))
    tl.store(out + 32 + i, (a ^ b).to(tl.int32) + (~a).to(tl.int32) * 10)


def expected_truth_of_blocks(out, x, m, n):
    i = torch.arange(16)
    a = (i > 2) & (i < m * 2) | (i == 15)
    b = i != 3
    out[:16] = torch.where(a & b, i, -i)
    out[16:32] = (a | (i < 2)).int()
    out[32:48] = (a ^ b).int() + (~a).int() * 10


# kernel
@triton.jit
def named_in_an_expression(out, x, m, n):
    if (k := m * 3) > 10:
        tl.store(out, k)
    for i in range(3):
        tl.store(out + 1 + i, (k := k + i))
    tl.store(out + 5, k)


# case grid=4 interpreter=no: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def statements_that_do_nothing(out, x, m, n):
    """A docstring."""
    ...
    pass
    "a string"
    assert m > 100, "off unless asked for"
    assert SCALE == 4, f"{SCALE} is not four"
    tl.static_assert(SCALE == 3, f"SCALE is {SCALE}")
    tl.device_assert(m > 100, "off as well")
    tl.store(out, 1)


def expected_statements_that_do_nothing(out, x, m, n):
    out[0] = 1


# kernel
@triton.jit
def lists_are_made(out, x, m, n):
    doubled = [v * 2 for v in (m, n, tl.program_id(0))]
    tl.store(out + tl.program_id(0) * 4, doubled[0])
    tl.store(out + tl.program_id(0) * 4 + 1, doubled[1])
    tl.store(out + tl.program_id(0) * 4 + 2, doubled[-1])


# kernel
@triton.jit
def lists_have_names_of_their_own(out, x, m, n):
    v = m
    last = 0
    for i in range(3):
        odd = [(last := v * i) for v in (m, n)]
        tl.store(out + i, odd[0] + odd[1])
    tl.store(out + 4, last)
    tl.store(out + 5, v)
    few = [v * 10 for v in (1, 2, 3, 4) if v % 2 == 0]
    tl.store(out + 6, len(few))


# kernel
@triton.jit
def slices_take_steps(out, x, m, n):
    t = (m, n, m + n, m * n, m - n)
    tl.store(out, t[::2][1])
    tl.store(out + 1, t[::-1][0])
    tl.store(out + 2, t[-2:][0])
    tl.store(out + 3, t[3:0:-1][2])
    tl.store(out + 4, len(t[10:]) + len(t[:-10]) + len(t[1:-1]) * 10)
    (a, b), c = t[1:3], t[-1]
    tl.store(out + 5, a * b + c)
    if "kernel"[-3:] == "nel" and "kernel"[::2] == "kre":
        tl.store(out + 6, 1)


# case grid=2: x=ramp(37,101,-50):fp32[32] out=zeros:fp32[32] BLOCK=16
@triton.jit
def tuples_and_block_types_by_name(x, out, BLOCK: tl.constexpr):
    o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + o)
    tl.static_assert(v.type == tl.block_type(tl.float32, [BLOCK]))
    t = tl.tuple((2, 3)) + (5,)
    tl.static_assert(tl.tuple((2, 3)) + (5,) == (2, 3, 5))
    kept = tl.expect_zero(v * t[2], v == 0)
    tl.store(out + o, kept + t[0])
