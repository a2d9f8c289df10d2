package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// Makes two operands one type and one shape, by Triton's rules.
public final class Unification {
    private final Emitter emitter;
    private final Conversion conversion;
    private final Shapes shapes;

    public Unification(Emitter emitter, Conversion conversion, Shapes shapes) {
        this.emitter = emitter;
        this.conversion = conversion;
        this.shapes = shapes;
    }

    public Shapes shapes() {
        return shapes;
    }

    /// The operands of an arithmetic operator; at least one is a tensor. A number beside a tensor
    /// of the same or a higher kind takes the tensor's type. `/` gives floats.
    public Pair numbers(BinaryOp op, PyValue left, PyValue right, Sites at) {
        boolean division = op == BinaryOp.DIV || op == BinaryOp.FLOOR_DIV || op == BinaryOp.MOD;
        return unify(op.text(), left, right, division, op == BinaryOp.DIV, at);
    }

    /// The operands of a function that promotes like an arithmetic operator.
    public Pair numbers(String name, PyValue left, PyValue right, Sites at) {
        return unify(name, left, right, false, false, at);
    }

    /// Two values of one element type in one shape.
    public Pair shaped(Value a, Value b, Sites at) {
        Shape shape = Shapes.common(a, b, at);
        return new Pair(shapes.broadcast(a, shape), shapes.broadcast(b, shape));
    }

    /// The operands of a comparison and of functions that make tensors of their arguments first.
    public Pair typed(String name, PyValue left, PyValue right, Sites at) {
        PyValue a = typed(left, name, left, right, at);
        PyValue b = typed(right, name, left, right, at);
        return unify(name, a, b, false, false, at);
    }

    private PyValue typed(PyValue value, String name, PyValue left, PyValue right, Sites at) {
        if (value instanceof Constexpr c && Conversion.isNumber(c)) {
            Span span = value == left ? at.left() : at.right();
            return new Tensor(conversion.literal(c, Conversion.literalType(c, span), Shape.SCALAR));
        }
        if (value instanceof Tensor) {
            return value;
        }
        throw mismatch(name, left, right, at);
    }

    private Pair unify(
            String op, PyValue left, PyValue right, boolean division, boolean real, Sites at) {
        DType a = dtype(left, at.left());
        DType b = dtype(right, at.right());
        if (a == null || b == null) {
            throw mismatch(op, left, right, at);
        }
        boolean aLiteral = left instanceof Constexpr;
        boolean bLiteral = right instanceof Constexpr;
        DType common = Promotion.compute(a, aLiteral, b, bLiteral, division);
        if (common == null) {
            throw noCommon(op, left, right, a, b, at);
        }
        if (common.isFp8()) {
            throw fp8(common, at.left()).operands(at, left.describe(), right.describe());
        }
        DType computed = real && common.isInteger() ? DType.FP32 : common;
        Shape shape = commonShape(left, right, at);
        return new Pair(
                operand(left, common, computed, shape, at.left(), op),
                operand(right, common, computed, shape, at.right(), op));
    }

    private static Shape commonShape(PyValue left, PyValue right, Sites at) {
        if (left instanceof Tensor a && right instanceof Tensor b) {
            return Shapes.common(a.value(), b.value(), at);
        }
        return left instanceof Tensor a
                ? a.shape()
                : right instanceof Tensor b ? b.shape() : Shape.SCALAR;
    }

    private static @Nullable DType dtype(PyValue value, Span at) {
        if (value instanceof Tensor t) {
            return t.element() instanceof DType d ? d : null;
        }
        return value instanceof Constexpr c && Conversion.isNumber(c)
                ? Conversion.literalType(c, at)
                : null;
    }

    private Value operand(
            PyValue value, DType common, DType computed, Shape shape, Span at, String op) {
        if (value instanceof Constexpr c) {
            if (c instanceof PyInt i && common.isInteger()) {
                checkRange(i, common, at, op);
            }
            long lane = Conversion.lane(c, common);
            long bits =
                    common == computed ? lane : Lanes.cast(common, computed, lane, Rounding.RTNE);
            return emitter.constant(Type.of(computed, shape), bits);
        }
        Value x = emitter.cast(((Tensor) value).value(), computed);
        return shapes.broadcast(x, shape);
    }

    private static void checkRange(PyInt literal, DType dtype, Span at, String op) {
        if (!dtype.isBool() && !Promotion.fits(literal.value(), dtype)) {
            throw Mistake.at(
                            at,
                            Code.LITERAL_RANGE,
                            "literal "
                                    + literal.describe()
                                    + " is outside the range of "
                                    + dtype
                                    + ", the type of the other operand of `"
                                    + op
                                    + "`")
                    .help("cast the tensor to a wider type first, such as `.to(tl.int64)`");
        }
        if (dtype.isBool() && literal.value().bitLength() > 1) {
            throw Mistake.at(
                    at,
                    Code.LITERAL_RANGE,
                    "literal " + literal.describe() + " is outside the range of i1");
        }
    }

    private Mistake noCommon(String op, PyValue left, PyValue right, DType a, DType b, Sites at) {
        if (a.isFp8() || b.isFp8()) {
            return fp8(a.isFp8() ? a : b, at.left())
                    .operands(at, left.describe(), right.describe());
        }
        return Mistake.at(
                        at.left(),
                        Code.MIXED_SIGNS,
                        "`" + op + "` does not mix signed and unsigned: " + a + " and " + b)
                .operands(at, left.describe(), right.describe())
                .help("cast one of them, such as `.to(tl." + a.tritonName() + ")`");
    }

    /// The mistake of operands that an operator does not take together.
    public Mistake mismatch(String op, PyValue left, PyValue right, Sites at) {
        return Mistake.at(
                        at.left(),
                        Code.OPERAND_TYPES,
                        "`"
                                + op
                                + "` does not take "
                                + left.describe()
                                + " and "
                                + right.describe())
                .operands(at, left.describe(), right.describe());
    }

    static Mistake fp8(DType dtype, Span at) {
        return Mistake.at(at, Code.FP8_ARITHMETIC, dtype + " has no arithmetic")
                .help("cast it first: `.to(tl.float32)`");
    }
}
