"""Scans: sums, products, and functions of the kernel's own"""
import torch
import triton
import triton.language as tl


@triton.jit
def add(a, b):
    return a + b


@triton.jit
def larger(a, b):
    return tl.maximum(a, b)


@triton.jit
def recurrence(a, b, c, d):
    return a * c, b * c + d


# case tol=1e-5: decay=uniform(0.5,0.4):fp32[4,64] x=uniform(1):fp32[4,64] out=zeros:fp32[4,64]
# case tol=1e-12: decay=uniform(0.5,0.4):fp64[4,64] x=uniform(1):fp64[4,64] out=zeros:fp64[4,64]
@triton.jit
def linear_recurrence(decay, x, out):
    at = tl.arange(0, 4)[:, None] * 64 + tl.arange(0, 64)[None, :]
    _, h = tl.associative_scan((tl.load(decay + at), tl.load(x + at)), 1, recurrence)
    tl.store(out + at, h)


def expected_linear_recurrence(decay, x, out):
    h = torch.zeros(4, dtype=x.dtype)
    for i in range(64):
        h = h * decay[:, i] + x[:, i]
        out[:, i] = h


# case tol=1e-5: decay=uniform(0.5,0.4):fp32[32,8] x=uniform(1):fp32[32,8] out=zeros:fp32[32,8]
@triton.jit
def backward_recurrence_of_columns(decay, x, out):
    at = tl.arange(0, 32)[:, None] * 8 + tl.arange(0, 8)[None, :]
    _, h = tl.associative_scan((tl.load(decay + at), tl.load(x + at)), 0, recurrence, reverse=True)
    tl.store(out + at, h)


def expected_backward_recurrence_of_columns(decay, x, out):
    h = torch.zeros(8, dtype=x.dtype)
    for i in reversed(range(32)):
        h = h * decay[i] + x[i]
        out[i] = h


@triton.jit
def segmented(flag1, value1, flag2, value2):
    return flag1 | flag2, tl.where(flag2, value2, value1 + value2)


# case: starts=values(1,0,0,1,0,0,0,0,1,1,0,0,0,0,0,1):i1 x=ints(-9,9):i32[16] out=zeros:i32[16]
@triton.jit
def segmented_sum(starts, x, out):
    i = tl.arange(0, 16)
    _, sums = tl.associative_scan((tl.load(starts + i).to(tl.int1), tl.load(x + i)), 0, segmented)
    tl.store(out + i, sums)


def expected_segmented_sum(starts, x, out):
    total = 0
    for i in range(16):
        total = int(x[i]) + (0 if starts[i] else total)
        out[i] = total


@triton.jit
def keyed(key1, count1, key2, count2):
    return key2, tl.where(key1 == key2, count1 + count2, count2)


# case: x=values(3,3,3,7,7,1,1,1,1,3,2,2,2,2,2,9):u16 out=zeros:i32[16]
@triton.jit
def run_lengths(x, out):
    i = tl.arange(0, 16)
    _, counts = tl.associative_scan((tl.load(x + i), tl.full([16], 1, tl.int32)), 0, keyed)
    tl.store(out + i, counts)


def expected_run_lengths(x, out):
    for i in range(16):
        out[i] = 1 + (out[i - 1] if i and x[i] == x[i - 1] else 0)


@triton.jit
def first_largest(value1, index1, value2, index2):
    if value2 > value1:
        value = value2
        index = index2
    else:
        value = value1
        index = index1
    return value, index


# case: x=ints(-50,50):i32[4,32] value=zeros:i32[4,32] index=zeros:i32[4,32]
# case: x=ramp(37,101,-50):fp16[4,32] value=zeros:fp16[4,32] index=zeros:i32[4,32]
# case: x=ramp(37,101,-50):fp64[4,32] value=zeros:fp64[4,32] index=zeros:i32[4,32]
@triton.jit
def cumulative_maximum(x, value, index):
    j = tl.arange(0, 32)[None, :]
    at = tl.arange(0, 4)[:, None] * 32 + j
    v, i = tl.associative_scan((tl.load(x + at), tl.broadcast_to(j, (4, 32))), 1, first_largest)
    tl.store(value + at, v)
    tl.store(index + at, i)


