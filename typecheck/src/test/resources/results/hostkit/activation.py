import triton
import triton.language as tl

try:
    from no_such_library import sigmoid
except ImportError:
    sigmoid = tl.sigmoid

SLOPE = tl.constexpr(0.25)
_hidden_gain = tl.constexpr(3.0)


@triton.jit
def leaky(x):
    return tl.where(x >= 0, x, x * SLOPE)


@triton.jit
def swish(x):
    return x * sigmoid(x)
