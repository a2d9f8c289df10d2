"""Philox: integers and uniform floats by their bits, normal floats in thousandths."""
import triton
import triton.language as tl


# kernel
@triton.jit
def integers(out, x, m, n):
    offs = tl.program_id(0) * 32 + tl.arange(0, 32)
    tl.store(out + offs, tl.randint(n, offs))


# kernel
@triton.jit
def four_integers(out, x, m, n):
    offs = tl.arange(0, 64)
    a, b, c, d = tl.randint4x(n - 100, offs - 30)
    tl.store(out + offs, a)
    tl.store(out + 64 + offs, b)
    tl.store(out + 128 + offs, c)
    tl.store(out + 192 + offs, d)


# kernel
@triton.jit
def long_offsets_and_seeds(out, x, m, n):
    offs = tl.arange(0, 32)
    tl.store(out + offs, tl.randint(n.to(tl.int64) * 123456789123, offs.to(tl.int64) * 98765432198 - 1))
    tl.store(out + 32 + offs, tl.randint(n.to(tl.uint32) + 4294967000, offs.to(tl.uint64) + 4294967290))
    tl.store(out + 64 + offs, tl.randint(0xDEADBEEFCAFE, offs.to(tl.int8) * 7, n_rounds=7))


# kernel
@triton.jit
def uniform(out, x, m, n):
    offs = tl.program_id(0) * 64 + tl.arange(0, 64)
    tl.store(out + offs, tl.rand(m, offs).to(tl.int32, bitcast=True))


# kernel
@triton.jit
def four_uniform(out, x, m, n):
    offs = tl.arange(0, 32)
    a, b, c, d = tl.rand4x(m, offs)
    tl.store(out + offs, tl.maximum(a, b).to(tl.int32, bitcast=True))
    tl.store(out + 32 + offs, tl.minimum(c, d).to(tl.int32, bitcast=True))


# kernel
@triton.jit
def normal(out, x, m, n):
    offs = tl.arange(0, 128)
    tl.store(out + offs, tl.floor(tl.randn(m, offs) * 1000).to(tl.int32))


# kernel
@triton.jit
def four_normal(out, x, m, n):
    offs = tl.arange(0, 64)
    a, b, c, d = tl.randn4x(n, offs, 8)
    tl.store(out + offs, tl.floor(a * 1000).to(tl.int32))
    tl.store(out + 64 + offs, tl.floor(b * 1000).to(tl.int32))
    tl.store(out + 128 + offs, tl.floor((c + d) * 1000).to(tl.int32))


# kernel
@triton.jit
def counters(out, x, m, n):
    offs = tl.arange(0, 16)
    a, b, c, d = tl.philox(n, offs, m + offs * 0, offs * 3, offs - 9)
    tl.store(out + offs, (a ^ b).to(tl.int32, bitcast=True))
    tl.store(out + 16 + offs, (c + d).to(tl.int32, bitcast=True))


# kernel
@triton.jit
def wide_counters(out, x, m, n):
    offs = tl.arange(0, 16).to(tl.int64)
    a, b, c, d = tl.philox(n, offs, offs * 5, offs - 3, offs * 77777777777)
    tl.store(out + tl.arange(0, 16), (a ^ (b >> 32)).to(tl.int32))
    tl.store(out + 16 + tl.arange(0, 16), ((c >> 40) + d).to(tl.int32))


# kernel
@triton.jit
def dropout(out, x, m, n):
    offs = tl.program_id(0) * 64 + tl.arange(0, 64)
    keep = tl.rand(123, offs) > 0.25
    v = tl.where(keep, tl.load(x + offs) / (1 - 0.25), 0.0)
    tl.store(out + offs, (v * 100).to(tl.int32))
