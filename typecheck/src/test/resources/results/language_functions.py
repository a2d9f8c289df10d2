"""Helpers: their arguments, what they return, functions as values."""
import collections
from typing import NamedTuple

import torch
import triton
import triton.language as tl

square_root = tl.sqrt
BLOCK = tl.constexpr(8)
FACTOR: tl.constexpr = tl.constexpr(4)


@triton.jit
def add(a, b):
    return a + b


@triton.jit
def scaled(a, by=2, plus: tl.constexpr = FACTOR, then=add):
    return then(a * by, plus)


# kernel
@triton.jit
def defaults(out, x, m, n):
    tl.store(out, scaled(m))
    tl.store(out + 1, scaled(m, 3))
    tl.store(out + 2, scaled(m, plus=7))
    tl.store(out + 3, scaled(by=n, a=m))


@triton.jit
def apply(f: tl.constexpr, a, b):
    return f(a, b)


@triton.jit
def twice(f, a, b):
    return f(f(a, b), b)


# case grid=4 interpreter=no: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def functions_are_arguments(out, x, m, n):
    tl.store(out, apply(add, m, n))
    tl.store(out + 1, twice(add, m, n))
    tl.store(out + 2, apply(tl.maximum, m, n))
    tl.store(out + 3, twice(tl.minimum, m, n))
    tl.store(out + 4, square_root(m * 5.0 + n * 8).to(tl.int32))


def expected_functions_are_arguments(out, x, m, n):
    out[:5] = torch.tensor([12, 19, 7, 5, 9])


# kernel
@triton.jit
def functions_stand_in_tuples(out, x, m, n):
    chosen: tl.constexpr = (add, tl.minimum)
    tl.store(out, chosen[0](m, n) * 100 + chosen[-1](m, n))


@triton.jit
def maybe(f: tl.constexpr, a):
    if f is not None:
        a = f(a)
    return a


@triton.jit
def negated(a):
    return -a


# kernel
@triton.jit
def functions_may_be_absent(out, x, m, n):
    tl.store(out, maybe(None, m))
    tl.store(out + 1, maybe(negated, m))


# kernel
@triton.jit
def lambdas(out, x, m, n):
    size: tl.constexpr = 4
    tl.store(out, twice(lambda a, b: a * b + size, m, n))
    double = lambda a, by=2: a * by
    tl.store(out + 1, double(m) + double(n, 3))
    tl.store(out + 2, [f(m) for f in (negated, lambda v: v * v)][1])


@triton.jit
def several(a, *rest):
    total = a
    for i in tl.static_range(len(rest)):
        total += rest[i] * (i + 1)
    return total


# kernel
@triton.jit
def starred(out, x, m, n):
    pair = (m, n)
    tl.store(out, several(1))
    tl.store(out + 1, several(1, *pair))
    tl.store(out + 2, several(*pair, *(2, 3)))
    tl.store(out + 3, add(*pair))
    tl.store(out + 4, several(*(pair + pair)))


@triton.jit
def divided(a, b):
    return a // b, a % b


@triton.jit
def nested(a, b):
    q, r = divided(a, b)
    return (q, r), tl.arange(0, 4) * r


# kernel
@triton.jit
def tuples_are_returned(out, x, m, n):
    (q, r), row = nested(n * 10, m + 1)
    tl.store(out, q)
    tl.store(out + 1, r)
    tl.store(out + 2 + tl.arange(0, 4), row)
    tl.store(out + 6, nested(n, m)[0][1])


@triton.jit
def clipped(a, low: tl.constexpr, high):
    if a < low:
        return low
    if a > high:
        return high
    return a


@triton.jit
def sign(a):
    if a > 0:
        s = 1
    elif a < 0:
        s = -1
    else:
        return 0
    return s


# kernel
@triton.jit
def returns_in_branches(out, x, m, n):
    pid = tl.program_id(0)
    tl.store(out + pid, clipped(pid * 4, 1, n))
    tl.store(out + 8 + pid, sign(pid - 1))


@triton.jit
def pair_or_none(a, want: tl.constexpr):
    if want == "pair":
        return a, a + 1
    elif want == "one":
        return a
    return None


# kernel
@triton.jit
def returns_chosen_by_constants(out, x, m, n):
    a, b = pair_or_none(m, "pair")
    tl.store(out, a * 10 + b)
    tl.store(out + 1, pair_or_none(m, "one"))
    if pair_or_none(m, "none") is None:
        tl.store(out + 2, 1)


