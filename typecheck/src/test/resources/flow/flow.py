"""Scalar control flow: each kernel stores one integer a program; the same text means the same to Python."""
import triton
import triton.language as tl


@triton.jit
def early_return(out_ptr, n):
    i = tl.program_id(0)
    if i >= n:
        return
    tl.store(out_ptr + i, i * 10)


@triton.jit
def early_return_in_else(out_ptr, n):
    i = tl.program_id(0)
    if i < n:
        v = i + 100
    else:
        return
    tl.store(out_ptr + i, v)


@triton.jit
def nested_return(out_ptr, n):
    i = tl.program_id(0)
    v = 1
    if i > 1:
        v = v + 1
        if i > n:
            tl.store(out_ptr + i, -1)
            return
        v = v + 10
    v = v * 2
    tl.store(out_ptr + i, v)


@triton.jit
def two_maybe_returns(out_ptr, n):
    i = tl.program_id(0)
    if i > 2:
        if i == 3:
            return
        tl.store(out_ptr + i, 5)
    if i < 6:
        if i == 5:
            return
        tl.store(out_ptr + i, 6)
    tl.store(out_ptr + i, 7 + i)


@triton.jit
def return_after_loop(out_ptr, n):
    i = tl.program_id(0)
    total = 0
    for k in range(i):
        total += k
    if total > n:
        tl.store(out_ptr + i, total)
        return
    tl.store(out_ptr + i, -total)


@triton.jit
def clamped(x, low, high):
    if x < low:
        return low
    if x > high:
        return high
    return x


@triton.jit
def helper_returns(out_ptr, n):
    i = tl.program_id(0)
    tl.store(out_ptr + i, clamped(i, 2, n))


@triton.jit
def sign_of(x):
    if x > 0:
        if x > 3:
            return 2
        y = 1
    else:
        if x == 0:
            return 0
        y = -1
    return y * 10


@triton.jit
def helper_nested_returns(out_ptr, n):
    i = tl.program_id(0)
    tl.store(out_ptr + i, sign_of(i - 2))


@triton.jit
def divided(a, b):
    return a // b, a % b


@triton.jit
def tuple_return(out_ptr, n):
    i = tl.program_id(0)
    q, r = divided(i, 3)
    tl.store(out_ptr + i, q * 10 + r)


@triton.jit
def pair_in_branches(x):
    if x > 3:
        return x, 1
    return 0, x


@triton.jit
def tuple_from_branches(out_ptr, n):
    i = tl.program_id(0)
    a, b = pair_in_branches(i)
    tl.store(out_ptr + i, a * 100 + b)


@triton.jit
def if_else_assigns(out_ptr, n):
    i = tl.program_id(0)
    if i % 2 == 0:
        v = i
        w = 1
    elif i > 4:
        v = i * 2
        w = 2
    else:
        v = -i
        w = 3
    tl.store(out_ptr + i, v * w)


@triton.jit
def negative_step(out_ptr, n):
    i = tl.program_id(0)
    v = 0
    for k in range(i, -1, -2):
        v = v * 3 + k
    tl.store(out_ptr + i, v)


@triton.jit
def nested_loops(out_ptr, n):
    i = tl.program_id(0)
    v = 0
    for a in range(0, i):
        for b in range(a, n, 2):
            v += a * b + 1
        v -= 1
    tl.store(out_ptr + i, v)


@triton.jit
def while_loop(out_ptr, n):
    i = tl.program_id(0)
    x = i + 1
    steps = 0
    while x != 1:
        if x % 2 == 0:
            x = x // 2
        else:
            x = 3 * x + 1
        steps += 1
    tl.store(out_ptr + i, steps)


@triton.jit
def unrolled(out_ptr, n):
    i = tl.program_id(0)
    v = 0
    for k in tl.static_range(4):
        if k % 2 == 0:
            v += i * k
        else:
            v -= k
    tl.store(out_ptr + i, v)


@triton.jit
def ternary(out_ptr, n):
    i = tl.program_id(0)
    v = i * 2 if i < n else -i
    w = 1 if 3 > 2 else undefined_on_the_dead_side
    tl.store(out_ptr + i, v + w)


@triton.jit
def logic(out_ptr, n):
    i = tl.program_id(0)
    v = 0
    if i > 1 and i < n:
        v = 1
    if i == 0 or not i < n:
        v = v + 2
    tl.store(out_ptr + i, v)


@triton.jit
def swap_in_loop(out_ptr, n):
    i = tl.program_id(0)
    a, b = 0, 1
    for _ in range(i):
        a, b = b, a + b
    tl.store(out_ptr + i, a)


@triton.jit
def factorial(x, k: tl.constexpr):
    if k <= 1:
        return x
    return factorial(x * k, k - 1)


@triton.jit
def static_recursion(out_ptr, n):
    i = tl.program_id(0)
    tl.store(out_ptr + i, factorial(i, 5))


@triton.jit
def plus(a, b=10, *, c=100):
    return a + b + c


@triton.jit
def defaults(out_ptr, n):
    i = tl.program_id(0)
    tl.store(out_ptr + i, plus(i) + plus(i, 1) + plus(b=i, a=2, c=3))


@triton.jit
def assigned_in_one_arm(out_ptr, n):
    i = tl.program_id(0)
    v = 7
    if i > 3:
        v = i
    tl.store(out_ptr + i, v)


@triton.jit
def walrus(out_ptr, n):
    i = tl.program_id(0)
    if (d := i * 3) > 9:
        d = d - 9
    tl.store(out_ptr + i, d)


@triton.jit
def return_in_unrolled_loop(x):
    for k in tl.static_range(3):
        if k == 2:
            return x * k
    return x


@triton.jit
def unrolled_return(out_ptr, n):
    i = tl.program_id(0)
    tl.store(out_ptr + i, return_in_unrolled_loop(i))


@triton.jit
def loop_in_branch(out_ptr, n):
    i = tl.program_id(0)
    v = 0
    if i > 2:
        for k in range(n):
            if k != i:
                v += k
    else:
        while v < 10:
            v += i + 1
    tl.store(out_ptr + i, v)
