"""What kernels see of the host code around them: globals, aliases, packages, host functions, decorators."""
import math
import os

import torch
import triton
import triton.language as tl

import hostkit
import hostkit.shapes.offsets as offs
from hostkit import LIMITS, Side, WIDEST, gain, leaky, rounding, tile_offsets
from hostkit import swish as activate

exp = tl.exp
pow2 = tl.math.exp2
i32, f32 = tl.int32, tl.float32
LN2 = tl.constexpr(math.log(2))
TABLE = tl.constexpr([n * n for n in range(5)])
NAMES = tl.constexpr({0: "zero", 1: "one"}[1])
MESSAGE = tl.constexpr(f"{NAMES.value}-{len(TABLE.value)}")
FAST = tl.constexpr(os.environ.get("NO_SUCH_SWITCH", "0") == "1")
HAS_DOT = tl.constexpr(hasattr(tl, "dot"))
steps = [1, 2]
steps += [3]
STEPS = tl.constexpr(sum(steps))

if hasattr(tl, "no_such_function"):
    biggest = tl.no_such_function
elif torch.version.hip is not None:
    biggest = tl.minimum
else:
    biggest = tl.maximum

try:
    from hostkit.no_such_module import SCALE
except ImportError:
    SCALE = tl.constexpr(0.5)


def is_hip():
    return triton.runtime.driver.active.get_current_target().backend == "hip"


def wide(dtype):
    if dtype.is_int():
        return tl.int64
    return tl.float64 if dtype.primitive_bitwidth > 32 else tl.float32


def pad(n, align=16):
    """The next multiple."""
    return triton.cdiv(n, align) * align


