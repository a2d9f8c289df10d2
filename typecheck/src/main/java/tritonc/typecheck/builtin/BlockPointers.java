package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The functions that make and move block pointers, and tensor descriptors, which are block
/// pointers whose accesses all say where they begin and are checked on every axis.
final class BlockPointers {
    private static final Parameters MAKE =
            Parameters.of(6, "base", "shape", "strides", "offsets", "block_shape", "order");
    private static final Parameters ADVANCE = Parameters.of(2, "base", "offsets");
    private static final Parameters DESCRIPTOR =
            Parameters.of(4, "base", "shape", "strides", "block_shape", "padding_option");
    private static final Parameters LOAD = Parameters.of(2, "desc", "offsets");
    private static final Parameters STORE = Parameters.of(3, "desc", "offsets", "value");

    /// Source: the ranks that `make_tensor_descriptor` of Triton 3.8 takes.
    private static final int MAX_DESCRIPTOR_RANK = 5;

    private final Semantics semantics;
    private final Memory memory;
    private final Tiled tiled;

    BlockPointers(Semantics semantics, Memory memory, Tiled tiled) {
        this.semantics = semantics;
        this.memory = memory;
        this.tiled = tiled;
    }

    /// `tl.make_block_ptr(base, shape, strides, offsets, block_shape, order)`.
    PyValue make(Call call) {
        Bound args = call.bind(MAKE);
        Shape block = block(args, 4);
        order(args, 5, block.rank());
        List<Tensor> parts = new ArrayList<>(1 + 3 * block.rank());
        parts.add(base(args));
        parts.addAll(scalars(args, 1, block.rank(), DType.I64));
        parts.addAll(scalars(args, 2, block.rank(), DType.I64));
        parts.addAll(scalars(args, 3, block.rank(), DType.I64));
        return new BlockPointer(parts, block, false, false);
    }

    /// `tl.make_tensor_descriptor(base, shape, strides, block_shape)`.
    PyValue descriptor(Call call) {
        Bound args = call.bind(DESCRIPTOR);
        Shape block = block(args, 3);
        Tensor base = base(args);
        if (block.rank() > MAX_DESCRIPTOR_RANK) {
            throw args.wrongKind(3, "one to " + MAX_DESCRIPTOR_RANK + " extents");
        }
        List<Tensor> parts = new ArrayList<>(1 + 3 * block.rank());
        parts.add(base);
        parts.addAll(scalars(args, 1, block.rank(), DType.I32));
        parts.addAll(scalars(args, 2, block.rank(), DType.I64));
        contiguous(args);
        // the start of each access takes the place of these
        Tensor zero = new Tensor(semantics.emitter().zero(DType.I64));
        for (int i = 0; i < block.rank(); i++) {
            parts.add(zero);
        }
        boolean nan = Tiled.padsNan(args, 4, ((PointerType) base.element()).pointee());
        return new BlockPointer(parts, block, nan, true);
    }

    private static void contiguous(Bound args) {
        PyValue last = args.list(2).getLast();
        if (!BigInteger.ONE.equals(PythonMath.integer(last))) {
            throw args.wrongKind(2, "strides that end in the constant 1")
                    .help("use `tl.make_block_ptr` where the last axis is not contiguous");
        }
    }

    /// `tl.advance(base, offsets)`.
    PyValue advance(Call call) {
        Bound args = call.bind(ADVANCE);
        if (!(args.get(0) instanceof BlockPointer p) || p.isDescriptor()) {
            throw args.wrongKind(0, "a block pointer");
        }
        List<PyValue> by = list(args, 1, p.rank());
        List<Tensor> offsets = new ArrayList<>(p.rank());
        for (int axis = 0; axis < p.rank(); axis++) {
            boolean stays = BigInteger.ZERO.equals(PythonMath.integer(by.get(axis)));
            offsets.add(stays ? p.offset(axis) : moved(p, axis, by.get(axis), args));
        }
        return p.at(offsets);
    }

