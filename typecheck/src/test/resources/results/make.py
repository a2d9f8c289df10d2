"""Runs the kernels of the files beside it in Triton's own interpreter and writes what they store.

    TRITON_INTERPRET=1 python make.py [FILE.py ...]

Triton 3.8 with NumPy and PyTorch. Without files it makes the data of all.

A kernel is marked by lines above its decorators. `# kernel` is short for

    # case grid=4: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7

A case has options before its colon and one argument a parameter behind it, neither with blanks in it:

* `grid=X,Y,Z`: the programs; 1 unless given.
* `alone=yes`: the outcome depends on the order of the programs, so that the test runs them one after the other.
* `tol=1e-5`: how far floats may be off, absolute plus relative; without it they must be the same to the bit.
* `interpreter=no`: Triton's interpreter cannot run it or is wrong about it; see below.
* values are numbers (with a point: a float), `True`, `False`, `None`, `'text'`, `tl.float16`, and tensors
  `KIND:DTYPE[SHAPE]`, where KIND is `zeros`, `full(value)`, `arange`, `ramp(a,b,c)` (i * a % b + c), `values(1,2,3)`
  (needs no shape), `ints(low,end)` (random, end excluded), `uniform(scale,shift)` (random in [-1, 1) in steps that the
  dtype holds, then scaled and shifted), `table(p,q)` (the addresses of tensors that stand before it, which must be
  arguments too so that the launch knows them), `descriptor(x,16,16)`, a tensor descriptor of the tensor `x` that stands
  before it in tiles of 16 by 16 (`descriptor(x,16,16,nan)` pads with NaN), or a tuple `(x,3,None)` of tensors
  that stand before it and of scalars, with `constexpr(16)` for a constant and `named(a=x,b=3)` for a named tuple, or `fn:name`, a function of the file or of `tl`. Random elements come from SplitMix64, seeded with the position of the argument.

Where the file has a function `expected_NAME` of the same parameters, which changes its tensors as the kernel should, what that
computes is stored, and the interpreter must agree with it within the tolerance (unless `interpreter=no`).

Stored are the tensors that changed: `kernel.case.parameter dtype elements`, equal neighbours as count*value, every
s-th element only where `dtype/s` says so. A `# kernel` has its name and the integers of `out`.
"""
import collections
import importlib.util
import math
import pathlib
import re
import sys

import numpy as np
import torch
import triton
import triton.language as tl
from triton.tools.tensor_descriptor import TensorDescriptor

here = pathlib.Path(__file__).parent
SMALL = "# case grid=4: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7"
MARKED = re.compile(r"((?:# (?:kernel|case\b.*)\n)+)(?:@.*\n)+def (\w+)\(")
DESCRIPTOR = re.compile(r"descriptor\((\w+)((?:,\d+)+)(,nan)?\)")
TENSOR = re.compile(r"(\w+)(?:\(([^)]*)\))?:(\w+)(?:\[([0-9,]*)\])?")
MOST_STORED = 256
DTYPES = {
    "i1": torch.bool, "i8": torch.int8, "i16": torch.int16, "i32": torch.int32, "i64": torch.int64,
    "u8": torch.uint8, "u16": torch.uint16, "u32": torch.uint32, "u64": torch.uint64,
    "fp8e4nv": torch.float8_e4m3fn, "fp8e5": torch.float8_e5m2,
    "fp8e4b8": torch.float8_e4m3fnuz, "fp8e5b16": torch.float8_e5m2fnuz,
    "fp16": torch.float16, "bf16": torch.bfloat16, "fp32": torch.float32, "fp64": torch.float64,
}
DIGITS = {"fp64": 53, "fp32": 24, "fp16": 11, "bf16": 8, "fp8e4nv": 4, "fp8e5": 3, "fp8e4b8": 4, "fp8e5b16": 3}


def draws(seed, count):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def number(text):
    return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


def tensor(match, position, tensors):
    kind, parameters, dtype, shape = match.groups()
    parameters = parameters.split(",") if parameters else []
    shape = [int(n) for n in shape.split(",")] if shape is not None else [len(parameters)]
    count = math.prod(shape)
    if kind == "zeros":
        values = np.zeros(count, dtype=np.int64)
    elif kind == "full":
        values = np.array([number(parameters[0])] * count)
    elif kind == "arange":
        values = np.arange(count)
    elif kind == "ramp":
        a, b, c = [int(p) for p in parameters]
        values = np.fmod(np.arange(count) * a, b) + c
    elif kind == "values":
        values = np.array([number(p) for p in parameters])
    elif kind == "ints":
        low, end = [int(p) for p in parameters]
        values = low + ((draws(position, count) >> np.uint64(11)) % np.uint64(end - low)).astype(np.int64)
    elif kind == "uniform":
        scale, shift = [float(p) for p in parameters + ["1", "0"][len(parameters):]]
        digits = DIGITS[dtype]
        fractions = (draws(position, count) >> np.uint64(64 - digits)).astype(np.float64) * 2.0**-digits
        values = (2 * fractions - 1) * scale + shift
    elif kind == "table":
        values = np.array([tensors[p].data_ptr() for p in parameters])
    else:
        raise ValueError(kind)
    made = torch.from_numpy(values).reshape(shape)
    if DTYPES[dtype] == torch.float32:
        return torch.from_numpy(values.astype(np.float32)).reshape(shape)
    rounded = made.to(DTYPES[dtype])
    if dtype in DIGITS:
        again = rounded.to(torch.float64)
        assert torch.equal(again.nan_to_num(7), made.to(torch.float64).nan_to_num(7)), f"{dtype} does not hold the values"
    return rounded


