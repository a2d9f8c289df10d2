"""Block pointers and tensor descriptors: each kernel stores integers that show what was read and written."""
import triton
import triton.language as tl


# kernel
@triton.jit
def plain_tile(out, x, m, n):
    src = tl.make_block_ptr(x, (16, 16), (16, 1), (4, 8), (4, 8), (1, 0))
    dst = tl.make_block_ptr(out, (4, 8), (8, 1), (0, 0), (4, 8), (1, 0))
    tl.store(dst, tl.load(src))


# kernel
@triton.jit
def checked_rows(out, x, m, n):
    src = tl.make_block_ptr(x, (m, n), (n, 1), (0, 0), (8, 8), (1, 0))
    dst = tl.make_block_ptr(out, (8, 8), (8, 1), (0, 0), (8, 8), (1, 0))
    tl.store(dst, tl.load(src, boundary_check=(0,), padding_option="zero").to(tl.int32))


# kernel
@triton.jit
def checked_both(out, x, m, n):
    src = tl.make_block_ptr(x, (m, n), (n, 1), (-2, 3), (8, 8), (1, 0))
    dst = tl.make_block_ptr(out, (8, 8), (8, 1), (0, 0), (8, 8), (1, 0))
    tl.store(dst, tl.load(src, boundary_check=(0, 1)).to(tl.int32))


# kernel
@triton.jit
def padded_with_nan(out, x, m, n):
    src = tl.make_block_ptr(x, (m, n), (n, 1), (0, 0), (8, 8), (1, 0))
    v = tl.load(src, boundary_check=[1, 0], padding_option="nan")
    dst = tl.make_block_ptr(out, (8, 8), (8, 1), (0, 0), (8, 8), (1, 0))
    tl.store(dst, tl.where(v == v, v, 1000.0).to(tl.int32))


# kernel
@triton.jit
def columns_first(out, x, m, n):
    src = tl.make_block_ptr(x, (16, 16), (1, 16), (0, 2), (8, 4), (0, 1))
    dst = tl.make_block_ptr(out, (8, 4), (4, 1), (0, 0), (8, 4), (1, 0))
    tl.store(dst, tl.load(src).to(tl.int32))


# case grid=4 alone=yes: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def stores_are_checked(out, x, m, n):
    src = tl.make_block_ptr(x, (64,), (1,), (0,), (64,), (0,))
    dst = tl.make_block_ptr(out, (m, n), (16, 1), (tl.program_id(0), -1), (8, 8), (1, 0))
    tl.store(dst, tl.load(src).reshape(8, 8).to(tl.int32), boundary_check=(0, 1))


# kernel
@triton.jit
def advanced_in_a_loop(out, x, m, n):
    src = tl.make_block_ptr(x, (16, 16), (16, 1), (tl.program_id(0) * 4, 0), (4, 4), (1, 0))
    acc = tl.zeros((4, 4), dtype=tl.float32)
    for i in range(0, m):
        acc += tl.load(src, boundary_check=(1,)) * (i + 1)
        src = tl.advance(src, (0, 4))
    dst = tl.make_block_ptr(out, (16, 4), (4, 1), (tl.program_id(0) * 4, 0), (4, 4), (1, 0))
    tl.store(dst, acc.to(tl.int32))


# kernel
@triton.jit
def advanced_in_a_branch(out, x, m, n):
    src = tl.make_block_ptr(x, (256,), (1,), (0,), (8,), (0,))
    if tl.program_id(0) > 1:
        src = tl.advance(src, (tl.program_id(0) * 8,))
    else:
        src = tl.advance(src, [n])
    tl.store(out + tl.program_id(0) * 8 + tl.arange(0, 8), tl.load(src).to(tl.int32))


# kernel
@triton.jit
def made_anew_in_a_loop(out, x, m, n):
    p = tl.make_block_ptr(x, (256,), (1,), (0,), (4,), (0,))
    total = tl.load(p)
    for i in range(m):
        p = tl.make_block_ptr(x + i, (256,), (2,), (i * 8,), (4,), (0,))
        total += tl.load(p)
    tl.store(out + tl.arange(0, 4), (total + tl.load(p)).to(tl.int32))


@triton.jit
def tile_of(base, row, stride, BLOCK: tl.constexpr):
    return tl.make_block_ptr(base, (16, 16), (stride, 1), (row, 0), (1, BLOCK), (1, 0))


@triton.jit
def row_sum(p):
    return tl.sum(tl.load(p))


# kernel
@triton.jit
def through_helpers(out, x, m, n):
    p = tile_of(x, tl.program_id(0), 16, 16)
    tl.store(out + tl.program_id(0), row_sum(p).to(p.dtype.element_ty).to(tl.int32))


# kernel
@triton.jit
def offsets_of_many_types(out, x, m, n):
    rows = tl.full((), 16, tl.int64)
    p = tl.make_block_ptr(x, (rows, tl.full((), 16, tl.uint8)), (16, 1), (m.to(tl.int64), 0), (2, 4), (1, 0))
    q = tl.advance(p, (tl.full((), -3, tl.int8), tl.full((), 255, tl.uint8)))
    v = tl.load(p).to(tl.int32) + tl.load(q, boundary_check=(0, 1)).to(tl.int32)
    tl.store(out + tl.arange(0, 2)[:, None] * 4 + tl.arange(0, 4)[None, :], v)


# kernel
@triton.jit
def a_number_fills_the_tile(out, x, m, n):
    p = tl.make_block_ptr(out, (8, 8), (8, 1), (1, 1), (4, 4), (1, 0))
    tl.store(p, 3)
    tl.store(tl.advance(p, (4, 0)), tl.arange(0, 4)[None, :], boundary_check=(0,))


# case grid=4 alone=yes: out=full(-1):i32[256] x=ramp(37,101,-50):fp32[256] m=5 n=7
@triton.jit
def descriptors(out, x, m, n):
    src = tl.make_tensor_descriptor(x, shape=[m, n], strides=[16, 1], block_shape=[4, 8])
    dst = tl.make_tensor_descriptor(out, [12, 10], [16, 1], [4, 8])
    pid = tl.program_id(0)
    tl.static_assert(src.block_shape[1] == 8 and src.dtype == tl.float32)
    dst.store([pid * 3, n - 3], src.load([pid, m - 1]).to(tl.int32))


# kernel
@triton.jit
def descriptor_functions(out, x, m, n):
    src = tl.make_tensor_descriptor(x, [m, n], [12, 1], [8, 8])
    dst = tl.make_tensor_descriptor(out, [8, 8], [8, 1], [8, 8])
    v = tl.load_tensor_descriptor(src, [-1, -4])
    tl.store_tensor_descriptor(dst, [0, 0], v.to(tl.int32))
