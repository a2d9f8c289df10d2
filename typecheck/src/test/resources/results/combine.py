"""Reductions by functions of the kernel's own, and the extrema with their places"""
import torch
import triton
import triton.language as tl


@triton.jit
def add(a, b):
    return a + b


@triton.jit
def multiply(a, b):
    return a * b


@triton.jit
def either(a, b):
    return a | b


@triton.jit
def both(a, b):
    return a & b


@triton.jit
def larger(a, b):
    return tl.maximum(a, b)


@triton.jit
def welford(mean1, square1, count1, mean2, square2, count2):
    delta = mean2 - mean1
    count = count1 + count2
    share = tl.where(count == 0.0, 0.0, count2 / count)
    return mean1 + delta * share, square1 + square2 + delta * delta * count1 * share, count


# case tol=1e-5: x=uniform(4,1):fp32[4,200] mean=zeros:fp32[4] variance=zeros:fp32[4] n=200 BLOCK=256
@triton.jit
def variance_of_rows(x, mean, variance, n, BLOCK: tl.constexpr):
    rows = tl.arange(0, 4)
    cols = tl.arange(0, BLOCK)
    mask = (cols < n)[None, :] & (rows >= 0)[:, None]
    v = tl.load(x + rows[:, None] * n + cols[None, :], mask=mask, other=0.0)
    count = mask.to(tl.float32)
    m, s, c = tl.reduce((v, tl.zeros_like(v), count), 1, welford)
    tl.store(mean + rows, m)
    tl.store(variance + rows, s / c)


def expected_variance_of_rows(x, mean, variance, n, BLOCK):
    mean.copy_(x.double().mean(1))
    variance.copy_(x.double().var(1, correction=0))


@triton.jit
def later_of_largest(value1, index1, value2, index2):
    second = (value2 > value1) | ((value2 == value1) & (index2 > index1))
    return tl.where(second, value2, value1), tl.where(second, index2, index1)


# case: x=ints(-9,9):i32[8,32] value=zeros:i32[32] index=zeros:i64[32]
@triton.jit
def last_largest_of_columns(x, value, index):
    rows = tl.arange(0, 8)
    cols = tl.arange(0, 32)
    v = tl.load(x + rows[:, None] * 32 + cols[None, :])
    places = tl.broadcast_to(rows[:, None].to(tl.int64), (8, 32))
    best, at = tl.reduce((v, places), 0, later_of_largest)
    tl.store(value + cols, best)
    tl.store(index + cols, at)


def expected_last_largest_of_columns(x, value, index):
    value.copy_(x.max(0).values)
    index.copy_(7 - torch.flip(x, [0]).argmax(0))


@triton.jit
def branching(a, b):
    if a > b:
        c = a - b
    else:
        if b > 2:
            c = a * b
        else:
            c = b - 3 * a
    return c


# case: x=ints(-5,6):i32[4,16] rows=zeros:i32[4] cols=zeros:i32[16] whole=zeros:i32[1]
# case: x=ints(-5,6):i64[4,16] rows=zeros:i64[4] cols=zeros:i64[16] whole=zeros:i64[1]
@triton.jit
def order_shows(x, rows, cols, whole):
    i = tl.arange(0, 4)
    j = tl.arange(0, 16)
    v = tl.load(x + i[:, None] * 16 + j[None, :])
    tl.store(rows + i, tl.reduce(v, 1, branching))
    tl.store(cols + j, tl.reduce(v, 0, branching))
    tl.store(whole, tl.reduce(v, None, branching))


# case: x=ints(0,2):i1[4,4,8] out=zeros:i1[96]
@triton.jit
def any_and_all(x, out):
    i = tl.arange(0, 4)[:, None, None]
    j = tl.arange(0, 4)[None, :, None]
    k = tl.arange(0, 8)[None, None, :]
    v = tl.load(x + i * 32 + j * 8 + k).to(tl.int1)
    at = tl.arange(0, 4)[:, None] * 4 + tl.arange(0, 4)[None, :]
    tl.store(out + at, tl.reduce(v, 2, either))
    tl.store(out + 16 + at, tl.reduce(v, 2, both))
    at = tl.arange(0, 4)[:, None] * 8 + tl.arange(0, 8)[None, :]
    tl.store(out + 32 + at, tl.reduce(v, 1, either))
    tl.store(out + 64, tl.reduce(v, None, either))
    tl.store(out + 65, tl.reduce(v, None, both))


def expected_any_and_all(x, out):
    out[:16] = x.any(2).flatten()
    out[16:32] = x.all(2).flatten()
    out[32:64] = x.any(1).flatten()
    out[64] = x.any()
    out[65] = x.all()


