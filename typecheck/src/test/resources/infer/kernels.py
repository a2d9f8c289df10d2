import torch
import triton
import triton.language as tl


@triton.jit
def addresses(offset, first, second, n, stride, BLOCK: tl.constexpr):
    at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    chosen = first if offset % 2 == 0 else second
    tl.store(offset + chosen + at * stride, 1.0, mask=at < n)


@triton.jit
def gathered(table, indices, out, mask_ptr, scale, n, BLOCK: tl.constexpr):
    at = tl.arange(0, BLOCK)
    row = tl.load(indices + at, mask=at < n, other=0)
    keep = tl.load(mask_ptr + at)
    value = tl.load(table + row * stride_of(n), mask=keep & (at < n)) * scale
    tl.store(out + at, value)


@triton.jit
def stride_of(n):
    return n // 2


@triton.jit
def through_helpers(q, counts, n, step):
    total = 0
    for i in range(0, n, step):
        total += read(counts, i)
    write(q, total, step)


@triton.jit
def read(where, i):
    return tl.load(where + i)


@triton.jit
def write(where, value, i):
    tl.store(where + i, value.to(tl.float32))


@triton.jit
def pointer_table(table, out, n, BLOCK: tl.constexpr):
    at = tl.arange(0, BLOCK)
    source = tl.load(table + tl.program_id(0))
    tl.store(out + at, tl.load(source + at, mask=at < n), mask=at < n)
    cast = tl.load(out + n).to(tl.pointer_type(tl.float16))
    tl.store(cast, 0.0)


@triton.jit
def locks(lock, count, sums, value):
    while tl.atomic_cas(lock, 0, 1) == 1:
        pass
    tl.atomic_add(count, 1)
    tl.atomic_add(sums, value)
    tl.atomic_xchg(lock, 0)


@triton.jit
def bits(x, y, packed, OUT: tl.constexpr):
    word = tl.load(packed)
    half = (word >> 4) & 0xF
    raw = tl.load(x).to(tl.int16, bitcast=True)
    tl.store(y, (half + raw).to(OUT))


@triton.jit
def optional(x, bias, out, ACTIVATION: tl.constexpr, HAS_SCALE: tl.constexpr, MODE: tl.constexpr, eps: tl.constexpr):
    v = tl.load(x) + eps * 1.0
    if bias is not None:
        v += tl.load(bias)
    if ACTIVATION == "relu":
        v = tl.maximum(v, 0.0)
    elif ACTIVATION == "sigmoid":
        v = tl.sigmoid(v)
    if HAS_SCALE:
        v *= 2.0
    if MODE == 1:
        v += 1.0
    tl.store(out, v)


SIZES = [triton.Config({"ROWS": r, "COLS": c}, num_warps=4) for r in [32, 64] for c in (128,)]


@triton.autotune(configs=SIZES, key=["n"])
@triton.heuristics({
    "EVEN": lambda args: args["n"] % 128 == 0,
    "GIVEN": lambda args: args["start"] is not None,
})
@triton.jit
def configured(x, start, n, ROWS: tl.constexpr, COLS: tl.constexpr, EVEN: tl.constexpr, GIVEN: tl.constexpr):
    rows = tl.arange(0, ROWS)[:, None]
    cols = tl.arange(0, COLS)[None, :]
    begin = 0 if start is None else tl.load(start)
    tl.store(x + begin + rows * n + cols, 1.0)


@triton.jit
def launched(x, n, DEPTH: tl.constexpr, WIDE: tl.constexpr, KIND: tl.constexpr):
    for i in tl.static_range(DEPTH):
        tl.store(x + i + tl.arange(0, WIDE), n * 1.0)


def host(x):
    width = 256
    launched[(1,)](x, 5, DEPTH=3, WIDE=width, KIND=torch.float32)


@triton.jit
def annotated(a: tl.int64, b: "fp16", c: float, d: int, e_ptr, UNUSED: tl.constexpr = 7):
    tl.store(e_ptr, 1.0)


@triton.jit
def products(a, b, c, T: tl.constexpr):
    i = tl.arange(0, T)
    acc = tl.zeros([T, T], dtype=tl.int32)
    acc += tl.dot(tl.load(a + i[:, None] + i[None, :]), tl.load(b + i[:, None] + i[None, :]))
    tl.store(c + i[:, None] + i[None, :], acc)


@triton.jit
def halves(x, out, WIDE: tl.constexpr, HALF: tl.constexpr):
    tl.static_assert(WIDE == 2 * HALF)
    lanes = tl.arange(0, HALF)
    tl.store(out + lanes, tl.load(x + lanes) + tl.load(x + HALF + lanes))


