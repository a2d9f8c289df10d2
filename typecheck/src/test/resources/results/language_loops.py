"""Loops, branches and what they carry."""
import torch
import triton
import triton.language as tl


# kernel
@triton.jit
def hints_change_nothing(out, x, m, n):
    acc = tl.zeros((4,), tl.int32)
    for i in tl.range(0, n, num_stages=3, loop_unroll_factor=2):
        acc += i
    for i in tl.range(1, n, 2, flatten=True, warp_specialize=False, disallow_acc_multi_buffer=True):
        acc += i * 10
    for i in tl.range(n, num_stages=None, disable_licm=True):
        acc += 1
    tl.store(out + tl.arange(0, 4), acc)


# kernel
@triton.jit
def counting_down(out, x, m, n):
    at = 0
    for i in range(n, 0, -2):
        tl.store(out + at, i)
        at += 1
    for i in range(n - 1, -1, -1):
        tl.store(out + at, i * 10)
        at += 1
    for i in tl.static_range(6, 0, -3):
        tl.store(out + at, i * 100)
        at += 1
    for i in range(0, n, -1):
        at += 100
    tl.store(out + at, at)


# kernel
@triton.jit
def no_iteration_at_all(out, x, m, n):
    acc = m
    for i in range(5, m):
        acc += i
    for i in tl.static_range(3, 3):
        acc += 100
    tl.store(out, acc)


# case grid=4 interpreter=no: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def bounds_of_many_types(out, x, m, n):
    total = tl.zeros((), tl.int64)
    for i in range(m.to(tl.int64), 12, 2):
        total += i
    for i in range(tl.full((), 2, tl.uint8), n.to(tl.int16)):
        total += i.to(tl.int64) * 100
    tl.store(out, total.to(tl.int32))


def expected_bounds_of_many_types(out, x, m, n):
    out[0] = 5 + 7 + 9 + 11 + (2 + 3 + 4 + 5 + 6) * 100


# kernel
@triton.jit
def the_counter_can_be_overwritten(out, x, m, n):
    for i in range(4):
        tl.store(out + i, i)
        i = i * 10
        tl.store(out + 8 + i // 10, i)


# kernel
@triton.jit
def while_with_several_names(out, x, m, n):
    a = m
    b = n
    steps = 0
    while (a != b) and (steps < 100):
        if a > b:
            a -= b
        else:
            b -= a
        steps += 1
    tl.store(out, a)
    tl.store(out + 1, steps)


# case grid=1 interpreter=no: out=full(-1):i32[4] m=5
@triton.jit
def while_with_a_hint(out, m):
    i = 0
    while tl.condition(i * i < m * 10, disable_licm=True):
        i += 1
    tl.store(out, i)


def expected_while_with_a_hint(out, m):
    out[0] = 8


# kernel
@triton.jit
def loops_in_loops(out, x, m, n):
    total = 0
    for i in range(m):
        j = i
        while j < n:
            for k in tl.static_range(2):
                total += j * k + i
            j += 2
    tl.store(out, total)


# kernel
@triton.jit
def ternaries(out, x, m, n):
    pid = tl.program_id(0)
    a = m if pid > 1 else n
    b = 1.0 if pid == 0 else 2.0
    c = (tl.load(x + pid) if pid < 2 else -1.0) if m == 5 else 0.0
    size: tl.constexpr = 4 if True else 8
    tl.store(out + pid * 4, a)
    tl.store(out + pid * 4 + 1, b.to(tl.int32))
    tl.store(out + pid * 4 + 2, c.to(tl.int32))
    tl.store(out + pid * 4 + 3, size)


# kernel
@triton.jit
def names_first_set_in_both_branches(out, x, m, n):
    pid = tl.program_id(0)
    if pid % 2 == 0:
        v = tl.load(x + tl.arange(0, 8)).to(tl.int32)
        k = 0
    elif pid == 1:
        v = tl.full((8,), 7, tl.int32)
        k = m
    else:
        v = tl.arange(0, 8)
        k = n
    tl.store(out + pid * 8 + tl.arange(0, 8), v + k)


# kernel
@triton.jit
def early_returns(out, x, m, n):
    pid = tl.program_id(0)
    if pid == 3:
        return
    tl.store(out + pid, pid + 10)
    if pid >= 1:
        tl.store(out + 8 + pid, pid + 20)
        if pid == 2:
            return
    tl.store(out + 16 + pid, pid + 30)


# kernel
@triton.jit
def only_one_branch_is_looked_at(out, x, m, n):
    wide: tl.constexpr = False
    if wide:
        tl.store(out, tl.no_such_function(nothing))
    else:
        tl.store(out, 4)
    if x.dtype.element_ty == tl.float16:
        acc = tl.zeros((3,), tl.float16)
    else:
        acc = tl.zeros((4,), tl.int32)
    tl.store(out + 1 + tl.arange(0, 4), acc)


# kernel
@triton.jit
def a_pointer_is_carried(out, x, m, n):
    p = x + tl.arange(0, 4)
    q = out
    for i in range(n):
        tl.store(q + tl.arange(0, 4), tl.load(p).to(tl.int32))
        p += 4
        q += m
    if m > 4:
        q = out + 64
    else:
        q = out + 96
    tl.store(q, 1)


# kernel
@triton.jit
def unrolled_names_stay_constants(out, x, m, n):
    for i in tl.static_range(0, 4):
        size: tl.constexpr = 2**i
        tl.store(out + i * 8 + tl.arange(0, size), size)