# case: x=ints(-3,4):i8[2,64] out=zeros:i8[6]
# case: x=ints(-3,4):i16[2,64] out=zeros:i16[6]
# case: x=ints(0,7):u8[2,64] out=zeros:u8[6]
# case: x=ints(0,7):u32[2,64] out=zeros:u32[6]
# case: x=ints(-3,4):i64[2,64] out=zeros:i64[6]
@triton.jit
def narrow_stays_narrow(x, out):
    i = tl.arange(0, 2)
    v = tl.load(x + i[:, None] * 64 + tl.arange(0, 64)[None, :])
    tl.store(out + i, tl.reduce(v, 1, add))
    tl.store(out + 2 + i, tl.reduce(v, 1, multiply))
    tl.store(out + 4 + i, tl.reduce(v, 1, larger))


# case tol=1e-6: x=uniform(2):fp32[2,4,8] out=zeros:fp32[64]
# case tol=1e-12: x=uniform(2):fp64[2,4,8] out=zeros:fp64[64]
@triton.jit
def kept_axes(x, out):
    i = tl.arange(0, 2)[:, None, None]
    j = tl.arange(0, 4)[None, :, None]
    k = tl.arange(0, 8)[None, None, :]
    v = tl.load(x + i * 32 + j * 8 + k)
    tl.store(out + i * 32 + j * 8 + k, v / tl.reduce(tl.abs(v), 1, add, keep_dims=True))


def expected_kept_axes(x, out):
    out.copy_((x / x.abs().sum(1, keepdim=True)).flatten())


@triton.jit
def log_sum_exp(m1, s1, m2, s2):
    m = tl.maximum(m1, m2)
    return m, s1 * tl.exp(m1 - m) + s2 * tl.exp(m2 - m)


