"""Asks the front end of Triton 3.8 what every public name of triton.language gives for every dtype: makes types.txt.

    python3 make_types.py > types.txt

Each question is a kernel of one expression, or of a statement behind `! `, which is made into Triton's IR as for a launch,
without a processor. A row `=` holds the answer of a question that depends on no dtype. A row `x` or `y` holds those for each
dtype, then for each number in place of the block; where two blocks matter, each row begins with the first of them.
"""
import contextlib
import dataclasses
import inspect
import io
import linecache
import os
import re
import sys
import warnings

import triton
import triton.language as tl
from triton._C.libtriton import ir
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource
from triton.compiler.compiler import make_backend
from triton.language.extra.cuda import libdevice
from triton.language.semantic import TritonSemantic

DTYPES = ("i1 i8 i16 i32 i64 u8 u16 u32 u64 fp8e4nv fp8e4b8 fp8e4b15 fp8e5 fp8e5b16 fp16 bf16 fp32 fp64").split()
NUMBERS = "True 3 -3 300 5000000000 2.5 1e300".split()
# the names that a question may use, and the lines that make them
PRELUDE = {
    "x": "x = tl.load(p + i)",
    "y": "y = tl.load(q + i)",
    "s": "s = tl.load(p)",
    "t": "t = tl.load(q)",
    "m": "m = tl.load(p + j[:, None] * 32 + j[None, :])",
    "w": "w = tl.load(q + j[:, None] * 32 + j[None, :])",
    "c": "c = i < n",
    "d": "d = tl.make_tensor_descriptor(p, [32, 32], [32, 1], [32, 32])",
    "D": "D: tl.constexpr = p.dtype.element_ty",
    "E": "E: tl.constexpr = q.dtype.element_ty",
}
HEAD = """import triton
import triton.language as tl
from triton.language.extra import libdevice

@triton.jit
def first(u, v):
    return u

@triton.jit
def both(u, v, f, g):
    return u, v

@triton.jit
def load_const(u: tl.const):
    return tl.load(u)

"""
QUESTIONS = """
== Programs and compile time
tl.program_id(0)
tl.num_programs(1)
tl.constexpr(3) + n
! tl.static_assert(1 + 1 == 2, "arithmetic")
! tl.static_print("compiled")
! for h in tl.static_range(3): tl.store(r + h, h)
! for h in tl.range(0, n, 2, num_stages=3): tl.store(r, h)
! for h in tl.range(s): tl.store(r, 1)
! while tl.condition(n < 3, disable_licm=True): n += 1
! if s: tl.store(r, 1)
! while s: n += 1
1 if s else 2
! tl.device_assert(c, "message")
! tl.device_assert(x, "message")
! tl.device_print("value", x)
! tl.debug_barrier()
! tl.assume(n > 0)
! tl.assume(s)
tl.multiple_of(x, 16)
tl.max_contiguous(x, 16)
tl.max_constancy(x, 16)
! tl.static_assert(tl.target_info.is_hip() or True)

== Making blocks
tl.arange(0, 16)
tl.full([16], 1, D)
tl.full([16], -2.5, D)
tl.full([16], t, D)
tl.zeros([16], D)
tl.zeros_like(x)
tl.to_tensor(x)
tl.to_tensor(y)
x.to(E)
x.to(E, bitcast=True)
x.to(E, fp_downcast_rounding="rtz")
tl.cast(x, E)
x.cast(E)
tl.cat(x, y, can_reorder=True)
tl.cat(x, y)

== Memory
tl.load(p + i)
tl.load(p + i, mask=c)
tl.load(p + i, mask=c, other=y)
tl.load(p + i, mask=x)
tl.load(p, mask=n > 0, other=t)
tl.load(q + x)
! tl.store(p + i, y)
! tl.store(p, t)
! tl.store(p + i, 1, mask=x)
! (p + i).store(y)
! tl.store(tl.make_block_ptr(p, (16,), (1,), (0,), (16,), (0,)), y, boundary_check=(0,))
! tl.store(tl.advance(tl.make_block_ptr(p, (16,), (1,), (0,), (16,), (0,)), (4,)), x)
tl.load(tl.make_block_ptr(p, (16,), (1,), (0,), (16,), (0,)))
tl.load(tl.make_block_ptr(p, (16,), (1,), (0,), (16,), (0,)).advance((4,)))
tl.load(tl.make_block_ptr(r, (s,), (s,), (n,), (16,), (0,)))
tl.load(tl.make_block_ptr(r, (16,), (1,), (s,), (16,), (0,)))
tl.make_tensor_descriptor(p, [16, 16], [16, 1], [16, 16]).load([0, 0])
tl.make_tensor_descriptor(r, [s, 16], [s, 1], [16, 16]).load([n, n])
tl.make_tensor_descriptor(r, [16, 16], [16, 1], [16, 16]).load([s, n])
tl.load_tensor_descriptor(d, [0, 0])
! tl.store_tensor_descriptor(d, [0, 0], w)
! d.atomic_add([0, 0], m)
! d.atomic_max([0, 0], m)
! d.atomic_min([0, 0], m)
! d.atomic_and([0, 0], m)
! d.atomic_or([0, 0], m)
! d.atomic_xor([0, 0], m)
tl.atomic_add(p + i, y, mask=c)
tl.atomic_add(p, t)
tl.atomic_max(p + i, y)
tl.atomic_min(p + i, y)
tl.atomic_and(p + i, y)
tl.atomic_or(p + i, y)
tl.atomic_xor(p + i, y)
tl.atomic_xchg(p + i, y)
tl.atomic_cas(p + i, x, y)
tl.atomic_cas(p + i, y, x)
tl.atomic_add(r + i, 1, mask=x)
(p + i).atomic_add(x)
(p + i).atomic_max(x)
(p + i).atomic_min(x)
(p + i).atomic_and(x)
(p + i).atomic_or(x)
(p + i).atomic_xor(x)
(p + i).atomic_xchg(x)
(p + i).atomic_cas(x, x)

== Operators
x + y
x - y
x * y
x / y
x // y
x % y
x & y
x | y
x ^ y
x << y
x >> y
x < y
x <= y
x > y
x >= y
x == y
x != y
x + t
s / t
s and t
x.logical_and(y)
x.logical_or(y)
-x
+x
~x
not s
x.__not__()
p + y
y + p
p - y
r + x
r - x

== Element by element
tl.where(c, x, y)
tl.where(x, i, i)
tl.where(s, x, x)
tl.add(x, y)
tl.sub(x, y)
tl.mul(x, y)
tl.fdiv(x, y)
tl.fdiv(x, y, ieee_rounding=True)
tl.div_rn(x, y)
tl.cdiv(x, y)
x.cdiv(y)
tl.fma(x, y, x)
tl.fma(x, x, y)
tl.umulhi(x, y)
tl.maximum(x, y)
tl.minimum(x, y)
tl.maximum(x, y, propagate_nan=tl.PropagateNan.ALL)
tl.clamp(x, y, y)
tl.clamp(x, x, y)
tl.map_elementwise(first, x, y)
tl.swizzle2d(s, s, s, s, s)[0]
max(s, t)
min(s, t)
abs(x)

== Products
tl.dot(m, w)
tl.dot(m, m, w)
tl.dot(m, m, out_dtype=E)
tl.dot(m, m, w, out_dtype=E)
tl.dot_scaled(m, None, "e2m1", w, None, "e2m1")
tl.dot_scaled(m, None, "e4m3", w, None, "e4m3")
tl.dot_scaled(m, None, "e5m2", w, None, "e5m2")
tl.dot_scaled(m, None, "bf16", w, None, "bf16")
tl.dot_scaled(m, None, "fp16", w, None, "fp16")
tl.dot_scaled(m, None, "bf16", w, None, "e4m3")
tl.dot_scaled(m, None, "e5m2", w, None, "bf16")
tl.dot_scaled(tl.zeros([16, 32], tl.float8e5), tl.zeros([16, 1], D), "e5m2", tl.zeros([32, 16], tl.float8e5), None, "e5m2")
tl.dot_scaled(tl.zeros([16, 32], tl.float8e5), None, "e5m2", tl.zeros([32, 16], tl.float8e5), None, "e5m2", acc=m)
tl.dot_scaled(tl.zeros([16, 32], tl.float8e5), None, "e5m2", tl.zeros([32, 16], tl.float8e5), None, "e5m2", out_dtype=D)

== Reductions and scans
tl.sum(x, axis=0)
tl.sum(x, axis=0, dtype=E)
tl.max(x, axis=0)
tl.min(x, axis=0)
tl.max(x, axis=0, return_indices=True)[0]
tl.max(x, axis=0, return_indices=True)[1]
tl.min(x, axis=0, return_indices=True)[0]
tl.xor_sum(x, axis=0)
tl.reduce_or(x, axis=0)
tl.argmax(x, axis=0)
tl.argmin(x, axis=0)
tl.reduce(x, 0, first)
tl.reduce((x, y), 0, both)[1]
tl.cumsum(x, axis=0)
tl.cumsum(x, axis=0, dtype=E)
tl.cumprod(x, axis=0)
tl.associative_scan(x, 0, first)
tl.associative_scan((x, y), 0, both)[1]
tl.sort(x)
tl.sort(x, descending=True)
tl.bitonic_merge(x)
tl.topk(x, 4)
tl.histogram(x, 8)
tl.histogram(i, 8, mask=x)
tl.gather(x, y, 0)
tl.softmax(x)

== Shapes
tl.broadcast(x, y)[0]
tl.broadcast(x, y)[1]
tl.broadcast_to(s, [16])
tl.expand_dims(x, 0)
tl.unsqueeze(x, 0)
tl.squeeze(x[None, :], 0)
tl.reshape(x, 4, 4)
tl.view(x, 4, 4)
tl.ravel(m)
tl.trans(m)
m.T
tl.permute(m, 1, 0)
tl.join(x, y)
tl.split(tl.reshape(x, 8, 2))[0]
tl.interleave(x, y)
tl.flip(x, 0)
x[None, :]
x.item()
tl.reshape(x, 16).item()

== Random numbers
tl.rand(s, i)
tl.rand(n, x)
tl.rand4x(n, x)[0]
tl.randint(s, i)
tl.randint(n, x)
tl.randint4x(n, x)[0]
tl.randn(s, i)
tl.randn(n, x)
tl.randn4x(n, x)[0]
tl.philox(s, i, i, i, i)[0]
tl.philox(n, x, x, x, x)[0]
tl.philox_impl(x, x, x, x, y, y)[0]
tl.uint_to_uniform_float(x)
tl.pair_uniform_to_normal(x, y)[0]

== Types and the rest
tl.cast(x, tl.dtype("int32"))
tl.cast(x, tl.int1)
tl.cast(x, tl.int8)
tl.cast(x, tl.int16)
tl.cast(x, tl.int32)
tl.cast(x, tl.int64)
tl.cast(x, tl.uint8)
tl.cast(x, tl.uint16)
tl.cast(x, tl.uint32)
tl.cast(x, tl.uint64)
tl.cast(x, tl.float8e4nv)
tl.cast(x, tl.float8e4b8)
tl.cast(x, tl.float8e4b15)
tl.cast(x, tl.float8e5)
tl.cast(x, tl.float8e5b16)
tl.cast(x, tl.float16)
tl.cast(x, tl.bfloat16)
tl.cast(x, tl.float32)
tl.cast(x, tl.float64)
tl.cast(x, tl.pointer_type(tl.float32))
tl.cast(x, tl.pi32_t)
(p + i).to(E)
(p + i).to(q.dtype)
! tl.static_assert(x.type == tl.block_type(D, [16]))
load_const(p)
! tl.static_assert(tl.void is not None)
! tl.static_assert(tl.tensor is not None)
! tl.static_assert(isinstance(d, tl.tensor_descriptor))
! tl.static_assert(tl.tensor_descriptor_type is not None)
! tl.static_assert(tl.tuple_type is not None)
! tl.static_assert(tl.constexpr_type is not None)
tl.tuple((x, y))[1]
! tl.static_assert(tl.slice(0, 1, None) is not None)
tl.expect_zero(x, c)
tl.inline_asm_elementwise("mov.b32 $0, $1;", "=r,r", [x], dtype=tl.int32, is_pure=True, pack=1)
n + tl.TRITON_MAX_TENSOR_NUMEL
! tl.static_assert(tl.str_to_ty("i32", None) is not None)
! tl.static_assert(tl.aggregate_replace is not None)
tl.math.exp(x)
tl.random.randint(n, i)
tl.standard.cdiv(x, x)
tl.core.maximum(x, x)
tl.extra.libdevice.tanh(x)
"""
UNARY = [n for n in "abs ceil cos erf exp exp2 floor log log2 rsqrt sigmoid sin sqrt sqrt_rn".split()]
OF_BLOCKS = "argmax argmin associative_scan cumprod cumsum flip gather histogram max min ravel reduce reduce_or " \
    "softmax sort sum xor_sum".split()