def expected_cumulative_maximum(x, value, index):
    for row in range(4):
        for i in range(32):
            index[row, i] = x[row, : i + 1].argmax()
            value[row, i] = x[row, index[row, i]]


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


# case: x=ints(-5,6):i32[2,4,8] out=zeros:i32[6,64]
# case: x=ints(-5,6):i16[2,4,8] out=zeros:i16[6,64]
@triton.jit
def every_axis_both_ways(x, out):
    i = tl.arange(0, 2)[:, None, None]
    j = tl.arange(0, 4)[None, :, None]
    k = tl.arange(0, 8)[None, None, :]
    at = i * 32 + j * 8 + k
    v = tl.load(x + at)
    tl.store(out + at, tl.associative_scan(v, 0, branching))
    tl.store(out + 64 + at, tl.associative_scan(v, 1, branching))
    tl.store(out + 128 + at, tl.associative_scan(v, 2, branching))
    tl.store(out + 192 + at, tl.associative_scan(v, 0, branching, reverse=True))
    tl.store(out + 256 + at, tl.associative_scan(v, 1, branching, reverse=True))
    tl.store(out + 320 + at, tl.associative_scan(v, 2, branching, reverse=True))


# case: x=ints(-9,9):i32[64] out=zeros:i32[128]
# case: x=ints(0,200):u8[64] out=zeros:u8[128]
@triton.jit
def known_functions(x, out):
    i = tl.arange(0, 64)
    v = tl.load(x + i)
    tl.store(out + i, tl.associative_scan(v, 0, add))
    tl.store(out + 64 + i, tl.associative_scan(v, 0, larger, True))


# case: x=ints(-9,9):i8[4,16] out=zeros:i32[4,16] back=zeros:i64[4,16] product=zeros:i8[4,16]
# case: x=ints(0,9):u8[4,16] out=zeros:u32[4,16] back=zeros:i64[4,16] product=zeros:u8[4,16]
# case: x=ints(-9,9):i16[4,16] out=zeros:i32[4,16] back=zeros:i64[4,16] product=zeros:i16[4,16]
# case: x=ints(-9,9):i32[4,16] out=zeros:i32[4,16] back=zeros:i64[4,16] product=zeros:i32[4,16]
# case: x=ints(0,9):u32[4,16] out=zeros:u32[4,16] back=zeros:i64[4,16] product=zeros:u32[4,16]
# case: x=ints(-9,9):i64[4,16] out=zeros:i64[4,16] back=zeros:i64[4,16] product=zeros:i64[4,16]
@triton.jit
def whole_number_scans(x, out, back, product):
    at = tl.arange(0, 4)[:, None] * 16 + tl.arange(0, 16)[None, :]
    v = tl.load(x + at)
    tl.store(out + at, tl.cumsum(v, 1))
    tl.store(back + at, tl.cumsum(v, 0, reverse=True, dtype=tl.int64))
    tl.store(product + at, tl.cumprod(v, 1, reverse=True))


# case tol=1e-6: x=uniform(1):fp32[4,16] out=zeros:fp32[4,16] back=zeros:fp64[4,16] product=zeros:fp32[4,16]
# case tol=1e-12: x=uniform(1):fp64[4,16] out=zeros:fp64[4,16] back=zeros:fp64[4,16] product=zeros:fp64[4,16]
# case tol=2e-2: x=uniform(1):fp16[4,16] out=zeros:fp16[4,16] back=zeros:fp64[4,16] product=zeros:fp16[4,16]
# case interpreter=no tol=1e-6: x=uniform(1):bf16[4,16] out=zeros:fp32[4,16] back=zeros:fp64[4,16] product=zeros:fp32[4,16]
@triton.jit
def float_scans(x, out, back, product):
    at = tl.arange(0, 4)[:, None] * 16 + tl.arange(0, 16)[None, :]
    v = tl.load(x + at)
    tl.store(out + at, tl.cumsum(v, 1))
    tl.store(back + at, tl.cumsum(v, 0, reverse=True, dtype=tl.float64))
    tl.store(product + at, tl.cumprod(v, 1, reverse=True))