def blocks():
    found = []
    for size in (32, 64):
        for warps in [1, 2]:
            found.append(triton.Config({"BLOCK": size}, num_warps=warps, num_stages=size // 32))
    return found[:1]


def flag(name):
    return lambda args: args[name] is not None


# Triton's interpreter does not know builtins under another name
# case grid=4 interpreter=no: x=uniform(4):fp32[64] out=zeros:fp32[64]
@triton.jit
def aliases(x, out):
    i = tl.program_id(0) * 16 + tl.arange(0, 16)
    v = tl.load(x + i).to(f32)
    tl.store(out + i, biggest(v, 1.0) + pow2(2.0) + i.to(i32))


def expected_aliases(x, out):
    out.copy_(torch.clamp(x, min=1.0) + 4 + torch.arange(64))


# case grid=1 tol=1e-6 interpreter=no: x=uniform(2):fp32[32] out=zeros:fp32[32]
@triton.jit
def alias_of_exp(x, out):
    i = tl.arange(0, 32)
    tl.store(out + i, exp(tl.load(x + i) * LN2))


def expected_alias_of_exp(x, out):
    out.copy_(torch.exp2(x.double()))


# case grid=1: out=zeros:i32[32]
@triton.jit
def tables(out):
    i = tl.arange(0, 32)
    total = i
    for k in tl.static_range(5):
        total += TABLE[k] * (i % (k + 1))
    tl.store(out + i, total + STEPS)


# case grid=1: out=zeros:i32[8]
@triton.jit
def texts(out):
    i = tl.arange(0, 8)
    if MESSAGE == "one-5":
        tl.store(out + i, i + 1)
    else:
        tl.static_assert(False, f"not {MESSAGE}")


# case grid=1: out=zeros:i32[8]
@triton.jit
def switches(out):
    i = tl.arange(0, 8)
    if FAST:
        tl.store(out + i, i)
    elif HAS_DOT:
        tl.store(out + i, i * 2)


# case grid=4: x=uniform(4):fp32[64] out=zeros:fp32[64]
@triton.jit
def helper_from_package(x, out):
    i = tile_offsets(tl.program_id(0), 16)
    tl.store(out + i, leaky(tl.load(x + i)) * gain)


# case grid=2 tol=1e-6: x=uniform(4):fp32[64] out=zeros:fp32[64]
@triton.jit
def helper_under_another_name(x, out):
    i = hostkit.tile_offsets(tl.program_id(0), 32)
    tl.store(out + i, activate(tl.load(x + i)))


# case grid=1: x=uniform(64):fp32[64] out=zeros:fp32[64]
@triton.jit
def helper_through_modules(x, out):
    i = tl.arange(0, 64)
    tl.store(out + i, rounding.clip(tl.load(x + i)) * SCALE + hostkit.rounding.last_limit())


# case grid=4: out=full(-1):i32[64]
@triton.jit
def fields_of_a_named_tuple(out):
    i = offs.strided(tl.program_id(0), 4)
    tl.store(out + i, i)


# case grid=1: out=zeros:i32[16]
@triton.jit
def limits_of_types(out):
    i = tl.arange(0, 16)
    tl.store(out + i, i * WIDEST + LIMITS[1] + LIMITS[-1])


# case grid=1: x=ramp(7,50,-20):i16[32] out=zeros:i64[32]
# case grid=1: x=uniform(4):fp16[32] out=zeros:fp32[32]
# case grid=1: x=uniform(4):fp64[32] out=zeros:fp64[32]
@triton.jit
def host_function_of_a_type(x, out):
    i = tl.arange(0, 32)
    kind: tl.constexpr = wide(x.dtype.element_ty)
    tl.store(out + i, tl.load(x + i).to(kind) * 2)


# case grid=1: out=zeros:i32[64] N=33
@triton.jit
def host_function_of_a_number(out, N: tl.constexpr):
    i = tl.arange(0, 64)
    tl.store(out + i, i + 1, mask=i < pad(N, align=8))


# case grid=1: out=zeros:i32[16] SIDE=0
# case grid=1: out=zeros:i32[16] SIDE=1
@triton.jit
def enumeration(out, SIDE: tl.constexpr):
    i = tl.arange(0, 16)
    tl.store(out + i, i - 5, mask=(i < 8) == (SIDE == Side.LEFT))


# case grid=1: out=zeros:i32[16] a=3 b=4
@triton.jit
def python_functions(out, a: tl.constexpr, b: tl.constexpr):
    i = tl.arange(0, 16)
    most: tl.constexpr = max(a, b) * min(a, b) + abs(a - b)
    bits: tl.constexpr = int(math.log2(64)) + round(2.5)
    tl.store(out + i, i * most + bits + torch.iinfo(torch.int8).max)


# case grid=4: x=uniform(4):fp32[100] out=zeros:fp32[100] n=100
@triton.autotune(configs=blocks(), key=["n"])
@triton.jit
def tuned(x, out, n, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(out + i, tl.load(x + i, mask=i < n) * 2, mask=i < n)


RULES = {
    "HAS_Y": flag("y"),
    "BLOCK": lambda args: triton.next_power_of_2(args["n"] // 2),
    "EVEN": lambda args: args["n"] % args["BLOCK"] == 0,
}


# case grid=2: x=uniform(4):fp32[64] y=uniform(4):fp32[64] out=zeros:fp32[64] n=64
# case grid=2: x=uniform(4):fp32[64] y=None out=zeros:fp32[64] n=60
@triton.heuristics(RULES)
@triton.jit
def rules(x, y, out, n, HAS_Y: tl.constexpr, BLOCK: tl.constexpr, EVEN: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    if EVEN:
        v = tl.load(x + i)
    else:
        v = tl.load(x + i, mask=i < n)
    if HAS_Y:
        v += tl.load(y + i, mask=i < n)
    tl.store(out + i, v, mask=i < n)


# case grid=2: x=uniform(4):fp32[64] out=zeros:fp32[64] n=64
@triton.autotune(configs=[triton.Config({"BLOCK": b}) for b in [32]], key=["n"])
@triton.heuristics(values={"EVEN": lambda args: args["n"] % (args["BLOCK"] * args["num_warps"]) == 0})
@triton.jit(do_not_specialize=["n"])
def tuned_and_ruled(x, out, n, BLOCK: tl.constexpr, EVEN: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(out + i, tl.load(x + i) + n + (3 if EVEN else 5))


class Kernels:
    SHIFT = tl.constexpr(rounding.bits_of(1024))


# case grid=1: out=zeros:i32[16]
@triton.jit
def constants_of_a_class(out):
    i = tl.arange(0, 16)
    tl.store(out + i, i << (Kernels.SHIFT // 2))