@triton.jit
def power(a, exponent: tl.constexpr):
    if exponent == 0:
        return a * 0 + 1
    half = power(a, exponent // 2)
    return half * half * a if exponent % 2 else half * half


# kernel
@triton.jit
def recursion_over_constants(out, x, m, n):
    tl.store(out, power(m, 5))
    tl.store(out + 1 + tl.arange(0, 4), power(tl.arange(0, 4), 3))


@triton.jit
def stores(p, v, mask=None):
    tl.store(p, v, mask=mask)


# kernel
@triton.jit
def helpers_without_a_result(out, x, m, n):
    i = tl.arange(0, BLOCK)
    stores(out + i, i)
    stores(out + BLOCK + i, i * 2, i < m)
    stores(out + 32, tl.sum(i), mask=m > n)


# kernel
@triton.jit
def methods(out, x, m, n):
    i = tl.arange(0, 16)
    v = tl.load(x + i)
    tl.store(out, v.sum().to(tl.int32))
    tl.store(out + 1, v.max(0).to(tl.int32))
    tl.store(out + 2, v.argmin(0))
    tl.store(out + 3 + tl.arange(0, 4), i.reshape(4, 4).sum(axis=1))
    tl.store(out + 8 + tl.arange(0, 16), i.reshape((4, 4)).trans(1, 0).reshape(16))
    tl.store(out + 24 + i, v.abs().cast(tl.int32))
    a, b = i.reshape(8, 2).split()
    tl.store(out + 40 + tl.arange(0, 8), a * 100 + b)
    tl.store(out + 48 + i, (i > 3).logical_and(i < 9).to(tl.int32))
    tl.store(out + 64 + i, i.expand_dims(1).broadcast_to(16, 2).max(1))
    (out + 80 + i).store(i.cumsum(0))
    (out + 100).atomic_add(m)


# kernel
@triton.jit
def functions_of_python(out, x, m, n):
    a: tl.constexpr = min(3, 8, 5) + max(1, 2)
    tl.store(out, a)
    tl.store(out + 1, min(m, n) + max(m, n) * 10)
    tl.store(out + 2, int(2.9) + int(True))
    if isinstance(m, tl.tensor) and not isinstance(a, tl.tensor):
        tl.store(out + 3, 1)
    if hasattr(m, "dtype") and not hasattr(m, "no_such_thing"):
        tl.store(out + 4, 2)
    size: tl.constexpr = triton.next_power_of_2(a)
    tl.store(out + 8 + tl.arange(0, size), triton.cdiv(17, a) + tl.cdiv(n, m))
    if float("inf") > 1e30:
        tl.store(out + 5, 3)


# case grid=1 interpreter=no tol=1e-6: out=full(-1):fp32[8] a=0.75 b=-1.5
@triton.jit
def names_of_early_releases(out, a, b):
    tl.store(out, tl.tanh(a))
    tl.store(out + 1, tl.math.max(a, b))
    tl.store(out + 2, tl.math.min(a, b))
    tl.store(out + 3, tl.libdevice.exp(b))
    tl.store(out + 4, tl.math.pow(a, b))
    tl.store(out + 5, tl.math.tanh(b))
    tl.extra.cuda.gdc_wait()
    tl.extra.cuda.gdc_launch_dependents()


def expected_names_of_early_releases(out, a, b):
    import math

    out[:6] = torch.tensor([math.tanh(a), a, b, math.exp(b), a**b, math.tanh(b)])


class Span(NamedTuple):
    start: tl.tensor
    end: tl.tensor
    step: tl.constexpr = 2


Point = collections.namedtuple("Point", ["x", "y"])
Named = collections.namedtuple("Named", "a b c", defaults=(3,))


@triton.jit
def moved(p, by):
    return Point(p.x + by, y=p.y)


@triton.jit
def total_of(s):
    total = 0
    for i in range(s.start, s.end, s.step):
        total += i
    return total


# kernel
@triton.jit
def named_tuples(out, x, m, n):
    p = Point(m, n)
    for i in range(3):
        p = moved(p, i)
    if tl.program_id(0) == 0:
        p = Point(p.y, p.x)
    else:
        p = moved(p, 100)
    pid = tl.program_id(0)
    tl.store(out + pid * 4, p.x)
    tl.store(out + pid * 4 + 1, p[1] + len(p))
    tl.store(out + pid * 4 + 2, total_of(Span(m, n * 2)))
    c = Named(1, 2)
    tl.store(out + pid * 4 + 3, c.a * 100 + c.b * 10 + c.c)


@triton.aggregate
class Tile:
    at: tl.tensor
    extent: tl.constexpr
    step: tl.constexpr = 2


@triton.jit
def fill(tile, value):
    EXTENT: tl.constexpr = tile.extent
    tl.store(tile.at + tl.arange(0, EXTENT) * tile.step, value)


# kernel
@triton.jit
def aggregates(out, x, m, n):
    tile = Tile(out + tl.program_id(0) * 16, 8)
    if m > 2:
        m += tile.extent
    fill(tile, m)
    fill(Tile(out + 100, extent=tile.extent // 2, step=1), n)


@triton.jit
def decided(m, n, how: tl.constexpr):
    if how == 0:
        if m > n:
            return m
        elif m == n:
            return m + n
    elif how == 1:
        if m > 2:
            for i in range(3):
                m += i
            if m > 7:
                return n
            m = m * 2
        return m
    return n - m


# kernel
@triton.jit
def returns_deep_inside(out, x, m, n):
    tl.store(out, decided(m, n, 0))
    tl.store(out + 1, decided(n, m, 0))
    tl.store(out + 2, decided(n, n, 0))
    tl.store(out + 3, decided(m, n, 1))
    tl.store(out + 4, decided(m - 4, n, 1))
    tl.store(out + 5, decided(m, n, 2))


@triton.jit
def first_of(m, count: tl.constexpr):
    for i in tl.static_range(count):
        if i == 3:
            return m * i
    return m


# kernel
@triton.jit
def returns_in_unrolled_loops(out, x, m, n):
    tl.store(out, first_of(m, 5))
    tl.store(out + 1, first_of(m, 3))


# case grid=1 interpreter=no: out=full(-1):i32[16] m=5
@triton.jit
def a_dot_transposes_its_operands(out, m):
    i = tl.arange(0, 16).reshape(4, 4)
    a = i.to(tl.float32)
    b = (i * m).to(tl.float32)
    c = tl.dot(a, b, trans_a=True, trans_b=True)
    tl.store(out + i, c.to(tl.int32))


def expected_a_dot_transposes_its_operands(out, m):
    i = torch.arange(16).reshape(4, 4)
    out[:] = (i.T @ (i * m).T).flatten()