def expected_float_scans(x, out, back, product):
    out.copy_(x.double().cumsum(1))
    back.copy_(torch.flip(torch.flip(x.double(), [0]).cumsum(0), [0]))
    product.copy_(torch.flip(torch.flip(x.double(), [1]).cumprod(1), [1]))


# case: x=ints(0,2):i1[64] out=zeros:u32[64] some=zeros:i1[64]
@triton.jit
def counts_of_truths(x, out, some):
    i = tl.arange(0, 64)
    v = tl.load(x + i).to(tl.int1)
    tl.store(out + i, tl.cumsum(v, 0))
    tl.store(some + i, tl.associative_scan(v, 0, either))


@triton.jit
def either(a, b):
    return a | b


@triton.jit
def affine_mod(a, b, c, d):
    return (a * c) % 97, (b * c + d) % 97


# case grid=3: x=ints(0,97):i64[3,100] out=zeros:i64[3,100] n=100 BLOCK=32
@triton.jit
def carried_from_part_to_part(x, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    before = tl.zeros([], tl.int64)
    for start in range(0, n, BLOCK):
        cols = start + tl.arange(0, BLOCK)
        v = tl.load(x + row * n + cols, mask=cols < n, other=0)
        a, b = tl.associative_scan((tl.full([BLOCK], 5, tl.int64), v), 0, affine_mod)
        h = (a * before + b) % 97
        tl.store(out + row * n + cols, h, mask=cols < n)
        before = tl.sum(tl.where(tl.arange(0, BLOCK) == BLOCK - 1, h, 0))


def expected_carried_from_part_to_part(x, out, n, BLOCK):
    h = torch.zeros(3, dtype=torch.int64)
    for i in range(n):
        h = (h * 5 + x[:, i]) % 97
        out[:, i] = h


@triton.jit
def last(a, b):
    return b


@triton.jit
def first(a, b):
    return a


# case: x=ints(-99,99):i32[8,8] out=zeros:i32[32]
@triton.jit
def ends_of_axes(x, out):
    i = tl.arange(0, 8)
    v = tl.load(x + i[:, None] * 8 + i[None, :])
    tl.store(out + i, tl.reduce(v, 0, last))
    tl.store(out + 8 + i, tl.reduce(v, 1, first))
    s = tl.associative_scan(v, 1, first, reverse=True)
    tl.store(out + 16 + i, tl.reduce(s, 0, last))
    tl.store(out + 24 + i, tl.sum(tl.associative_scan(v, 0, last), 1))


# case interpreter=no: x=ints(0,2):i1[4,16] out=zeros:i1[4,16] sums=zeros:i1[4,16] odd=zeros:i1[4]
@triton.jit
def truths_as_numbers_of_one_bit(x, out, sums, odd):
    at = tl.arange(0, 4)[:, None] * 16 + tl.arange(0, 16)[None, :]
    v = tl.load(x + at).to(tl.int1)
    tl.store(out + at, tl.cumprod(v, 1))
    tl.store(sums + at, tl.cumsum(v, 1, dtype=tl.int1))
    tl.store(odd + tl.arange(0, 4), tl.sum(v, 1, dtype=tl.int1))


def expected_truths_as_numbers_of_one_bit(x, out, sums, odd):
    out.copy_(x.int().cumprod(1) > 0)
    sums.copy_(x.int().cumsum(1) % 2 > 0)
    odd.copy_(x.int().sum(1) % 2 > 0)
