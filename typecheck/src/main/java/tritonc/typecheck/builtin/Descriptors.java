package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tensor descriptors: block pointers whose accesses all say where they begin and are checked on
/// every axis.
final class Descriptors {
    private static final Parameters MAKE =
            Parameters.of(4, "base", "shape", "strides", "block_shape", "padding_option");
    private static final Parameters LOAD =
            Parameters.of(2, "desc", "offsets", "cache_modifier", "eviction_policy");
    private static final Parameters STORE = Parameters.of(3, "desc", "offsets", "value");
    private static final Parameters OLD_LOAD =
            Parameters.of(2, "desc_pointer", "offsets", "shape", "dtype");
    private static final Parameters OLD_STORE =
            Parameters.of(3, "desc_pointer", "value", "offsets");
    private static final Parameters GATHER = Parameters.of(3, "desc", "x_offsets", "y_offset");
    private static final Parameters SCATTER =
            Parameters.of(4, "desc", "value", "x_offsets", "y_offset");
    private static final List<String> CACHES = List.of(".ca", ".cg", ".cs", ".cv");

    /// Source: the ranks that `make_tensor_descriptor` of Triton 3.8 takes.
    private static final int MAX_RANK = 5;

    private final Semantics semantics;
    private final Memory memory;
    private final Tiled tiled;
    private final TileParts parts;

    Descriptors(Semantics semantics, Memory memory, Tiled tiled) {
        this.semantics = semantics;
        this.memory = memory;
        this.tiled = tiled;
        this.parts = new TileParts(semantics);
    }

    /// `desc.name(…)`, the descriptor before the arguments; null if there is no such method.
    @Nullable PyValue method(String name, Call call) {
        return switch (name) {
            case "load" -> load(call);
            case "store" -> store(call);
            case "gather" -> gather(call);
            case "scatter" -> scatter(call);
            case "atomic_add" -> reduce(AtomicKind.ADD, call);
            case "atomic_min" -> reduce(AtomicKind.MIN, call);
            case "atomic_max" -> reduce(AtomicKind.MAX, call);
            case "atomic_and" -> reduce(AtomicKind.AND, call);
            case "atomic_or" -> reduce(AtomicKind.OR, call);
            case "atomic_xor" -> reduce(AtomicKind.XOR, call);
            default -> null;
        };
    }

    /// `tl.make_tensor_descriptor(base, shape, strides, block_shape)`.
    PyValue make(Call call) {
        Bound args = call.bind(MAKE);
        Shape block = TileParts.block(args, 3);
        Tensor base = parts.base(args);
        if (block.rank() > MAX_RANK) {
            throw args.wrongKind(3, "one to " + MAX_RANK + " extents");
        }
        List<Tensor> all = new ArrayList<>(1 + 3 * block.rank());
        all.add(base);
        all.addAll(parts.scalars(args, 1, block.rank(), DType.I32));
        all.addAll(parts.scalars(args, 2, block.rank(), DType.I64));
        contiguous(args);
        // the start of each access takes the place of these
        Tensor zero = new Tensor(semantics.emitter().zero(DType.I64));
        for (int i = 0; i < block.rank(); i++) {
            all.add(zero);
        }
        boolean nan = Tiled.padsNan(args, 4, ((PointerType) base.element()).pointee());
        return new BlockPointer(all, block, nan, true);
    }

    private static void contiguous(Bound args) {
        PyValue last = args.list(2).getLast();
        if (!BigInteger.ONE.equals(PythonMath.integer(last))) {
            throw args.wrongKind(2, "strides that end in the constant 1")
                    .help("use `tl.make_block_ptr` where the last axis is not contiguous");
        }
    }

    /// `desc.load(offsets)`, `tl.load_tensor_descriptor(desc, offsets)`.
    PyValue load(Call call) {
        Bound args = call.bind(LOAD);
        CacheHint hint = Options.cache(args, 2, 3, CACHES);
        BlockPointer tile = tile(args, 1);
        return tiled.load(tile, all(tile), tile.nan(), hint, false);
    }

    /// `tl._experimental_descriptor_load(desc, offsets, shape, dtype)` of Triton 3.0 to 3.2.
    PyValue loadOld(Call call) {
        Bound args = call.bind(OLD_LOAD);
        BlockPointer tile = tile(args, 1);
        if (args.has(2) && !args.shape(2).equals(tile.block())) {
            throw args.wrongKind(2, "the descriptor's " + tile.block());
        }
        if (args.has(3) && args.type(3) != tile.element()) {
            throw args.wrongKind(3, "the descriptor's " + tile.element());
        }
        return tiled.load(tile, all(tile), tile.nan(), CacheHint.NONE, false);
    }

