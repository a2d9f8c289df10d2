package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Conversion;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Promotion;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// The functions that make tensors from nothing, and conversions.
final class Creation {
    private static final Parameters AXIS = Parameters.of(1, "axis");
    private static final Parameters ARANGE = Parameters.of(2, "start", "end");
    private static final Parameters FULL = Parameters.of(3, "shape", "value", "dtype");
    private static final Parameters ZEROS = Parameters.of(2, "shape", "dtype");
    private static final Parameters ZEROS_LIKE = Parameters.of(1, "input");
    private static final Parameters FULL_LIKE = Parameters.of(2, "input", "value");
    private static final Parameters CAST =
            Parameters.of(2, "input", "dtype", "fp_downcast_rounding", "bitcast");

    private final Semantics semantics;

    Creation(Semantics semantics) {
        this.semantics = semantics;
    }

    PyValue programId(Call call, boolean id) {
        Bound args = call.bind(AXIS);
        long axis = args.constant(0);
        if (axis < 0 || axis > 2) {
            throw Mistake.at(
                    args.span(0), Code.AXIS, "a grid has the axes 0, 1 and 2, not " + axis);
        }
        return new Tensor(
                semantics
                        .emitter()
                        .add(
                                id
                                        ? new ProgramOp.ProgramId((int) axis)
                                        : new ProgramOp.NumPrograms((int) axis)));
    }

    PyValue arange(Call call) {
        Bound args = call.bind(ARANGE);
        long start = args.constant(0);
        long end = args.constant(1);
        if (start < 0 || end > Integer.MAX_VALUE) {
            throw Mistake.at(args.span(), Code.ARANGE, "bounds of `tl.arange` must fit in 31 bits");
        }
        if (end <= start) {
            throw Mistake.at(
                            args.span(),
                            Code.ARANGE,
                            "`tl.arange` from " + start + " to " + end + " is empty")
                    .help("the end must be greater than the start");
        }
        long extent = end - start;
        if ((extent & extent - 1) != 0) {
            throw Mistake.at(
                            args.span(),
                            Code.ARANGE,
                            "`tl.arange` of " + extent + " elements: no power of two")
                    .help(
                            "take "
                                    + Shapes.nextPowerOfTwo(extent)
                                    + " elements and mask those past "
                                    + extent);
        }
        Shapes.checked(new long[] {extent}, args.span());
        return new Tensor(semantics.emitter().add(new ShapeOp.Arange((int) start, (int) end)));
    }

    PyValue full(Call call) {
        Bound args = call.bind(FULL);
        return filled(args.shape(0), args.get(1), args.dtype(2), args, 1);
    }

    PyValue zeros(Call call) {
        Bound args = call.bind(ZEROS);
        return filled(args.shape(0), Constexpr.of(0), args.dtype(1), args, 0);
    }

    PyValue zerosLike(Call call) {
        Bound args = call.bind(ZEROS_LIKE);
        return new Tensor(semantics.emitter().zero(args.tensor(0).type()));
    }

    PyValue fullLike(Call call) {
        Bound args = call.bind(FULL_LIKE);
        Tensor like = args.tensor(0);
        return filled(like.shape(), args.get(1), like.dtype(), args, 1);
    }

    private PyValue filled(Shape shape, PyValue value, DType dtype, Bound args, int index) {
        if (value instanceof Constexpr c && Conversion.isNumber(c)) {
            checkFits(c, dtype, args, index);
            return new Tensor(semantics.conversion().literal(c, dtype, shape));
        }
        Value scalar = args.tensor(index).value();
        if (scalar.type().isBlock()) {
            scalar = semantics.shapes().reshape(scalar, Shape.SCALAR, args.span(index));
        }
        Value cast = semantics.conversion().cast(scalar, dtype, args.span(index));
        return new Tensor(semantics.emitter().splat(cast, shape));
    }

    /// An integer keeps its low bits, as long as 64 bits of the type's sign hold it.
    private static void checkFits(Constexpr number, DType dtype, Bound args, int index) {
        if (dtype.isFloat() || dtype.isBool()) {
            return;
        }
        if (number instanceof Constexpr.PyFloat f && f.value() != 0) {
            throw args.wrongKind(index, "an integer for " + dtype);
        }
        DType widest = dtype.isSigned() ? DType.I64 : DType.U64;
        if (number instanceof Constexpr.PyInt i && !Promotion.fits(i.value(), widest)) {
            throw Mistake.at(
                    args.span(index),
                    Code.LITERAL_RANGE,
                    "literal " + i.describe() + " is outside the range of " + dtype);
        }
    }

    /// `tl.cast(input, dtype)` and `input.to(dtype)`.
    PyValue cast(Call call) {
        Bound args = call.bind(CAST);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        ElementType to = args.type(1);
        if (args.flag(3, false)) {
            return new Tensor(semantics.conversion().bitcast(x, to, args.span()));
        }
        Rounding rounding =
                switch (args.text(2)) {
                    case "" -> null;
                    case "rtne" -> Rounding.RTNE;
                    case "rtz" -> Rounding.RTZ;
                    default -> throw Options.unknown(args, 2, "rtne", "rtz");
                };
        return new Tensor(semantics.conversion().cast(x, to, rounding, args.span()));
    }
}