    private Tensor moved(BlockPointer p, int axis, PyValue by, Bound args) {
        Value amount = scalar(by, args, 1, DType.I64);
        return new Tensor(
                semantics.emitter().binary(BinaryKind.ADD, p.offset(axis).value(), amount));
    }

    /// `desc.load(offsets)`, `tl.load_tensor_descriptor(desc, offsets)`.
    PyValue load(Call call) {
        Bound args = call.bind(LOAD);
        BlockPointer tile = tile(args);
        return tiled.load(tile, all(tile), tile.nan(), CacheHint.NONE, false);
    }

    /// `desc.store(offsets, value)`, `tl.store_tensor_descriptor(desc, offsets, value)`.
    PyValue store(Call call) {
        Bound args = call.bind(STORE);
        BlockPointer tile = tile(args);
        memory.notConst(args, tile.base().value());
        Value value = tiled.value(args, 2, tile);
        Tiled.Access access = tiled.access(tile, all(tile));
        semantics
                .emitter()
                .addAll(
                        new MemoryOp.Store(
                                access.pointers(), value, access.mask(), CacheHint.NONE));
        return PyNone.NONE;
    }

    private BlockPointer tile(Bound args) {
        if (!(args.get(0) instanceof BlockPointer p) || !p.isDescriptor()) {
            throw args.wrongKind(0, "a tensor descriptor");
        }
        return p.at(scalars(args, 1, p.rank(), DType.I64));
    }

    private static boolean[] all(BlockPointer tile) {
        boolean[] checked = new boolean[tile.rank()];
        Arrays.fill(checked, true);
        return checked;
    }

    private Tensor base(Bound args) {
        if (args.get(0) instanceof Tensor t && t.isPointer() && !t.isBlock()) {
            return t;
        }
        throw Mistake.at(
                        args.span(0),
                        Code.NOT_A_POINTER,
                        "`" + args.name() + "` needs a single pointer")
                .label(args.span(0), args.get(0).describe())
                .help("the first element of the array is meant: `x_ptr`, not `x_ptr + offsets`");
    }

    private static Shape block(Bound args, int index) {
        Shape block = args.shape(index);
        if (block.rank() == 0) {
            throw args.wrongKind(index, "at least one extent");
        }
        return block;
    }

    private static void order(Bound args, int index, int rank) {
        long[] order = Integers.of(args.get(index), args.span(index), args.name());
        Arrays.sort(order);
        boolean good = order.length == rank;
        for (int i = 0; good && i < rank; i++) {
            good = order[i] == i;
        }
        if (!good) {
            throw Mistake.at(
                            args.span(index),
                            Code.PERMUTATION,
                            args.get(index).describe() + " is no order of " + rank + " axes")
                    .help("name each axis from 0 to " + (rank - 1) + " once");
        }
    }

    private static List<PyValue> list(Bound args, int index, int rank) {
        List<PyValue> all = args.list(index);
        if (all.size() != rank) {
            throw args.wrongKind(index, rank + " integers, one an axis of the tile,");
        }
        return all;
    }

    private List<Tensor> scalars(Bound args, int index, int rank, DType to) {
        List<PyValue> all = list(args, index, rank);
        List<Tensor> scalars = new ArrayList<>(rank);
        for (PyValue value : all) {
            scalars.add(new Tensor(scalar(value, args, index, to)));
        }
        return scalars;
    }

    private Value scalar(PyValue value, Bound args, int index, DType to) {
        BigInteger known = PythonMath.integer(value);
        if (known != null && known.bitLength() < to.bits()) {
            return semantics.emitter().constant(to, known.longValue());
        }
        Value x = semantics.conversion().tensor(value, args.span(index));
        if (x.type().isBlock() || !(x.type().element() instanceof DType d && d.isInteger())) {
            throw args.wrongKind(index, "integers, each a scalar,");
        }
        return semantics.conversion().cast(x, to, args.span(index));
    }
}
