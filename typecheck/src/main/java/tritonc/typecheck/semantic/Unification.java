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
    private final Shapes shapes;

    public Unification(Emitter emitter, Shapes shapes) {
        this.emitter = emitter;
        this.shapes = shapes;
    }

    public Shapes shapes() {
        return shapes;
    }

    /// The operands of an arithmetic operator; at least one is a tensor. A number beside a tensor
    /// of the same or a higher kind takes the tensor's type. `/` gives floats.
    public Pair numbers(BinaryOp op, PyValue left, PyValue right, Sites at) {
        boolean division = op == BinaryOp.DIV || op == BinaryOp.FLOOR_DIV || op == BinaryOp.MOD;
        boolean real = op == BinaryOp.DIV;
        return unify(new Rule(op.text(), true, division, real, false), left, right, at);
    }

    /// The operands of a function that promotes like an arithmetic operator and chooses between
    /// them, as it can with 8-bit floats too.
    public Pair choices(String name, PyValue left, PyValue right, Sites at) {
        return unify(new Rule(name, true, false, false, true), left, right, at);
    }

    /// The operands of a comparison and of functions that make tensors of their arguments first: a
    /// number has its own type.
    public Pair typed(String name, PyValue left, PyValue right, Sites at) {
        return unify(new Rule(name, false, false, false, false), left, right, at);
    }

    /// As [#typed], on the way to another type: it may be an 8-bit float.
    public Pair onTheWay(String name, PyValue left, PyValue right, Sites at) {
        return unify(new Rule(name, false, false, false, true), left, right, at);
    }

    /// Two values of one element type in one shape.
    public Pair shaped(Value a, Value b, Sites at) {
        Shape shape = Shapes.common(a, b, at);
        return new Pair(shapes.broadcast(a, shape), shapes.broadcast(b, shape));
    }

    /// How an operation promotes.
    ///
    /// @param weak whether numbers give way to tensors
    /// @param division whether it is `/`, `//` or `%`
    /// @param real whether integers become fp32 in the end
    /// @param fp8 whether the type may be an 8-bit float, which has no arithmetic
    private record Rule(String name, boolean weak, boolean division, boolean real, boolean fp8) {}

    private Pair unify(Rule rule, PyValue left, PyValue right, Sites at) {
        DType a = dtype(left, at.left());
        DType b = dtype(right, at.right());
        if (a == null || b == null) {
            throw mismatch(rule.name(), left, right, at);
        }
        boolean aWeak = rule.weak() && left instanceof Constexpr;
        boolean bWeak = rule.weak() && right instanceof Constexpr;
        DType common = Promotion.compute(a, aWeak, b, bWeak, rule.division());
        if (common == null) {
            throw noCommon(rule.name(), left, right, a, b, at);
        }
        if (common.isFp8() && !rule.fp8()) {
            throw fp8(common, at.left()).operands(at, left.describe(), right.describe());
        }
        DType computed = rule.real() && common.isInteger() ? DType.FP32 : common;
        Shape shape = commonShape(left, right, at);
        return new Pair(
                operand(left, common, computed, shape, at.left(), rule),
                operand(right, common, computed, shape, at.right(), rule));
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
            PyValue value, DType common, DType computed, Shape shape, Span at, Rule rule) {
        if (value instanceof Constexpr c) {
            if (rule.weak() && c instanceof PyInt i && common.isInteger()) {
                checkRange(i, common, at, rule.name());
            }
            DType own = rule.weak() ? common : Conversion.literalType(c, at);
            long lane = cast(own, common, Conversion.lane(c, own));
            return emitter.constant(Type.of(computed, shape), cast(common, computed, lane));
        }
        Value x = emitter.cast(((Tensor) value).value(), computed);
        return shapes.broadcast(x, shape);
    }

    private static long cast(DType from, DType to, long lane) {
        return from == to ? lane : Lanes.cast(from, to, lane, Rounding.RTNE);
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
