"""Atomics: compare and swap, 16-bit sums, extremes of floats, masks, locks and look-back between programs."""
import torch
import triton
import triton.language as tl


# case: x=values(0,1,2,3):i32[4] old=zeros:i32[4]
# case: x=values(0,1,2,3):i64[4] old=zeros:i64[4]
# case: x=values(0,1,2,3):u32[4] old=zeros:u32[4]
@triton.jit
def cas_block(x, old):
    o = tl.arange(0, 4)
    was = tl.atomic_cas(x + o, (o // 2 + 1).to(x.dtype.element_ty), (o + 50).to(x.dtype.element_ty))
    tl.store(old + o, was)


# Triton's interpreter has no 16-bit compare and swap
# case interpreter=no: x=values(7,8,9,-1):i16[4] old=zeros:i16[4]
@triton.jit
def cas_16(x, old):
    o = tl.arange(0, 4)
    tl.store(old + o, tl.atomic_cas(x + o, (o + 7).to(tl.int16), (o - 5).to(tl.int16)))


def expected_cas_16(x, old):
    old.copy_(x)
    x[:3] = torch.tensor([-5, -4, -3])


# case interpreter=no: x=values(1.5,2.5):fp16[2] old=zeros:fp16[2]
# case interpreter=no: x=values(1.5,2.5):bf16[2] old=zeros:bf16[2]
# case interpreter=no: x=values(1.5,2.5):fp32[2] old=zeros:fp32[2]
# case interpreter=no: x=values(1.5,2.5):fp64[2] old=zeros:fp64[2]
@triton.jit
def cas_float(x, old):
    o = tl.arange(0, 2)
    tl.store(old + o, tl.atomic_cas(x + o, 2.5, 8.0))


def expected_cas_float(x, old):
    old.copy_(x)
    x[1] = 8


# case grid=8 alone=yes: x=values(0):i32[1] out=zeros:i32[8]
@triton.jit
def cas_scalar(x, out):
    pid = tl.program_id(0)
    was = tl.atomic_cas(x, pid, pid + 1, sem="relaxed", scope="cta")
    tl.store(out + pid, was)


# case grid=4: x=arange:fp16[64] sums=zeros:fp16[8]
# case grid=4 interpreter=no: x=arange:bf16[64] sums=zeros:bf16[8]
@triton.jit
def add_16(x, sums):
    o = tl.arange(0, 16)
    v = tl.load(x + tl.program_id(0) * 16 + o)
    tl.atomic_add(sums + o % 8, v, mask=o < 12)


def expected_add_16(x, sums):
    for row in range(4):
        for lane in range(12):
            sums[lane % 8] += x[row * 16 + lane]


# an odd number of elements: the word of the last one reaches beyond the tensor, and stays inside its storage
# case: x=zeros:fp16[3] old=full(9):fp16[4]
@triton.jit
def add_last(x, old):
    o = tl.arange(0, 4)
    tl.store(old + o, tl.atomic_add(x + o, 1.0, mask=o < 3), mask=o < 3)


# case grid=4: x=uniform(9):fp32[64] most=full(-100):fp32[4] least=full(100):fp32[4]
# case grid=4: x=uniform(9):fp64[64] most=full(-100):fp64[4] least=full(100):fp64[4]
@triton.jit
def float_extremes(x, most, least):
    o = tl.arange(0, 16)
    v = tl.load(x + tl.program_id(0) * 16 + o)
    tl.atomic_max(most + o % 4, v, sem="relaxed")
    tl.atomic_min(least + o % 4, v, sem="release", scope="sys")


# a lock held while numbers that are not atomic change: three at once, so that a lost one shows
# case grid=32: lock=zeros:i32[1] sums=zeros:i32[3]
@triton.jit
def locked(lock, sums):
    while tl.atomic_cas(lock, 0, 1, sem="acquire") == 1:
        pass
    for i in range(3):
        tl.store(sums + i, tl.load(sums + i) + tl.program_id(0) + i)
    tl.debug_barrier()
    tl.atomic_xchg(lock, 0, sem="release")


# the same, in the words of layer norm's backward pass: the first to come stores, the others add
# case grid=16 tol=1e-5: lock=zeros:i32[4] count=zeros:i32[4] x=uniform(1):fp32[16,8] out=full(77):fp32[4,8]
@triton.jit
def locked_rows(lock, count, x, out):
    pid = tl.program_id(0)
    group = pid % 4
    o = tl.arange(0, 8)
    v = tl.load(x + pid * 8 + o)
    while tl.atomic_cas(lock + group, 0, 1) == 1:
        pass
    if tl.load(count + group) == 0:
        tl.atomic_xchg(count + group, 1)
    else:
        v += tl.load(out + group * 8 + o)
    tl.store(out + group * 8 + o, v)
    tl.debug_barrier()
    tl.atomic_xchg(lock + group, 0)


# a program waits for the sum of the one before it
# case grid=16: x=ints(0,9):i32[16,32] flags=zeros:i32[16] totals=zeros:i32[16] out=zeros:i32[16,32]
@triton.jit
def look_back(x, flags, totals, out):
    pid = tl.program_id(0)
    o = tl.arange(0, 32)
    v = tl.load(x + pid * 32 + o)
    before = 0
    if pid > 0:
        while tl.atomic_add(flags + pid - 1, 0, sem="acquire") == 0:
            pass
        before = tl.load(totals + pid - 1)
    tl.store(totals + pid, before + tl.sum(v, 0))
    tl.atomic_xchg(flags + pid, 1, sem="release")
    tl.store(out + pid * 32 + o, before + tl.cumsum(v, 0))


def expected_look_back(x, flags, totals, out):
    out.copy_(x.flatten().cumsum(0).reshape(out.shape))
    totals.copy_(out[:, -1])
    flags.fill_(1)


# a load that is not even volatile sees what another program writes
# case grid=4: flag=zeros:i32[1] out=zeros:i32[4]
@triton.jit
def plain_wait(flag, out):
    pid = tl.program_id(0)
    if pid == 0:
        tl.atomic_xchg(flag, 5)
    else:
        while tl.load(flag) == 0:
            pass
    tl.store(out + pid, tl.load(flag))


# tickets: each program gets a number of its own
# case grid=8: next=zeros:i32[1] seen=zeros:i32[8]
@triton.jit
def tickets(next, seen):
    mine = tl.atomic_add(next, 1)
    tl.store(seen + mine, mine + 1)
