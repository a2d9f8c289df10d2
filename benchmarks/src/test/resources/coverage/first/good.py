import triton
import triton.language as tl


@triton.jit
def copy(x, y, n, BLOCK: tl.constexpr):
    at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(y + at, twice(tl.load(x + at, mask=at < n)), mask=at < n)


@triton.jit
def twice(x):
    return x * 2


@triton.jit
def flagged(x, FLAG: tl.constexpr):
    if FLAG:
        tl.store(x, 1.0)
    else:
        tl.store(x, tl.inline_asm_elementwise("", "", [x], tl.int32, True, 1))


@triton.jit
def mostly_dead(x):
    """Half of its statements are in a branch that no signature takes."""
    if tl.constexpr(1 == 2):
        tl.store(x, 1.0)
    else:
        pass
    if tl.constexpr(False):
        tl.store(x + 1, 1.0)
