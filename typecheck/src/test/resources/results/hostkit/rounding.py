import functools

import triton
import triton.language as tl

from hostkit import limits
from hostkit.limits import BOUNDS as EDGES


@functools.lru_cache(maxsize=None)
def bits_of(n):
    count = 0
    while n > 1:
        n //= 2
        count += 1
    return count


@triton.jit
def clip(x):
    return tl.minimum(tl.maximum(x, EDGES.low), EDGES.high)


@triton.jit
def last_limit():
    return limits.LIMITS[-1]
