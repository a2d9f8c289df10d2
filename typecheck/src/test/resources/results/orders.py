"""Orders of programs."""
import triton
import triton.language as tl


# kernel
@triton.jit
def swizzled(out, x, m, n):
    pid = tl.program_id(0)
    for k in range(9):
        at = pid * 9 + k
        if at < m * n:
            i, j = tl.swizzle2d(at // n, at % n, m, n, 2)
            tl.store(out + at, i * 100 + j)
