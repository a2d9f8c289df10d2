"""Tuples and functions in the place of arguments."""
import triton
import triton.language as tl


# case grid=4: out=zeros:i32[64] x=ramp(7,50,-3):i32[64] t=(x,64,5)
@triton.jit
def a_tuple_unpacked(out, x, t):
    a, n, more = t
    offs = tl.program_id(0) * 16 + tl.arange(0, 16)
    tl.store(out + offs, tl.load(a + offs, offs < n) + more, offs < n)


# case: out=full(-1):i32[8] t=(1,16,3)
# case: out=full(-1):i32[8] t=(32,2,1)
@triton.jit
def a_tuple_indexed(out, t):
    for i in tl.static_range(len(t)):
        tl.store(out + i, t[i])
    tl.store(out + 3, t[-1])
    tl.store(out + 4, len(t))


# case: out=full(-1):i32[32] x=arange:i32[32] y=ramp(3,10,0):i32[32] a=(x,y) s=(2,3)
@triton.jit
def pointers_and_factors(out, x, y, a, s):
    offs = tl.arange(0, 32)
    total = tl.zeros([32], tl.int32)
    for i in tl.static_range(len(a)):
        total += tl.load(a[i] + offs) * s[i]
    tl.store(out + offs, total)


@triton.jit
def weighed(t, offs):
    if t[1] is None:
        return tl.load(t[0] + offs)
    else:
        return tl.load(t[0] + offs) * tl.load(t[1] + offs)


# case tol=1e-6: out=full(7):fp32[16] x=uniform(1):fp32[16] y=uniform(2):fp32[16] t=((x,y),(x,None),2.5)
@triton.jit
def nested_with_none(out, x, y, t):
    offs = tl.arange(0, 16)
    tl.store(out + offs, weighed(t[0], offs) + weighed(t[1], offs) * t[2])


# case: out=zeros:i32[32] x=arange:i32[32] t=(x,constexpr(32),constexpr(tl.int16))
@triton.jit
def constants_in_tuples(out, x, t):
    offs = tl.arange(0, t[1])
    tl.store(out + offs, tl.load(t[0] + offs).to(t[2]) + t[1])


# case: out=zeros:i32[16] x=arange:i32[16] p=named(base=x,step=3,more=named(scale=1,shift=16))
@triton.jit
def named_tuples(out, x, p):
    offs = tl.arange(0, 16)
    v = tl.load(p.base + offs) * p.step
    tl.store(out + offs, v * p.more.scale + p.more.shift + len(p.more))


# case interpreter=no: out=full(3):i64[4] t=(4294967296,True,2.5,7)
@triton.jit
def types_in_tuples(out, t):
    tl.static_assert(t[0].dtype == tl.int64)
    tl.static_assert(t[2].dtype == tl.float32)
    tl.static_assert(t[3].dtype == tl.int32)
    tl.store(out, t[0])
    tl.store(out + 1, t[1].to(tl.int64))
    tl.store(out + 2, (t[2] * 2).to(tl.int64))
    tl.store(out + 3, t[3])


def expected_types_in_tuples(out, t):
    for i, v in enumerate((2**32, 1, 5, 7)):
        out[i] = v


# case: out=zeros:i32[4] x=zeros:i32[16] y=ramp(5,7,0):i32[16] t=(x,y) e=()
@triton.jit
def stores_through_tuples(out, x, y, t, e):
    offs = tl.arange(0, 16)
    tl.store(t[0] + offs, tl.load(t[1] + offs) + 1)
    tl.store(out, len(e))
    tl.store(out + 1, len(t))


@triton.jit
def tripled(x):
    return x * 3


# case: out=zeros:i32[16] x=ramp(3,7,-3):i32[16] ACTIVATION=fn:tripled
# case interpreter=no: out=zeros:i32[16] x=ramp(3,7,-3):i32[16] ACTIVATION=fn:tl.abs
# case: out=zeros:i32[16] x=ramp(3,7,-3):i32[16] ACTIVATION=None
@triton.jit
def functions_by_name(out, x, ACTIVATION: tl.constexpr):
    offs = tl.arange(0, 16)
    v = tl.load(x + offs)
    if ACTIVATION is not None:
        v = ACTIVATION(v)
    tl.store(out + offs, v)


def expected_functions_by_name(out, x, ACTIVATION):
    out.copy_(x if ACTIVATION is None else x * 3 if ACTIVATION is tripled else x.abs())
