"""What PyTorch takes for the work that tritonc is compared on, one batch at a time.

Started with the number of threads; commands come on standard input, one a line:
  load WORK FOLDER        reads the arrays; answers with the ways it can be done
  result WAY FILE         does the work once and writes the result as .npy
  batch WAY NANOS         does it again and again for so long; answers with the mean in microseconds
Ways: "eager", PyTorch's operators one after the other, "compile", torch.compile of a function for these
very shapes, and for matrix products "openblas", NumPy's. Results go into arrays that are there already wherever that can be said.
"""
import os
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

A, B, EPS = 1.25, 0.5, 1e-5


def add(x, y):
    def expression(out, x, y):
        out.copy_(x + y)

    out = torch.empty_like(x)
    return out, lambda: torch.add(x, y, out=out), expression


def gelu(x):
    def eager():
        torch.mul(x, A, out=out)
        out.add_(B)
        torch._C._nn.gelu(out, approximate="tanh", out=out)

    def expression(out, x):
        out.copy_(F.gelu(A * x + B, approximate="tanh"))

    out = torch.empty_like(x)
    return out, eager, expression


def swiglu(gate, up):
    def eager():
        torch.ops.aten.silu.out(gate, out=out)
        out.mul_(up)

    def expression(out, gate, up):
        out.copy_(F.silu(gate) * up)

    out = torch.empty_like(gate)
    return out, eager, expression


def softmax(x):
    def expression(out, x):
        out.copy_(torch.softmax(x, 1))

    out = torch.empty_like(x)
    return out, lambda: torch.softmax(x, 1, out=out), expression


def layer_norm(x, weight, bias):
    def expression(out, x, weight, bias):
        out.copy_(F.layer_norm(x, weight.shape, weight, bias, EPS))

    return None, lambda: F.layer_norm(x, weight.shape, weight, bias, EPS), expression


def rms_norm(x, weight):
    def expression(out, x, weight):
        out.copy_(F.rms_norm(x, weight.shape, weight, EPS))

    return None, lambda: F.rms_norm(x, weight.shape, weight, EPS), expression


def cross_entropy(logits, target):
    def expression(out, logits, target):
        out.copy_(F.cross_entropy(logits, target, reduction="none"))

    return None, lambda: F.cross_entropy(logits, target, reduction="none"), expression


def sum(x):
    def expression(out, x):
        out.copy_(x.sum(0, keepdim=True))

    return None, lambda: x.sum(0, keepdim=True), expression


def cumsum(x):
    def expression(out, x):
        out.copy_(torch.cumsum(x, 1))

    out = torch.empty_like(x)
    return out, lambda: torch.cumsum(x, 1, out=out), expression


def embedding(ids, table):
    def expression(out, ids, table):
        out.copy_(F.embedding(ids, table))

    out = torch.empty(ids.shape[0], table.shape[1])
    return out, lambda: torch.index_select(table, 0, ids, out=out), expression


def rope(x, cos, sin):
    half = cos.shape[1]
    cos, sin = cos[:, None, :], sin[:, None, :]

    def eager():
        low, high = x[..., :half], x[..., half:]
        torch.mul(low, cos, out=out[..., :half]).addcmul_(high, sin, value=-1)
        torch.mul(high, cos, out=out[..., half:]).addcmul_(low, sin)

    def expression(out, x, cos, sin):
        low, high = x[..., :half], x[..., half:]
        out[..., :half] = low * cos - high * sin
        out[..., half:] = high * cos + low * sin

    out = torch.empty_like(x)
    return out, eager, lambda o, x, c, s: expression(o, x, c[:, None, :], s[:, None, :])


def matmul(a, b):
    out = torch.empty(a.shape[0], b.shape[1])
    x, y, z = a.numpy(), b.numpy(), out.numpy()

    def openblas():
        np.matmul(x, y, out=z)
        return out

    def eager():
        return torch.mm(a, b, out=out)

    return {"openblas": (openblas, openblas), "eager": (eager, eager)}


def matmul_bf16(a, b):
    x, y = a.bfloat16(), b.bfloat16()
    out = torch.empty(a.shape[0], b.shape[1], dtype=torch.bfloat16)
    # its results are rounded to bf16: those of fp32 are what is compared
    return {"eager": (lambda: torch.mm(x, y, out=out), lambda: torch.mm(a, b))}


def matmul_int8(a, b):
    x, y = a.to(torch.int8), b.to(torch.int8)
    return {"eager": (lambda: torch._int_mm(x, y), lambda: torch._int_mm(x, y))}


def attention(q, k, v, is_causal=False):
    def call():
        return F.scaled_dot_product_attention(q, k, v, is_causal=is_causal)

    # with a batch as models have it, so that the fused code is chosen
    q, k, v = q[None], k[None], v[None]
    return {"eager": (call, lambda: call()[0])}


def attention_causal(q, k, v):
    return attention(q, k, v, True)


def load(work, folder):
    """For each way a call, and what gives the result of it."""
    files = {path.stem: np.load(path) for path in pathlib.Path(folder).glob("*.npy")}
    arrays = {name: torch.from_numpy(array) for name, array in files.items()}
    torch._dynamo.reset()
    made = globals()[work](**arrays)
    if isinstance(made, dict):
        return made
    out, eager, expression = made
    ordered = [arrays[name] for name in expression_names(globals()[work])]
    first = eager()
    target = torch.empty_like(first if out is None else out)
    compiled = torch.compile(expression, fullgraph=True, dynamic=False)
    compiled(target, *ordered)

    def result_of_eager():
        given = eager()
        return given if out is None else out

    def result_of_compiled():
        compiled(target, *ordered)
        return target

    return {
        "eager": (eager, result_of_eager),
        "compile": (lambda: compiled(target, *ordered), result_of_compiled),
    }


def expression_names(function):
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def batch(call, nanos):
    start = time.perf_counter_ns()
    count = 0
    while True:
        call()
        count += 1
        now = time.perf_counter_ns()
        if now - start >= nanos:
            return (now - start) / 1e3 / count


def main():
    threads = int(sys.argv[1])
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    ways = {}
    for line in sys.stdin:
        command, what, rest = line.rstrip("\n").split(" ", 2)
        if command == "load":
            ways = load(what, rest)
            answer = " ".join(ways)
        elif command == "result":
            np.save(rest, ways[what][1]().numpy())
            answer = ""
        else:
            answer = batch(ways[what][0], int(rest))
        print("ok", answer, flush=True)


main()
