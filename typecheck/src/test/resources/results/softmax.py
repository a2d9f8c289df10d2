"""Softmax"""
import torch
import triton
import triton.language as tl

# case grid=4 tol=1e-6: x=uniform(4):fp32[4,100] out=zeros:fp32[4,100] n=100 BLOCK=128
# case grid=4 tol=1e-3: x=uniform(4):fp16[4,100] out=zeros:fp16[4,100] n=100 BLOCK=128
# case grid=4 tol=1e-2: x=uniform(4):bf16[4,300] out=zeros:bf16[4,300] n=300 BLOCK=512
@triton.jit
def softmax_row(x, out, n, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    cols = tl.arange(0, BLOCK)
    v = tl.load(x + row * n + cols, mask=cols < n, other=-float("inf")).to(tl.float32)
    e = tl.exp(v - tl.max(v, axis=0))
    tl.store(out + row * n + cols, e / tl.sum(e, axis=0), mask=cols < n)


def expected_softmax_row(x, out, n, BLOCK):
    out.copy_(torch.softmax(x.double(), 1))
