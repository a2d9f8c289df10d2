"""Axes moved, joined, split and broadcast."""
import torch
import triton
import triton.language as tl


# case grid=2,3: x=ints(0,1000):i32[25,40] y=zeros:i32[40,25] rows=25 cols=40 BLOCK=16
# case grid=2,3: x=uniform(1):fp16[25,40] y=zeros:fp16[40,25] rows=25 cols=40 BLOCK=16
@triton.jit
def transpose(x, y, rows, cols, BLOCK: tl.constexpr):
    r = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    c = tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    v = tl.load(x + r[:, None] * cols + c[None, :], mask=(r < rows)[:, None] & (c < cols)[None, :])
    tl.store(y + c[:, None] * rows + r[None, :], v.T, mask=(c < cols)[:, None] & (r < rows)[None, :])


def expected_transpose(x, y, rows, cols, BLOCK):
    y.copy_(x.T)


# case: x=ints(0,1000):i32[4,8,16] y=zeros:i32[16,4,8]
@triton.jit
def permute_three_axes(x, y):
    i, j, k = tl.arange(0, 4), tl.arange(0, 8), tl.arange(0, 16)
    v = tl.load(x + i[:, None, None] * 128 + j[None, :, None] * 16 + k[None, None, :])
    w = tl.permute(v, (2, 0, 1))
    tl.store(y + k[:, None, None] * 32 + i[None, :, None] * 8 + j[None, None, :], w)


def expected_permute_three_axes(x, y):
    y.copy_(x.permute(2, 0, 1))


# case: re=uniform(1):fp32[16] im=uniform(1):fp32[16] out=zeros:fp32[2,16]
@triton.jit
def walsh(re, im, out):
    i = tl.arange(0, 16)
    v = tl.load(re + i)
    for _ in tl.static_range(4):
        a, b = tl.split(tl.permute(tl.reshape(v, (2, 8)), (1, 0)))
        v = tl.reshape(tl.join(a + b, a - b), (16,))
    tl.store(out + i, v)
    tl.store(out + 16 + i, tl.load(im + i))


# case tol=1e-5: re=uniform(1):fp32[32] im=uniform(1):fp32[32] LOG=5
@triton.jit
def fourier(re, im, LOG: tl.constexpr):
    N: tl.constexpr = 2**LOG
    i = tl.arange(0, N)
    x = tl.load(re + i)
    y = tl.load(im + i)
    for level in tl.static_range(LOG):
        # the halves of each of 2^level interleaved sequences
        SIZE: tl.constexpr = N // 2 ** (level + 1)
        k = tl.arange(0, SIZE)[:, None] * 0 + tl.arange(0, SIZE)[:, None]
        angle = -6.283185307179586 * k.to(tl.float32) / (2 * SIZE)
        c, s = tl.cos(angle), tl.sin(angle)
        ax, bx = tl.split(tl.trans(tl.reshape(x, (2, SIZE, 2**level)), 1, 2, 0))
        ay, by = tl.split(tl.trans(tl.reshape(y, (2, SIZE, 2**level)), 1, 2, 0))
        dx, dy = ax - bx, ay - by
        x = tl.reshape(tl.trans(tl.join(ax + bx, dx * c - dy * s), 0, 2, 1), (N,))
        y = tl.reshape(tl.trans(tl.join(ay + by, dx * s + dy * c), 0, 2, 1), (N,))
    tl.store(re + i, x)
    tl.store(im + i, y)


def expected_fourier(re, im, LOG):
    z = torch.fft.fft(torch.complex(re.double(), im.double()))
    re.copy_(z.real)
    im.copy_(z.imag)


# case: x=arange:i32[32] out=full(-1):i32[8,32]
@triton.jit
def shape_functions(x, out):
    i = tl.arange(0, 32)
    v = tl.load(x + i)
    tl.store(out + i, tl.reshape(tl.trans(tl.reshape(v, (4, 8))), (32,)))
    tl.store(out + 32 + i, tl.ravel(v.reshape(2, 16).trans()))
    a, b = tl.split(v.reshape(16, 2))
    tl.store(out + 64 + i, tl.cat(a, b, can_reorder=True).to(tl.int32) * 0 + tl.interleave(b, a))
    tl.store(out + 96 + i, tl.view(tl.expand_dims(v, 0), (32,)))
    row = v.reshape(2, 1, 16).broadcast_to(2, 4, 16)
    tl.store(out + 128 + tl.arange(0, 128).reshape(2, 4, 16), row)


