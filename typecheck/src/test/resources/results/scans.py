"""Running sums, in one block and over many."""
import torch
import triton
import triton.language as tl


# case grid=3 tol=1e-5: x=uniform(1):fp32[3,40] y=zeros:fp32[3,40] n=40 BLOCK=64
# case grid=3: x=ints(-9,9):i32[3,40] y=zeros:i32[3,40] n=40 BLOCK=64
@triton.jit
def running_sum(x, y, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    c = tl.arange(0, BLOCK)
    v = tl.load(x + row * n + c, mask=c < n, other=0)
    tl.store(y + row * n + c, tl.cumsum(v, axis=0), mask=c < n)


def expected_running_sum(x, y, n, BLOCK):
    y.copy_((x.double() if x.is_floating_point() else x).cumsum(1))


# case grid=2 tol=1e-5: x=uniform(1):fp32[2,100] y=zeros:fp32[2,100] n=100 BLOCK=16
@triton.jit
def running_sum_carried(x, y, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    carry = tl.zeros([], dtype=tl.float32)
    for start in range(0, n, BLOCK):
        c = start + tl.arange(0, BLOCK)
        v = tl.load(x + row * n + c, mask=c < n, other=0.0)
        tl.store(y + row * n + c, tl.cumsum(v, 0) + carry, mask=c < n)
        carry += tl.sum(v, 0)


def expected_running_sum_carried(x, y, n, BLOCK):
    y.copy_(x.double().cumsum(1))


# case grid=2 tol=1e-5: x=uniform(1):fp32[2,100] y=zeros:fp32[2,100] n=100 BLOCK=16
@triton.jit
def running_sum_backwards(x, y, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    carry = 0.0
    for i in range(tl.cdiv(n, BLOCK) - 1, -1, -1):
        c = i * BLOCK + tl.arange(0, BLOCK)
        v = tl.load(x + row * n + c, mask=c < n, other=0.0)
        tl.store(y + row * n + c, tl.cumsum(v, 0, reverse=True) + carry, mask=c < n)
        carry += tl.sum(v)


def expected_running_sum_backwards(x, y, n, BLOCK):
    y.copy_(x.double().flip(1).cumsum(1).flip(1))


# case tol=1e-5: x=uniform(0.25,1):fp32[8,16] down=zeros:fp32[8,16] across=zeros:fp32[8,16]
@triton.jit
def running_products(x, down, across):
    at = tl.arange(0, 8)[:, None] * 16 + tl.arange(0, 16)[None, :]
    v = tl.load(x + at)
    tl.store(down + at, tl.cumprod(v, axis=0))
    tl.store(across + at, tl.cumprod(v, 1, reverse=True))


def expected_running_products(x, down, across):
    down.copy_(x.double().cumprod(0))
    across.copy_(x.double().flip(1).cumprod(1).flip(1))


# case grid=4 tol=1e-5: x=uniform(1):fp32[64] sums=zeros:fp32[4] y=zeros:fp32[64] BLOCK=16 STAGE=0
# case grid=4 tol=1e-5: x=uniform(1):fp32[64] sums=values(1.0,2.0,3.0,4.0):fp32 y=zeros:fp32[64] BLOCK=16 STAGE=1
@triton.jit
def scan_in_two_stages(x, sums, y, BLOCK: tl.constexpr, STAGE: tl.constexpr):
    pid = tl.program_id(0)
    i = pid * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + i)
    if STAGE == 0:
        tl.store(sums + pid, tl.sum(v, axis=0))
    else:
        before = tl.load(sums + tl.arange(0, 4), mask=tl.arange(0, 4) < pid, other=0.0)
        tl.store(y + i, tl.sum(before) + tl.cumsum(v))


def expected_scan_in_two_stages(x, sums, y, BLOCK, STAGE):
    v = x.double().reshape(4, BLOCK)
    if STAGE == 0:
        sums.copy_(v.sum(1))
    else:
        y.copy_((v.cumsum(1) + (sums.double().cumsum(0) - sums.double())[:, None]).flatten())


# case grid=6: x=ints(0,9):i32[96] flags=zeros:i32[6] sums=zeros:i32[6] y=zeros:i32[96] BLOCK=16
@triton.jit
def scan_with_look_back(x, flags, sums, y, BLOCK: tl.constexpr):
    pid = tl.program_id(0)
    i = pid * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + i)
    before = 0
    if pid > 0:
        while tl.atomic_add(flags + pid - 1, 0, sem="acquire") == 0:
            pass
        before = tl.load(sums + pid - 1, volatile=True)
    tl.store(sums + pid, before + tl.sum(v))
    tl.atomic_xchg(flags + pid, 1, sem="release")
    tl.store(y + i, before + tl.cumsum(v, 0))


def expected_scan_with_look_back(x, flags, sums, y, BLOCK):
    y.copy_(x.cumsum(0))
    flags.fill_(1)
    sums.copy_(x.cumsum(0)[BLOCK - 1::BLOCK])


# case: x=ints(0,4):i32[64] starts=zeros:i32[64] lengths=zeros:i32[64] count=zeros:i32[1]
@triton.jit
def run_lengths(x, starts, lengths, count):
    i = tl.arange(0, 64)
    v = tl.load(x + i)
    before = tl.load(x + i - 1, mask=i > 0, other=-1)
    is_start = (v != before).to(tl.int32)
    index = tl.cumsum(is_start, 0) - 1
    tl.store(starts + index, i, mask=is_start == 1)
    tl.atomic_add(lengths + index, 1)
    tl.store(count, tl.sum(is_start, axis=0))


def expected_run_lengths(x, starts, lengths, count):
    values, counts = torch.unique_consecutive(x, return_counts=True)
    count[0] = len(values)
    lengths[:len(values)] = counts
    starts[:len(values)] = counts.cumsum(0) - counts


# case grid=2 tol=1e-5: x=uniform(1):fp32[2,64] mean=zeros:fp32[2] m2=zeros:fp32[2] n=50
@triton.jit
def welford_one_by_one(x, mean, m2, n):
    row = tl.program_id(0)
    mu = 0.0
    s = 0.0
    for k in range(n):
        v = tl.load(x + row * 64 + k)
        d = v - mu
        mu += d / (k + 1)
        s += d * (v - mu)
    tl.store(mean + row, mu)
    tl.store(m2 + row, s)


def expected_welford_one_by_one(x, mean, m2, n):
    v = x[:, :n].double()
    mean.copy_(v.mean(1))
    m2.copy_(((v - v.mean(1, keepdim=True)) ** 2).sum(1))