    /// `desc.store(offsets, value)`, `tl.store_tensor_descriptor(desc, offsets, value)`.
    PyValue store(Call call) {
        return store(call.bind(STORE), 1, 2);
    }

    /// `tl._experimental_descriptor_store(desc, value, offsets)` of Triton 3.0 to 3.2.
    PyValue storeOld(Call call) {
        return store(call.bind(OLD_STORE), 2, 1);
    }

    private PyValue store(Bound args, int offsets, int value) {
        BlockPointer tile = tile(args, offsets);
        memory.notConst(args, tile.base().value());
        Value stored = tiled.value(args, value, tile);
        Tiled.Access access = tiled.access(tile, all(tile));
        semantics
                .emitter()
                .addAll(
                        new MemoryOp.Store(
                                access.pointers(), stored, access.mask(), CacheHint.NONE));
        return PyNone.NONE;
    }

    /// `desc.atomic_add(offsets, value)` and its like: nothing is returned.
    private PyValue reduce(AtomicKind kind, Call call) {
        Bound args = call.bind(STORE);
        BlockPointer tile = tile(args, 1);
        memory.notConst(args, tile.base().value());
        Atomics.checkTile(kind, tile.element(), args);
        Value value = tiled.value(args, 2, tile);
        Tiled.Access access = tiled.access(tile, all(tile));
        semantics
                .emitter()
                .addAll(
                        new MemoryOp.AtomicRmw(
                                kind, access.pointers(), value, access.mask(), Semantic.RELAXED));
        return PyNone.NONE;
    }

    /// `desc.gather(x_offsets, y_offset)`: rows `x_offsets`, from column `y_offset` on.
    private PyValue gather(Call call) {
        Bound args = call.bind(GATHER);
        BlockPointer tile = rows(args, 1, 2);
        return new Tensor(tiled.loadRows(tile, args.block(1).value()));
    }

    /// `desc.scatter(value, x_offsets, y_offset)`.
    private PyValue scatter(Call call) {
        Bound args = call.bind(SCATTER);
        BlockPointer tile = rows(args, 2, 3);
        memory.notConst(args, tile.base().value());
        Value rows = args.block(2).value();
        Shape shape = tile.block().with(0, rows.type().size());
        Value value = args.block(1).value();
        if (!value.type().shape().equals(shape)) {
            Sites at = new Sites(args.span(0), args.span(1));
            throw Mistake.at(at.right(), Code.ACCESS_SHAPE, "scatter stores a block of " + shape)
                    .operands(at, args.get(0).describe(), value.type().toString());
        }
        Tiled.Access access = tiled.rows(tile, rows);
        value = semantics.conversion().cast(value, tile.element(), args.span(1));
        semantics
                .emitter()
                .addAll(
                        new MemoryOp.Store(
                                access.pointers(), value, access.mask(), CacheHint.NONE));
        return PyNone.NONE;
    }

    /// The descriptor of single rows that `gather` and `scatter` take, at a column.
    private BlockPointer rows(Bound args, int rows, int column) {
        BlockPointer tile = descriptor(args);
        if (tile.rank() != 2 || tile.block().dim(0) != 1) {
            throw args.wrongKind(0, "a descriptor of one row, `[1, N]`,");
        }
        Type type = args.block(rows).type();
        boolean integers = type.element() == DType.I16 || type.element() == DType.I32;
        if (type.shape().rank() != 1 || !integers) {
            throw args.wrongKind(rows, "a block of int32 or int16 with one axis");
        }
        Value start = parts.scalar(args.get(column), args, column, DType.I64);
        return tile.at(List.of(tile.offset(0), new Tensor(start)));
    }

    private static BlockPointer descriptor(Bound args) {
        if (!(args.get(0) instanceof BlockPointer p) || !p.isDescriptor()) {
            throw args.wrongKind(0, "a tensor descriptor");
        }
        return p;
    }

    private BlockPointer tile(Bound args, int offsets) {
        BlockPointer p = descriptor(args);
        return p.at(parts.scalars(args, offsets, p.rank(), DType.I64));
    }

    private static boolean[] all(BlockPointer tile) {
        boolean[] checked = new boolean[tile.rank()];
        Arrays.fill(checked, true);
        return checked;
    }
}