def named(**fields):
    return collections.namedtuple("Named", fields)(**fields)


def arguments(text, module):
    values = {}
    for position, argument in enumerate(text.split()):
        name, value = argument.split("=", 1)
        match = TENSOR.fullmatch(value)
        described = DESCRIPTOR.fullmatch(value)
        if value[0] == "(" or value.startswith("named("):
            values[name] = eval(value, {"tl": tl, "constexpr": tl.constexpr, "named": named, **values})
        elif value.startswith("fn:"):
            values[name] = eval(value[3:], {"tl": tl, **vars(module)})
        elif described:
            block = [int(n) for n in described[2].split(",")[1:]]
            values[name] = TensorDescriptor.from_tensor(values[described[1]], block, "nan" if described[3] else "zero")
        elif match:
            values[name] = tensor(match, position, values)
        elif value[0] == "'" or value.startswith("tl.") or value in ("None", "True", "False"):
            values[name] = eval(value, {"tl": tl})
        else:
            values[name] = number(value)
    return values


def numbers(value):
    if value.dtype == torch.uint64:
        value = value.view(torch.int64)
    if value.dtype in (torch.uint16, torch.uint32, torch.bool):
        value = value.to(torch.int64)
    return value.detach().to(torch.float64) if value.is_floating_point() else value


def written(value, tolerance):
    """The elements as text, shortest for exact ones."""
    if not value.is_floating_point():
        return [str(int(v)) for v in numbers(value).flatten()]
    kept = value.detach().flatten()
    kept = kept.numpy() if kept.dtype == torch.float64 else kept.to(torch.float32).numpy()
    if tolerance:
        digits = math.ceil(-math.log10(tolerance)) + 2
        return [f"{v:.{digits}g}" if abs(v) >= 1 else f"{v:.{digits}f}".rstrip("0").rstrip(".") for v in kept]
    return [str(v) for v in kept]


def packed(texts):
    runs = []
    for text in texts:
        if runs and runs[-1][1] == text:
            runs[-1][0] += 1
        else:
            runs.append([1, text])
    return " ".join(f"{count}*{text}" if count > 1 else text for count, text in runs)


def check_close(name, got, want, tolerance):
    got, want = numbers(got), numbers(want)
    if not torch.allclose(got, want, rtol=tolerance, atol=tolerance, equal_nan=True):
        print(f"{name}: the interpreter is off by {(got - want).abs().max()}")
        global failed
        failed = True


def run(module, name, key, line):
    global failed
    options, text = re.fullmatch(r"# case ?(.*?): (.*)", line).groups()
    options = dict(o.split("=") for o in options.split())
    tolerance = float(options.get("tol", 0))
    grid = tuple(int(n) for n in options.get("grid", "1").split(","))
    before = arguments(text, module)
    interpreted = arguments(text, module)
    if options.get("interpreter") != "no":
        try:
            getattr(module, name)[grid](**interpreted)
        except triton.runtime.errors.InterpreterError as error:
            while error.__cause__:
                error = error.__cause__
            print(f"{key} fails in the interpreter: {str(error)[:300]}")
            failed = True
            return []
    expect = getattr(module, "expected_" + name, None)
    result = interpreted
    if expect:
        result = arguments(text, module)
        expect(**result)
    lines = []
    for parameter, value in result.items():
        if not isinstance(value, torch.Tensor) or "=table" in text and f"{parameter}=table" in text:
            continue
        if options.get("interpreter") != "no":
            check_close(f"{key}.{parameter}", interpreted[parameter], value, tolerance)
        if not torch.equal(numbers(value).nan_to_num(7.5), numbers(before[parameter]).nan_to_num(7.5)):
            step = 1
            while value.numel() // step > MOST_STORED:
                step += 2
            dtype = next(n for n, d in DTYPES.items() if d == value.dtype)
            shown = dtype if step == 1 else f"{dtype}/{step}"
            lines.append(f"{key}.{parameter} {shown} {packed(written(value.flatten()[::step], tolerance))}")
    return lines


failed = False
paths = [pathlib.Path(p).resolve() for p in sys.argv[1:]] or sorted(here.glob("*.py"))
for path in paths:
    if path.name == "make.py":
        continue
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = ["# kernel, then what it stores in Triton's interpreter: made by make.py"]
    for marks, name in MARKED.findall(path.read_text()):
        for index, mark in enumerate(marks.splitlines()):
            if mark == "# kernel":
                made = run(module, name, name, SMALL) or [f"{name}.out i32 256*-1"]
                lines += [line.replace(".out i32", "", 1) for line in made]
            else:
                lines += run(module, name, f"{name}.{index}", mark)
    path.with_suffix(".txt").write_text("\n".join(lines) + "\n")
sys.exit(failed)
