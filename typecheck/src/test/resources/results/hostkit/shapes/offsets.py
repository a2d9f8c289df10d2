import triton
import triton.language as tl

from ..limits import WINDOW


@triton.jit
def tile_offsets(pid, BLOCK: tl.constexpr):
    return pid * BLOCK + tl.arange(0, BLOCK)


@triton.jit
def strided(pid, BLOCK: tl.constexpr):
    return pid * WINDOW.size + tl.arange(0, BLOCK) * WINDOW.stride
