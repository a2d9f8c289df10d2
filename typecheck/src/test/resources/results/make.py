"""Runs the kernels of the files beside it in Triton's own interpreter and writes what they store.

    TRITON_INTERPRET=1 python make.py

Triton 3.8 with NumPy and PyTorch. Each kernel takes (out, x, m, n): 256 int32, all -1 before; 256 fp32,
x[i] = i * 37 % 101 - 50; m = 5; n = 7. Its grid has 4 programs. Stored are the 256 integers of `out`, runs of
equal ones as count*value.
"""
import importlib.util
import pathlib

import torch
import triton

here = pathlib.Path(__file__).parent


def packed(values):
    runs = []
    for value in values:
        if runs and runs[-1][1] == value:
            runs[-1][0] += 1
        else:
            runs.append([1, value])
    return " ".join(f"{count}*{value}" if count > 1 else str(value) for count, value in runs)


for path in sorted(here.glob("*.py")):
    if path.name == "make.py":
        continue
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = ["# kernel, then what it stores in Triton's interpreter: made by make.py"]
    for name in path.read_text().split("# kernel\n@triton.jit\ndef ")[1:]:
        name = name[: name.index("(")]
        out = torch.full((256,), -1, dtype=torch.int32)
        x = (torch.arange(256) * 37 % 101 - 50).to(torch.float32)
        getattr(module, name)[(4,)](out, x, 5, 7)
        lines.append(name + " " + packed(out.tolist()))
    path.with_suffix(".txt").write_text("\n".join(lines) + "\n")
