# signature: *fp32
import triton
import triton.language as tl
from helpers.activations import relu


@triton.jit
def kernel(x_ptr):
    lanes = tl.arange(0, 16)
    tl.store(x_ptr + lanes, relu(tl.load(x_ptr + lanes)))
