# signature: *fp32
import triton
import triton.language as tl


@triton.jit
def relu(x):
    return tl.maximum(x, 0)


@triton.jit
def kernel(x_ptr):
    lanes = tl.arange(0, 16)
    tl.store(x_ptr + lanes, relu(tl.load(x_ptr + lanes)))