def expected_shape_functions(x, out):
    out[0] = x.reshape(4, 8).T.flatten()
    out[1] = x.reshape(2, 16).T.flatten()
    out[2] = torch.stack([x[1::2], x[::2]], 1).flatten()
    out[3] = x
    out[4:] = x.reshape(2, 1, 16).expand(2, 4, 16).reshape(4, 32)


# case: x=arange:i32[16] out=zeros:i32[2,16]
@triton.jit
def slices_and_steps(x, out):
    i = tl.arange(0, 16)
    v = tl.load(x + i)
    both = v[:, None] * 3 + v[None, :] // 2
    tl.store(out + i, tl.sum(both, 1))
    deep = v[None, :, None] + tl.zeros([1, 16, 1], tl.int32)
    tl.store(out + 16 + i, tl.reshape(deep, [16]))


# case grid=2: a=ints(0,9):i8[2,6,10] b=zeros:i8[2,10,6] outer=2
@triton.jit
def copy_with_strides(a, b, outer):
    n = tl.program_id(0)
    i, j = tl.arange(0, 8), tl.arange(0, 16)
    inside = (i < 6)[:, None] & (j < 10)[None, :]
    v = tl.load(a + n * 60 + i[:, None] * 10 + j[None, :], mask=inside, other=0)
    tl.store(b + n * 60 + j[None, :] * 6 + i[:, None], v, mask=inside)


def expected_copy_with_strides(a, b, outer):
    b.copy_(a.transpose(1, 2))


# case grid=3: x=ints(0,99):i32[3,8] y=ints(0,99):i32[3,8] out=zeros:i32[3,16]
@triton.jit
def concatenate(x, y, out):
    row = tl.program_id(0)
    i = tl.arange(0, 16)
    from_x = i < 8
    v = tl.load(x + row * 8 + i, mask=from_x, other=0)
    w = tl.load(y + row * 8 + i - 8, mask=~from_x, other=0)
    tl.store(out + row * 16 + i, tl.where(from_x, v, w))


def expected_concatenate(x, y, out):
    out.copy_(torch.cat([x, y], 1))


# case grid=4: x=ints(0,99):i32[16,16] out=zeros:i32[16,16] shift=3 UPPER=True
# case grid=4: x=ints(0,99):i32[16,16] out=zeros:i32[16,16] shift=-2 UPPER=False
@triton.jit
def triangle(x, out, shift, UPPER: tl.constexpr):
    r = tl.program_id(0) * 4 + tl.arange(0, 4)[:, None]
    c = tl.arange(0, 16)[None, :]
    v = tl.load(x + r * 16 + c)
    keep = c - r >= shift if UPPER else c - r <= shift
    tl.store(out + r * 16 + c, tl.where(keep, v, 0))


def expected_triangle(x, out, shift, UPPER):
    out.copy_(x.triu(shift) if UPPER else x.tril(shift))


# case grid=2: x=ints(0,99):i32[2,32] out=zeros:i32[2,32] n=30 by=7
@triton.jit
def roll_and_flip(x, out, n, by):
    row = tl.program_id(0)
    i = tl.arange(0, 32)
    from_ = (i - by + n) % n if row == 0 else n - 1 - i
    inside = i < n
    tl.store(out + row * 32 + i, tl.load(x + row * 32 + from_, mask=inside), mask=inside)


def expected_roll_and_flip(x, out, n, by):
    out[0, :n] = x[0, :n].roll(by)
    out[1, :n] = x[1, :n].flip(0)


# case: x=arange:i32[16] out=zeros:i32[2,16]
@triton.jit
def axes_of_one(x, out):
    v = tl.load(x + tl.arange(0, 16)).reshape(4, 4)
    w = tl.unsqueeze(v, 1)
    tl.static_assert(w.shape[1] == 1 and w.shape[2] == 4)
    tl.store(out + tl.arange(0, 4)[:, None] * 4 + tl.arange(0, 4)[None, :], tl.squeeze(w, 1))
    tl.store(out + 16 + tl.arange(0, 16), tl.squeeze(tl.unsqueeze(tl.arange(0, 16), 0), dim=0))


def expected_axes_of_one(x, out):
    out.copy_(x.expand(2, 16))