ARGUMENTS = {
    "associative_scan": "0, first", "gather": "i, 0", "histogram": "8", "reduce": "0, first", "ravel": "", "softmax": "",
    "sort": "", "split": "", "flip": "0",
}
# functions of libdevice that are asked about two types at once
MIXED = "atan2 byte_perm copysign fma fma_rz hiloint2double jn ldexp mulhi pow sad scalbn yn".split()
SHAPES = ["x.broadcast_to(16)", "x.expand_dims(0)", "m.permute(1, 0)", "x.reshape(4, 4)", "x.reshape(8, 2).split()[0]",
          "m.trans()", "x.view(4, 4)"]


def arity(function):
    return sum(p.default is inspect.Parameter.empty for p in inspect.signature(function).parameters.values())


def public(module):
    return [n for n in dir(module) if not n.startswith("_")]


def functions_of_libdevice():
    for name in public(libdevice):
        function = getattr(libdevice, name)
        if name != "core" and callable(function):
            yield name, arity(function)


def questions():
    group = ""
    for line in QUESTIONS.splitlines():
        if line.startswith("== "):
            group = line[3:]
            if group == "Types and the rest":
                yield from of_tables()
        elif line:
            yield group, line


def of_tables():
    for name in UNARY:
        yield "Element by element", f"tl.{name}(x)"
    for name in UNARY:
        yield "Methods", f"x.{name}()"
    for name in OF_BLOCKS:
        yield "Methods", f"x.{name}({ARGUMENTS.get(name, '0')})"
    for shape in SHAPES:
        yield "Methods", shape
    for name, count in functions_of_libdevice():
        yield "libdevice", f"libdevice.{name}({', '.join(('xyxx' if name in MIXED else 'xxxx')[:count])})"


