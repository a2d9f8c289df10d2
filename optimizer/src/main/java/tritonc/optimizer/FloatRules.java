package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

/// Laws of floats that hold bit for bit for every operand: -0, infinities and NaN (all NaNs being
/// one value). `x + 0` is not x (-0 + 0 = 0), `x - x` is not 0 (inf - inf), `x * 0` is not 0.
final class FloatRules {
    private FloatRules() {}

    static @Nullable Value simplify(Arithmetic.Binary op, DType dtype, Simplifier scope) {
        Value x = op.a();
        if (x.equals(op.b())) {
            return same(op);
        }
        Arithmetic.@Nullable Constant right = scope.constant(op.b());
        if (right == null) {
            return null;
        }
        double c = Lanes.toDouble(dtype, right.bits());
        boolean one = c == 1;
        return switch (op.kind()) {
            // x + (-0) = x
            case ADD -> isZero(c, -0.0) ? x : null;
            // x - 0 = x
            case SUB -> isZero(c, 0.0) ? x : null;
            // x * 1 = x, x * -1 = -x
            case MUL -> one ? x : c == -1 ? negated(x, scope) : null;
            // x / 1 = x, x / -1 = -x, x / 2^k = x * 2^-k where 2^-k is a number of the format
            case DIV -> one ? x : c == -1 ? negated(x, scope) : reciprocal(op, dtype, c, scope);
            case POW -> power(op, c, scope);
            case MIN_NAN -> atMost(op, dtype, c, scope);
            case REM, MULHI, AND, OR, XOR, SHL, SHR, MIN, MAX, MAX_NAN -> null;
        };
    }

    // min(max(x, b), c) = max(x, b) where x is not above 0, nor b above c, nor c below 0: what the
    // exponential of a softmax is clamped to
    private static @Nullable Value atMost(
            Arithmetic.Binary op, DType dtype, double c, Simplifier scope) {
        if (c < 0
                || !(scope.definition(op.a()) instanceof Arithmetic.Binary b)
                || b.kind() != BinaryKind.MAX_NAN
                || !Largest.isTakenFrom(b.a(), scope)) {
            return null;
        }
        Arithmetic.@Nullable Constant least = scope.constant(b.b());
        if (least == null || !(Lanes.toDouble(dtype, least.bits()) <= c)) {
            return null;
        }
        Value known = scope.add(new Arithmetic.Unary(UnaryKind.AT_MOST_ZERO, b.a()));
        return scope.add(new Arithmetic.Binary(BinaryKind.MAX_NAN, known, b.b()));
    }

    // min(x, x) = x, also for NaN; and so for max
    private static @Nullable Value same(Arithmetic.Binary op) {
        return switch (op.kind()) {
            case MIN, MAX, MIN_NAN, MAX_NAN -> op.a();
            case ADD, SUB, MUL, DIV, REM, MULHI, AND, OR, XOR, SHL, SHR, POW -> null;
        };
    }

    private static boolean isZero(double c, double zero) {
        return Double.doubleToRawLongBits(c) == Double.doubleToRawLongBits(zero);
    }

    private static Value negated(Value x, Simplifier scope) {
        return scope.add(new Arithmetic.Unary(UnaryKind.NEG, x));
    }

    private static @Nullable Value reciprocal(
            Arithmetic.Binary op, DType dtype, double c, Simplifier scope) {
        boolean powerOfTwo =
                Double.isFinite(c)
                        && Math.abs(c) >= Double.MIN_NORMAL
                        && (Double.doubleToRawLongBits(c) & 0xfffffffffffffL) == 0;
        if (!powerOfTwo || Lanes.toDouble(dtype, Lanes.ofDouble(dtype, 1 / c)) != 1 / c) {
            return null;
        }
        long bits = Lanes.ofDouble(dtype, 1 / c);
        Value factor = scope.add(new Arithmetic.Constant(op.type(), bits));
        return scope.add(new Arithmetic.Binary(BinaryKind.MUL, op.a(), factor));
    }

    // x ** 0 = 1, also for NaN
    private static @Nullable Value power(Arithmetic.Binary op, double c, Simplifier scope) {
        if (c != 0) {
            return null;
        }
        long one = Lanes.ofDouble(op.type().dtype(), 1);
        return scope.add(new Arithmetic.Constant(op.type(), one));
    }
}