# case grid=3 tol=1e-5: x=uniform(30):fp32[3,100] out=zeros:fp32[3] n=100 BLOCK=128
@triton.jit
def log_of_sum_of_exp(x, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    v = tl.load(x + row * n + cols, mask=cols < n, other=-1e30)
    m, s = tl.reduce((v, tl.where(cols < n, 1.0, 0.0)), 0, log_sum_exp)
    tl.store(out + row, m + tl.log(s))


def expected_log_of_sum_of_exp(x, out, n, BLOCK):
    out.copy_(torch.logsumexp(x.double(), 1))


@triton.jit
def matrix_product(a, b, c, d, e, f, g, h):
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


# case: out=zeros:i64[4]
@triton.jit
def fibonacci(out):
    one = tl.full([64], 1, tl.int64)
    a, b, c, d = tl.reduce((one, one, one, one * 0), 0, matrix_product)
    tl.store(out, a)
    tl.store(out + 1, b)
    tl.store(out + 2, c)
    tl.store(out + 3, d)


def expected_fibonacci(out):
    f = [0, 1]
    while len(f) < 66:
        f.append(f[-1] + f[-2])
    out.copy_(torch.tensor([f[65], f[64], f[64], f[63]]))


@triton.jit
def mixed(count1, sum1, any1, count2, sum2, any2):
    return count1 + count2, sum1 + sum2.to(tl.float64) * 0.5, any1 | any2


# case: x=ramp(37,101,-50):fp16[64] count=zeros:i8[1] total=zeros:fp64[1] any=zeros:i1[1]
@triton.jit
def several_types(x, count, total, any):
    v = tl.load(x + tl.arange(0, 64))
    c, s, a = tl.reduce(((v > 0).to(tl.int8), v.to(tl.float64), v > 49), 0, mixed)
    tl.store(count, c)
    tl.store(total, s)
    tl.store(any, a)


# case: x=ints(-20,20):i32[4,32] out=zeros:i32[28]
@triton.jit
def loop_and_branch(x, out, LOOPS: tl.constexpr = 3):
    i = tl.arange(0, 4)
    v = tl.load(x + i[:, None] * 32 + tl.arange(0, 32)[None, :])
    total = tl.zeros([4], tl.int32)
    for k in range(LOOPS):
        part = tl.reduce(v + k, 1, branching)
        if k > 0:
            total += part
        tl.store(out + k * 4 + i, part)
    tl.store(out + 12 + i, total)


# case: x=ramp(11,17,-8):fp32[4,16] value=zeros:fp32[8] index=zeros:i32[16]
# case: x=ramp(11,17,-8):fp64[4,16] value=zeros:fp64[8] index=zeros:i32[16]
# case: x=ramp(11,17,-8):fp16[4,16] value=zeros:fp16[8] index=zeros:i32[16]
# case interpreter=no: x=ramp(11,17,-8):bf16[4,16] value=zeros:bf16[8] index=zeros:i32[16]
# case: x=ramp(11,17,-8):i8[4,16] value=zeros:i8[8] index=zeros:i32[16]
# case: x=ramp(11,17,-8):i64[4,16] value=zeros:i64[8] index=zeros:i32[16]
# case: x=ramp(11,17,0):u8[4,16] value=zeros:u8[8] index=zeros:i32[16]
# case: x=ramp(11,17,0):u64[4,16] value=zeros:u64[8] index=zeros:i32[16]
@triton.jit
def places_of_extrema(x, value, index):
    i = tl.arange(0, 4)
    j = tl.arange(0, 16)
    v = tl.load(x + i[:, None] * 16 + j[None, :])
    high, at = tl.max(v, 1, return_indices=True)
    tl.store(value + i, high)
    tl.store(index + i, at)
    low, at = tl.min(v, 1, return_indices=True, return_indices_tie_break_left=True, keep_dims=True)
    tl.store(value + 4 + i[:, None], low)
    tl.store(index + 4 + i[:, None], at)
    tl.store(index + 8 + i[:, None], tl.argmax(v, 1, keep_dims=True))
    tl.store(index + 12 + i, tl.argmin(v, 1, tie_break_left=False))


def expected_places_of_extrema(x, value, index):
    y = x.double() if x.is_floating_point() else x.to(torch.int64)
    value[:4] = y.max(1).values.to(x.dtype)
    value[4:] = y.min(1).values.to(x.dtype)
    index[:4] = index[8:12] = y.argmax(1)
    index[4:8] = index[12:] = y.argmin(1)


# case: x=ints(-128,128):i8[4,16] out=zeros:i64[40]
# case: x=ints(0,256):u8[4,16] out=zeros:i64[40]
# case: x=ints(-30000,30000):i16[4,16] out=zeros:i64[40]
# case: x=ints(0,60000):u16[4,16] out=zeros:i64[40]
# case: x=ints(-100000,100000):i32[4,16] out=zeros:i64[40]
# case: x=ints(0,4000000):u32[4,16] out=zeros:i64[40]
# case: x=ints(-100000,100000):i64[4,16] out=zeros:i64[40]
@triton.jit
def whole_number_reductions(x, out):
    i = tl.arange(0, 4)
    v = tl.load(x + i[:, None] * 16 + tl.arange(0, 16)[None, :])
    tl.store(out + i, tl.sum(v, 1))
    tl.store(out + 4 + i, tl.sum(v, 1, dtype=tl.int64))
    tl.store(out + 8 + i[:, None], tl.xor_sum(v, 1, keep_dims=True).to(tl.int64))
    tl.store(out + 12 + i, tl.max(v, 1))
    tl.store(out + 16 + i, tl.min(v, 1))
    tl.store(out + 20, tl.sum(v))
    tl.store(out + 24 + i, tl.reduce_or(v, 1).to(tl.int64))
    tl.store(out + 28 + i[:, None], tl.reduce_or(v, 1, keep_dims=True).to(tl.int64))
    tl.store(out + 32, tl.xor_sum(v))


# case: x=values(nan,2,nan,1,-3,nan,nan,nan,nan,nan,nan,nan,5,-0.0,0.0,5):fp32 out=zeros:fp32[16] index=zeros:i32[8]
@triton.jit
def nan_is_left_out(x, out, index):
    i = tl.arange(0, 4)
    v = tl.load(x + i[:, None] * 4 + tl.arange(0, 4)[None, :])
    tl.store(out + i, tl.max(v, 1))
    tl.store(out + 4 + i, tl.min(v, 1))
    tl.store(out + 8 + i, tl.reduce(v, 1, larger))
    some = tl.where(i[:, None] == 2, 0.0, v)
    tl.store(index + i, tl.argmax(some, 1))
    tl.store(index + 4 + i, tl.argmin(some, 1))


@triton.jit
def as_block(x):
    return x + tl.zeros((1,), tl.int1)


@triton.jit
def is_float(x):
    return as_block(x).dtype.is_floating()


@triton.jit
def larger_or_nan(a, b):
    second = b > a
    if is_float(a):
        second |= b != b
    return tl.where(second, b, a)


# case: x=values(3,1,nan,2,5,-1,4,0):fp32 out=zeros:fp32[2]
# case: x=values(3,1,7,2,5,-1,4,0):i32 out=zeros:i32[2]
@triton.jit
def helper_looks_at_a_type(x, out):
    v = tl.load(x + tl.arange(0, 2)[:, None] * 4 + tl.arange(0, 4)[None, :])
    tl.store(out + tl.arange(0, 2), tl.reduce(v, 1, larger_or_nan))