ANSWERS = []


@tl.core.builtin
def seen(value, _semantic=None):
    ANSWERS.append(value)


target = GPUTarget("cuda", 90, 32)
backend = make_backend(target)
options = dataclasses.replace(
    backend.parse_options({}), supported_fp8_dtypes=tuple(d for d in DTYPES if d.startswith("fp8")),
    deprecated_fp8_dot_operand_dtypes=())
TritonSemantic._has_native_tma = lambda self: True
codegen = backend.get_codegen_implementation(options)
modules = backend.get_module_map()


@contextlib.contextmanager
def silence():
    """MLIR prints what it refuses."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        for number, file in enumerate(kept, 1):
            os.dup2(file, number)
            os.close(file)


def uses(text, name):
    return re.search(r"(?<![\w.\"'])" + name + r"(?![\w\"'=(])", text) is not None


def operands(question):
    """Which of the two dtypes a question depends on."""
    return [any(uses(question, n) for n in names) for names in ("pxsmdD", "qytwE")]


def kernel(question, left, right):
    """A kernel that asks `question`; a number stands in the place of the first or the second dtype's operands."""
    statement = question.startswith("! ")
    body = question[2:] if statement else question
    lines = ["i = tl.arange(0, 16)", "j = tl.arange(0, 32)"]
    for name, line in PRELUDE.items():
        if uses(body, name):
            number = left if name in "xsm" else right if name in "ytw" else None
            lines.append(line if number is None else f"{name}: tl.constexpr = {number}")
    lines.append(body if statement else f"z = {body}")
    if not statement:
        lines.append("seen(z)")
    text = HEAD + "@triton.jit\ndef kernel(p, q, r, n):\n    " + "\n    ".join(lines) + "\n"
    file = f"<question {len(linecache.cache)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    names = {"seen": seen, "__name__": "types"}
    exec(compile(text, file, "exec"), names)
    return names["kernel"]


