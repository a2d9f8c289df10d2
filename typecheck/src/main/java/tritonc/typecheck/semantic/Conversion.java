package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// Numbers of Python made tensors, and tensors made tensors of another element type.
public final class Conversion {
    private final Emitter emitter;

    public Conversion(Emitter emitter) {
        this.emitter = emitter;
    }

    /// Whether a constant can become a tensor by itself.
    public static boolean isNumber(PyValue value) {
        return value instanceof PyInt || value instanceof PyFloat || value instanceof PyBool;
    }

    /// The value as a tensor: a number takes the type that Triton gives it alone.
    ///
    /// @throws Mistake for what is neither tensor nor number
    public Value tensor(PyValue value, Span at) {
        if (value instanceof Tensor t) {
            return t.value();
        }
        if (value instanceof Constexpr c && isNumber(c)) {
            return literal(c, literalType(c, at), Shape.SCALAR);
        }
        throw Mistake.at(
                        at,
                        Code.ARGUMENT_KIND,
                        "a tensor or a number is needed here, not " + value.describe())
                .label(at, value.describe());
    }

    /// The value as an operand of an access: of element type `to` and of `shape`, which its own
    /// shape stretches to. A number is converted at once, by way of its own type.
    ///
    /// @throws Mistake for what is neither tensor nor number, or cannot be converted
    public Value operand(PyValue value, ElementType to, Shape shape, Shapes shapes, Span at) {
        if (value instanceof Constexpr c && isNumber(c) && to instanceof DType d) {
            DType own = literalType(c, at);
            if (castable(own, d)) {
                long lane = Lanes.cast(own, d, lane(c, own), Rounding.RTNE);
                return emitter.constant(Type.of(d, shape), lane);
            }
        }
        return shapes.broadcast(cast(tensor(value, at), to, at), shape);
    }

    /// The type of a number as a tensor.
    ///
    /// @throws Mistake for an integer beyond 64 bits
    public static DType literalType(Constexpr number, Span at) {
        DType type = Promotion.literal(number);
        if (type == null) {
            throw Mistake.at(
                    at,
                    Code.LITERAL_RANGE,
                    "integer " + number.describe() + " does not fit in 64 bits");
        }
        return type;
    }

    /// A number in every lane of `dtype` and `shape`.
    public Value literal(Constexpr number, DType dtype, Shape shape) {
        return emitter.constant(Type.of(dtype, shape), lane(number, dtype));
    }

    /// The lane of a number.
    public static long lane(Constexpr number, DType dtype) {
        if (number instanceof PyBool b) {
            return Lanes.ofLong(dtype, b.value() ? 1 : 0);
        }
        if (number instanceof PyFloat f) {
            return Lanes.ofDouble(dtype, f.value());
        }
        if (!(number instanceof PyInt i)) {
            throw new IllegalArgumentException(number.describe() + " is no number");
        }
        if (dtype.isFloat()) {
            return Lanes.ofDouble(dtype, i.value().doubleValue());
        }
        return dtype.isBool() ? i.value().signum() & 1 : Lanes.ofLong(dtype, i.value().longValue());
    }

    /// `x` converted lane by lane.
    ///
    /// @throws Mistake where Triton has no such conversion
    public Value cast(Value x, ElementType to, Span at) {
        return cast(x, to, null, at);
    }

    /// `x` converted lane by lane.
    ///
    /// @param rounding given explicitly for a float that becomes a narrower float; null for the
    ///   usual
    /// @throws Mistake where Triton has no such conversion
    public Value cast(Value x, ElementType to, @Nullable Rounding rounding, Span at) {
        ElementType from = x.type().element();
        if (from.equals(to)) {
            return x;
        }
        if (rounding != null && !narrows(from, to)) {
            throw Mistake.at(
                            at,
                            Code.CAST,
                            "fp_downcast_rounding only goes with a float that becomes a narrower"
                                    + " float")
                    .label(at, from + " to " + to);
        }
        if (from instanceof PointerType && to == DType.I1) {
            Value address = emitter.cast(x, DType.I64);
            return emitter.cast(address, DType.I1);
        }
        if (from instanceof DType d
                && d.isInteger()
                && d.bits() < 64
                && to instanceof PointerType) {
            x = emitter.cast(x, DType.I64);
        } else if (!castable(from, to)) {
            boolean pointer = from instanceof PointerType || to instanceof PointerType;
            throw Mistake.at(at, Code.CAST, "cannot convert " + from + " to " + to)
                    .label(at, x.type().toString())
                    .help(
                            pointer
                                    ? "pointers convert to `tl.int64` and back"
                                    : "convert to `tl.float32` first");
        }
        return emitter.add(new Arithmetic.Cast(x, to, rounding == null ? Rounding.RTNE : rounding));
    }

    private static boolean narrows(ElementType from, ElementType to) {
        return from instanceof DType f
                && to instanceof DType t
                && f.isFloat()
                && t.isFloat()
                && t.bits() < f.bits();
    }

    private static boolean castable(ElementType from, ElementType to) {
        if (from instanceof PointerType) {
            return to instanceof PointerType || to == DType.I64 || to == DType.U64;
        }
        if (to instanceof PointerType) {
            return from == DType.I64 || from == DType.U64;
        }
        DType f = (DType) from;
        DType t = (DType) to;
        return !(f.isFp8() && t.isInteger() || f.isInteger() && t.isFp8());
    }

    /// The lanes' bits read as another type of the same width; a pointer is converted.
    ///
    /// @throws Mistake for types of different width
    public Value bitcast(Value x, ElementType to, Span at) {
        ElementType from = x.type().element();
        if (from.equals(to)) {
            return x;
        }
        if (from instanceof PointerType || to instanceof PointerType) {
            return cast(x, to, at);
        }
        if (from.bits() != to.bits()) {
            throw Mistake.at(
                            at,
                            Code.BITCAST,
                            "cannot reinterpret "
                                    + from
                                    + " of "
                                    + from.bits()
                                    + " bits as "
                                    + to
                                    + " of "
                                    + to.bits())
                    .label(at, x.type().toString());
        }
        return emitter.add(new Arithmetic.Bitcast(x, (DType) to));
    }

    /// A scalar truth value from a number or a pointer: whether it is not 0.
    public Value truth(Value x, Span at) {
        return cast(x, DType.I1, at);
    }
}
