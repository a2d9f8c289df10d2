package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The functions that make and move block pointers.
final class BlockPointers {
    private static final Parameters MAKE =
            Parameters.of(6, "base", "shape", "strides", "offsets", "block_shape", "order");
    private static final Parameters ADVANCE = Parameters.of(2, "base", "offsets");

    private final Semantics semantics;
    private final TileParts parts;

    BlockPointers(Semantics semantics) {
        this.semantics = semantics;
        this.parts = new TileParts(semantics);
    }

    /// `tl.make_block_ptr(base, shape, strides, offsets, block_shape, order)`.
    PyValue make(Call call) {
        Bound args = call.bind(MAKE);
        Shape block = TileParts.block(args, 4);
        order(args, 5, block.rank());
        List<Tensor> all = new ArrayList<>(1 + 3 * block.rank());
        all.add(parts.base(args));
        all.addAll(parts.scalars(args, 1, block.rank(), DType.I64));
        all.addAll(parts.scalars(args, 2, block.rank(), DType.I64));
        all.addAll(parts.scalars(args, 3, block.rank(), DType.I64));
        return new BlockPointer(all, block, false, false);
    }

    /// `tl.advance(base, offsets)`.
    PyValue advance(Call call) {
        Bound args = call.bind(ADVANCE);
        if (!(args.get(0) instanceof BlockPointer p) || p.isDescriptor()) {
            throw args.wrongKind(0, "a block pointer");
        }
        List<PyValue> by = TileParts.list(args, 1, p.rank());
        List<Tensor> offsets = new ArrayList<>(p.rank());
        for (int axis = 0; axis < p.rank(); axis++) {
            boolean stays = BigInteger.ZERO.equals(PythonMath.integer(by.get(axis)));
            offsets.add(stays ? p.offset(axis) : moved(p, axis, by.get(axis), args));
        }
        return p.at(offsets);
    }

    private Tensor moved(BlockPointer p, int axis, PyValue by, Bound args) {
        Value amount = parts.scalar(by, args, 1, DType.I64);
        return new Tensor(
                semantics.emitter().binary(BinaryKind.ADD, p.offset(axis).value(), amount));
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
}