def name(dtype):
    return {"int": "i", "uint": "u"}.get(dtype.name.rstrip("0123456789"), "") + dtype.name.lstrip("uint") \
        if dtype.name.lstrip("u").startswith("int") else dtype.name


def text(value):
    if isinstance(value, tl.tensor):
        scalar = value.type.scalar
        return "*" + name(scalar.element_ty) if scalar.is_ptr() else name(scalar)
    return type(value).__name__


def answer(fn, left, right, why=None):
    source = ASTSource(fn, {"p": "*" + left, "q": "*" + right, "r": "*i32", "n": "i32"})
    context = ir.context()
    ir.load_dialects(context)
    backend.load_dialects(context)
    ANSWERS.clear()
    try:
        with silence():
            source.make_ir(target, options, codegen, modules, context)
    except Exception as e:
        if why is not None:
            why.append(e.__cause__ or e)
        return "-"
    return text(ANSWERS[0]) if ANSWERS else "ok"


def rows(question):
    first, second = operands(question)
    asked = {}

    def ask(left, right):
        key = (left if left in NUMBERS else None, right if right in NUMBERS else None)
        if key not in asked:
            asked[key] = kernel(question, *key)
        return answer(asked[key], "i32" if key[0] else left, "i32" if key[1] else right)

    if not first and not second:
        yield ["=", ask("i32", "i32")]
    elif not second:
        yield ["x", *[ask(left, "i32") for left in DTYPES + NUMBERS]]
    elif not first:
        yield ["y", *[ask("i32", right) for right in DTYPES + NUMBERS]]
    else:
        for left in DTYPES + NUMBERS:
            yield [left, *[ask(left, right) for right in DTYPES + (NUMBERS if left in DTYPES else [])]]


def main():
    warnings.simplefilter("ignore")
    print("# What each question gives, \"-\" where Triton refuses it: made by make_types.py, which says how to read it.")
    print("# Operands:", *DTYPES, *NUMBERS)
    # semantic is no part of the language, and there once it was imported
    print("# Public names:", *[n for n in public(tl) if n != "semantic"])
    print("# Methods:", *public(tl.tensor))
    group = ""
    for heading, question in questions():
        if heading != group:
            group = heading
            print(f"\n== {group}")
        print(f"\n{question}")
        for row in rows(question):
            print(*row)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
