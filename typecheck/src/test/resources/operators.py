"""Asks Triton 3.8 for the type of every operator on every pair of dtypes and on dtypes with numbers: makes operators.txt.

    python3 operators.py > operators.txt
"""
import triton.language as tl
from triton.language.semantic import TritonSemantic

DTYPES = {
    "i1": tl.int1, "i8": tl.int8, "i16": tl.int16, "i32": tl.int32, "i64": tl.int64,
    "u8": tl.uint8, "u16": tl.uint16, "u32": tl.uint32, "u64": tl.uint64,
    "fp8e4nv": tl.float8e4nv, "fp8e4b8": tl.float8e4b8, "fp8e4b15": tl.float8e4b15, "fp8e5": tl.float8e5,
    "fp8e5b16": tl.float8e5b16, "fp16": tl.float16, "bf16": tl.bfloat16, "fp32": tl.float32, "fp64": tl.float64,
}
NUMBERS = {"True": True, "3": 3, "-3": -3, "300": 300, "5000000000": 5000000000, "2.5": 2.5, "1e300": 1e300}


class Anything:
    """A builder that makes ops of nothing; only types are asked for."""

    codegen_fns = {"convert_custom_types": lambda x, ty, *a, **k: tl.tensor(object(), ty)}

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()


semantic = TritonSemantic(Anything())
OPERATORS = {
    "add": lambda a, b: semantic.add(a, b, False),
    "sub": lambda a, b: semantic.sub(a, b, False),
    "mul": lambda a, b: semantic.mul(a, b, False),
    "div": semantic.truediv,
    "floordiv": semantic.floordiv,
    "mod": semantic.mod,
    "and": semantic.and_,
    "or": semantic.or_,
    "xor": semantic.xor_,
    "shl": semantic.shl,
    "shr": lambda a, b: (semantic.ashr if scalar(a).is_int_signed() else semantic.lshr)(a, b),
    "lt": lambda a, b: semantic.less_than(a, semantic.to_tensor(b)),
    "eq": lambda a, b: semantic.equal(a, semantic.to_tensor(b)),
    "where": lambda a, b: semantic.where(block(tl.int1), a, b),
    "maximum": lambda a, b: semantic.maximum(widened(a), widened(b), tl.PropagateNan.NONE),
}


def scalar(a):
    return a.type.scalar


def widened(a):
    """As `tl.maximum` does first."""
    a = semantic.to_tensor(a)
    return semantic.cast(a, tl.float32) if scalar(a) == tl.bfloat16 else a


def block(dtype):
    return tl.tensor(Anything(), tl.block_type(dtype, [4]))


def answer(op, a, b):
    try:
        result = OPERATORS[op](a, b)
    except Exception:
        return "-"
    return next(n for n, d in DTYPES.items() if d == result.type.scalar)


print("# The type of `a op b`, \"-\" where Triton refuses it: made by operators.py. Rows are left operands, columns right ones.")
for op in OPERATORS:
    print(f"\n[{op}]")
    print(".", *DTYPES, *NUMBERS)
    for name, dtype in DTYPES.items():
        rights = [block(d) for d in DTYPES.values()] + list(NUMBERS.values())
        print(name, *[answer(op, block(dtype), r) for r in rights])
