"""What NumPy and PyTorch (eager) take for the work of the examples, one batch at a time.

Started with the number of threads; commands come on standard input, one a line:
  load EXAMPLE FOLDER     reads the arrays; answers with the libraries that are installed
  result LIBRARY FILE     does the work once and writes the result as .npy
  batch LIBRARY NANOS     does it again and again for so long; answers with the mean in microseconds
Results go into arrays that are there already wherever the library can do that.
"""
import pathlib
import sys
import time

import numpy as np

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = None


def numpy_vector_add(x_ptr, y_ptr):
    out = np.empty_like(x_ptr)
    return lambda: np.add(x_ptr, y_ptr, out=out)


def torch_vector_add(x_ptr, y_ptr):
    out = torch.empty_like(x_ptr)
    return lambda: torch.add(x_ptr, y_ptr, out=out)


def numpy_softmax(input_ptr):
    out = np.empty_like(input_ptr)

    def call():
        np.subtract(input_ptr, input_ptr.max(axis=1, keepdims=True), out=out)
        np.exp(out, out=out)
        return np.divide(out, out.sum(axis=1, keepdims=True), out=out)

    return call


def torch_softmax(input_ptr):
    out = torch.empty_like(input_ptr)
    return lambda: torch.softmax(input_ptr, 1, out=out)


def numpy_layer_norm(X, W, B):
    out = np.empty_like(X)

    def call():
        np.subtract(X, X.mean(axis=1, keepdims=True), out=out)
        rstd = 1 / np.sqrt((out * out).mean(axis=1, keepdims=True) + np.float32(1e-5))
        np.multiply(out, rstd, out=out)
        np.multiply(out, W, out=out)
        return np.add(out, B, out=out)

    return call


def torch_layer_norm(X, W, B):
    return lambda: F.layer_norm(X, W.shape, W, B, 1e-5)


def numpy_matmul(a_ptr, b_ptr):
    out = np.empty((a_ptr.shape[0], b_ptr.shape[1]), np.float32)
    return lambda: np.matmul(a_ptr, b_ptr, out=out)


def torch_matmul(a_ptr, b_ptr):
    out = torch.empty(a_ptr.shape[0], b_ptr.shape[1])
    return lambda: torch.matmul(a_ptr, b_ptr, out=out)


def load(example, folder):
    arrays = {path.stem: np.load(path) for path in sorted(pathlib.Path(folder).glob("*.npy"))}
    calls = {"numpy": globals()["numpy_" + example](**arrays)}
    if torch is not None:
        tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
        calls["torch"] = globals()["torch_" + example](**tensors)
    return calls


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
    if torch is not None:
        torch.set_num_threads(int(sys.argv[1]))
        torch.set_grad_enabled(False)
    calls = {}
    for line in sys.stdin:
        command, what, rest = line.rstrip("\n").split(" ", 2)
        if command == "load":
            calls = load(what, rest)
            answer = " ".join(calls)
        elif command == "result":
            np.save(rest, np.asarray(calls[what]()))
            answer = ""
        else:
            answer = batch(calls[what], int(rest))
        print("ok", answer, flush=True)


main()
