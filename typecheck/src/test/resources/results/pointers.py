"""Pointers as values: tables, casts, selection, comparison."""
import torch
import triton
import triton.language as tl


# case grid=3: a=ramp(1,50,0):fp32[32] b=full(4):fp32[32] c=arange:fp32[32] table=table(a,b,c):i64[3] n=20
@triton.jit
def scaled_by_table(a, b, c, table, n):
    at = tl.arange(0, 32)
    p = tl.load(table + tl.program_id(0)).to(tl.pointer_type(tl.float32))
    tl.store(p + at, tl.load(p + at, mask=at < n) * 3, mask=at < n)


# case: out=zeros:i32[32] a=arange:i32[16] b=ramp(3,40,100):i32[16] table=table(a,b):i64[2]
@triton.jit
def lanes_through_different_pointers(out, a, b, table):
    at = tl.arange(0, 32)
    p = tl.load(table + at % 2).to(tl.pointer_type(tl.int32))
    tl.store(out + at, tl.load(p + at // 2))


# case grid=2: out=zeros:fp16[32] a=uniform(1):fp16[16] b=uniform(1):fp32[16] table=table(a,b):i64[2]
@triton.jit
def tables_of_two_types(out, a, b, table):
    at = tl.arange(0, 16)
    pid = tl.program_id(0)
    address = tl.load(table + pid)
    if pid == 0:
        v = tl.load(address.to(tl.pointer_type(tl.float16)) + at)
    else:
        v = tl.load(address.to(tl.pointer_type(tl.float32)) + at).to(tl.float16)
    tl.store(out + pid * 16 + at, v)


# case: out=zeros:i32[32] a=arange:i32[16] b=ramp(3,40,100):i32[16] first=True
# case: out=zeros:i32[32] a=arange:i32[16] b=ramp(3,40,100):i32[16] first=False
@triton.jit
def chosen_by_if(out, a, b, first):
    at = tl.arange(0, 16)
    if first:
        p = a
    else:
        p = b
    tl.store(out + at, tl.load(p + at))
    q = a if first else b
    tl.store(out + 16 + at, tl.load(q + 15 - at))


# case: out=zeros:i32[16] a=arange:i32[16] b=ramp(3,40,100):i32[16]
@triton.jit
def chosen_by_where(out, a, b):
    at = tl.arange(0, 16)
    tl.store(out + at, tl.load(tl.where(at % 3 == 0, a + at, b + at)))


# case: out=zeros:i64[4] a=arange:i32[32]
@triton.jit
def distances(out, a):
    at = tl.arange(0, 4)
    start = a.to(tl.int64)
    tl.store(out + at, (a + at * at).to(tl.int64) - start)


# case: out=zeros:i32[16] a=arange:i32[32]
@triton.jit
def there_and_back(out, a):
    at = tl.arange(0, 16)
    address = a.to(tl.int64) + 4 * at.to(tl.int64)
    tl.store(out + at, tl.load((address + 16).to(tl.pointer_type(tl.int32))))


# case: out=zeros:u8[64] a=ints(-2147483648,2147483648):i32[16]
@triton.jit
def words_as_bytes(out, a):
    at = tl.arange(0, 64)
    tl.store(out + at, tl.load(a.to(tl.pointer_type(tl.uint8)) + at))


# case: out=zeros:i32[16] a=ints(0,256):u8[64]
@triton.jit
def bytes_as_words(out, a):
    at = tl.arange(0, 16)
    p = tl.cast(a, tl.pointer_type(tl.int32), bitcast=True)
    tl.store(out + at, tl.load(p + at))


# case: out=zeros:fp16[32] a=ints(0,31744):u16[32]
@triton.jit
def halves_out_of_words(out, a):
    at = tl.arange(0, 32)
    tl.store(out + at, tl.load(a.to(tl.pointer_type(tl.float16), bitcast=True) + at))


# case: out=zeros:i32[16] a=arange:i32[16] b=None
# case: out=zeros:i32[16] a=None b=arange:i32[16]
# case: out=zeros:i32[16] a=arange:i32[16] b=arange:i32[16]
@triton.jit
def optional_pointers(out, a, b):
    at = tl.arange(0, 16)
    acc = tl.full((16,), 100, tl.int32)
    if a is not None:
        acc += tl.load(a + at)
    if b is not None:
        acc += tl.load(b + at) * 2
    tl.store(out + at, acc)


# case: out=zeros:i32[16] a=arange:i32[64] far=4294967296
@triton.jit
def wide_offsets(out, a, far):
    at = tl.arange(0, 16).to(tl.int64)
    offset = far + at * 3
    tl.store(out + at, tl.load(a + (offset - far) + 1))
    back = (at + 5) * far // far
    tl.atomic_add(out + at, tl.load(a + back))


# case: out=zeros:i32[16] a=arange:i32[16] step=4
@triton.jit
def moved_in_a_loop(out, a, step):
    p = a
    q = out + tl.arange(0, 4)
    for i in range(0, 16, step):
        tl.store(q, tl.load(p + tl.arange(0, 4)) * 2)
        p += step
        q += step


# case: out=zeros:i32[32] a=arange:i32[16] b=ramp(3,40,100):i32[16]
@triton.jit
def exchanged_in_a_loop(out, a, b):
    at = tl.arange(0, 8)
    p = a
    q = b
    for i in range(4):
        tl.store(out + i * 8 + at, tl.load(p + at))
        r = p
        p = q
        q = r


@triton.jit
def pick(pointers, i: tl.constexpr):
    return pointers[i]


# case: out=zeros:i32[32] a=arange:i32[16] b=ramp(3,40,100):i32[16]
@triton.jit
def pointers_in_tuples(out, a, b):
    at = tl.arange(0, 16)
    both = (a, b)
    for i in tl.static_range(2):
        tl.store(out + i * 16 + at, tl.load(pick(both, 1 - i) + at))
