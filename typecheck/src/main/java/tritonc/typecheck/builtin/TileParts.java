package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The arguments that block pointers and tensor descriptors are made of.
final class TileParts {
    private final Semantics semantics;

    TileParts(Semantics semantics) {
        this.semantics = semantics;
    }

    /// The pointer that is the first argument.
    Tensor base(Bound args) {
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

    /// The extents of a tile.
    static Shape block(Bound args, int index) {
        Shape block = args.shape(index);
        if (block.rank() == 0) {
            throw args.wrongKind(index, "at least one extent");
        }
        return block;
    }

    /// An argument that has one element an axis.
    static List<PyValue> list(Bound args, int index, int rank) {
        List<PyValue> all = args.list(index);
        if (all.size() != rank) {
            throw args.wrongKind(index, rank + " integers, one an axis of the tile,");
        }
        return all;
    }

    /// The integers of an argument, one an axis, as scalars of `to`.
    List<Tensor> scalars(Bound args, int index, int rank, DType to) {
        List<PyValue> all = list(args, index, rank);
        List<Tensor> scalars = new ArrayList<>(rank);
        for (PyValue value : all) {
            scalars.add(new Tensor(scalar(value, args, index, to)));
        }
        return scalars;
    }

    /// One integer as a scalar of `to`.
    Value scalar(PyValue value, Bound args, int index, DType to) {
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
