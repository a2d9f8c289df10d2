"""Makes the arrays beside this file: inputs, and the results that Triton's own interpreter computes.

    pip install numpy torch triton
    TRITON_INTERPRET=1 python make_expected.py

Run from this folder; the kernels are those of the examples folder at the top of the project.
"""
import importlib.util
import pathlib

import numpy as np
import torch
import triton

HERE = pathlib.Path(__file__).parent
EXAMPLES = HERE.parents[4] / "examples"


def module(name):
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def save(example, **arrays):
    folder = HERE / example
    folder.mkdir(exist_ok=True)
    for name, tensor in arrays.items():
        np.save(folder / f"{name}.npy", tensor.numpy())


torch.manual_seed(20260101)

x, y = torch.rand(1234), torch.rand(1234)
out = torch.zeros(1234)
module("vector_add").add_kernel[(5,)](x, y, out, 1234, BLOCK_SIZE=256)
save("vector_add", x=x, y=y, output=out)

x = torch.randn(9, 781)
out = torch.zeros(9, 781)
module("softmax").softmax_kernel[(4,)](x, out, 781, 781, 9, 781, BLOCK_SIZE=1024)
save("softmax", input=x, output=out)

x, w, b = torch.randn(6, 1000) * 3 + 1, torch.rand(1000), torch.rand(1000)
out, mean, rstd = torch.zeros(6, 1000), torch.zeros(6), torch.zeros(6)
module("layer_norm").layer_norm_fwd[(6,)](x, out, w, b, mean, rstd, 1000, 1000, 1e-5, BLOCK_SIZE=512)
save("layer_norm", X=x, W=w, B=b, Y=out, Mean=mean, Rstd=rstd)

a, b, c = torch.randn(70, 50), torch.randn(50, 90), torch.zeros(70, 90)
module("matmul").matmul_kernel[(5 * 6,)](
    a, b, c, 70, 90, 50, 50, 1, 90, 1, 90, 1, BLOCK_M=16, BLOCK_N=16, BLOCK_K=16, GROUP_M=3
)
save("matmul", a=a, b=b, c=c)

x, total, largest = torch.randn(11, 300), torch.zeros(11), torch.zeros(11)
module("row_sum").row_sum_kernel[(11,)](x, total, largest, 300, BLOCK=64)
save("row_sum", x=x, sum=total, max=largest)

x, keep, out = torch.randn(1000), torch.rand(1000), torch.zeros(1000)
module("dropout").dropout_kernel[(4,)](x, keep, out, 1000, 0.3, BLOCK_SIZE=256)
save("dropout", x=x, keep=keep, output=out)

x = torch.randint(-5, 40, (1500,), dtype=torch.int32)
bins = torch.zeros(32, dtype=torch.int32)
module("histogram").histogram_kernel[(3,)](x, bins, 1500, 32, BLOCK_SIZE=512)
save("histogram", x=x, bins=bins)

q, k, v = torch.randn(2, 50, 32), torch.randn(2, 50, 32), torch.randn(2, 50, 32)
out = torch.zeros(2, 50, 32)
module("attention").attention_kernel[(8,)](
    q, k, v, out, 50, 0.2, 1600, 32, HEAD=32, BLOCK_M=16, BLOCK_N=16, CAUSAL=True
)
save("attention", q=q, k=k, v=v, out=out)