@triton.jit
def weighted(x, weight, out, HAS_WEIGHT: tl.constexpr, BLOCK: tl.constexpr):
    lanes = tl.arange(0, BLOCK)
    value = tl.load(x + lanes)
    if weight is not None:
        tl.static_assert(HAS_WEIGHT)
        value *= tl.load(weight + lanes)
    tl.store(out + lanes, value)


@triton.jit
def described(source, target, BLOCK: tl.constexpr):
    row = tl.program_id(0) * BLOCK
    target.store([row, 0], source.load([row, 0]))


@triton.jit
def counted_from(x, BLOCK: tl.constexpr, FIRST: tl.constexpr = tl.core.CONSTEXPR_0):
    lanes = FIRST + tl.arange(0, BLOCK)
    tl.store(x + lanes, lanes)


@triton.jit
def ragged(x, row_offsets_ptr, column_offsets_ptr, out, BY_ROWS, MAX_LENGTH: tl.constexpr, BLOCK: tl.constexpr):
    if BY_ROWS:
        count = tl.load(row_offsets_ptr + 1) - tl.load(row_offsets_ptr)
        count = tl.minimum(MAX_LENGTH, count)
    else:
        count = tl.load(column_offsets_ptr + 1) - tl.load(column_offsets_ptr)
    lanes = tl.arange(0, BLOCK)
    tl.store(out + lanes, tl.load(x + lanes, mask=lanes < count))


def powers(first, last):
    found = []
    for power in range(first, last):
        found.append(triton.Config({"WIDE": 2**power}, num_warps=1))
    return found


@triton.autotune(configs=powers(5, 8), key=[])
@triton.heuristics({"SPLIT": lambda args: args["n"] > 8 and args["n"] < 100})
@triton.jit
def computed_configurations(x, n, WIDE: tl.constexpr, SPLIT: tl.constexpr):
    lanes = tl.arange(0, WIDE)
    tl.store(x + lanes, 1.0, mask=lanes < n)


def made_by_a_call(x, n, WIDE: tl.constexpr, SPLIT: tl.constexpr):
    lanes = tl.arange(0, WIDE)
    tl.store(x + lanes, 1.0, mask=lanes < n)


made_by_a_call = triton.jit(made_by_a_call)
tuned = triton.autotune(configs=powers(6, 8), key=[])(triton.heuristics({"SPLIT": lambda args: args["n"] > 8})(made_by_a_call))


def launch(x, parts):
    tuned[(1,)](x, 100, SPLIT=parts is not None)


def size_before(arguments):
    rows = arguments["ROWS"]
    arguments["hooked"].block_shape = [1, rows, arguments["COLUMNS"] // 2]


@triton.jit
def tile_of_a_hook(hooked, out, ROWS: tl.constexpr, COLUMNS: tl.constexpr):
    tile = tl.reshape(hooked.load([0, 0, 0]), [ROWS, COLUMNS // 2])
    tl.store(out + tl.arange(0, ROWS)[:, None], tl.sum(tile, 1, keep_dims=True))


@triton.jit
def tile_of_a_launch(left, right, out, ROWS: tl.constexpr, COLUMNS: tl.constexpr):
    lanes = tl.arange(0, ROWS)[:, None] * COLUMNS + tl.arange(0, COLUMNS)[None, :]
    tl.store(out + lanes, tl.dot(left.load([0, 0]), right.load([0, 0])))


def launch_tiles(x, y, out, rows):
    depth = 32
    left = TensorDescriptor(x, x.shape, x.stride(), block_shape=[rows, depth])
    right = TensorDescriptor.from_tensor(y, [depth, 256])
    tile_of_a_launch[(1,)](left, right, out, rows, 256)


@triton.jit
def tile_of_an_old_access(table, out, ROWS: tl.constexpr, COLUMNS: tl.constexpr, KIND: tl.constexpr):
    part = tl._experimental_descriptor_load(table, [0, 0], [ROWS, 2 * COLUMNS], KIND)
    lanes = tl.arange(0, ROWS)[:, None] * COLUMNS * 2 + tl.arange(0, 2 * COLUMNS)[None, :]
    tl.store(out + lanes, part.to(tl.float32))


@triton.jit
def rows_of_one(x, out, rows, columns, stride_row, stride_column, BLOCK: tl.constexpr):
    table = tl.make_tensor_descriptor(x, shape=[rows, columns], strides=[stride_row, stride_column], block_shape=[4, BLOCK])
    lanes = tl.arange(0, 4)[:, None] * BLOCK + tl.arange(0, BLOCK)[None, :]
    tl.store(out + lanes * stride_column, table.load([0, 0]))
