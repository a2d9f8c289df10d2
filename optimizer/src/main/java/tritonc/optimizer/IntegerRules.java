package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

/// Laws of the ring of integers modulo 2^n and of bit sets; `0` and `~0` are constants of all
/// lanes.
final class IntegerRules {
    private IntegerRules() {}

    static @Nullable Value simplify(Arithmetic.Binary op, DType dtype, Simplifier scope) {
        Value a = op.a();
        Value b = op.b();
        if (a.equals(b)) {
            return same(op, scope);
        }
        Arithmetic.@Nullable Constant right = scope.constant(b);
        if (right != null) {
            return constantRight(op, dtype, right.bits(), scope);
        }
        Arithmetic.@Nullable Constant left = scope.constant(a);
        return left != null && left.bits() == 0 ? zeroLeft(op) : null;
    }

    private static @Nullable Value same(Arithmetic.Binary op, Simplifier scope) {
        return switch (op.kind()) {
            // x - x = 0, x ^ x = 0
            case SUB, XOR -> scope.add(new Arithmetic.Constant(op.type(), 0));
            // x & x = x, and so for or, min, max
            case AND, OR, MIN, MAX -> op.a();
            case ADD, MUL, DIV, REM, MULHI, SHL, SHR, MIN_NAN, MAX_NAN, POW -> null;
        };
    }

    // 0 << x = 0 >> x = 0 / x = 0 % x = 0, also for x = 0
    private static @Nullable Value zeroLeft(Arithmetic.Binary op) {
        return switch (op.kind()) {
            case SHL, SHR, DIV, REM -> op.a();
            case ADD, SUB, MUL, MULHI, AND, OR, XOR, MIN, MAX, MIN_NAN, MAX_NAN, POW -> null;
        };
    }

    private static @Nullable Value constantRight(
            Arithmetic.Binary op, DType dtype, long c, Simplifier scope) {
        Value x = op.a();
        long ones = Lanes.unary(UnaryKind.NOT, dtype, 0);
        @Nullable Value simple =
                switch (op.kind()) {
                    // x + 0 = x - 0 = x << 0 = x >> 0 = x
                    case ADD, SUB, SHL, SHR -> c == 0 ? x : null;
                    // x * 1 = x, x * 0 = 0
                    case MUL -> c == 1 ? x : c == 0 ? op.b() : null;
                    // the high half of 0 is 0
                    case MULHI -> c == 0 ? op.b() : null;
                    // x / 1 = x, x / 0 = 0
                    case DIV -> c == 1 ? x : c == 0 ? op.b() : null;
                    // x % 1 = 0, x % 0 = 0
                    case REM -> remainder(op, c, scope);
                    // x & 0 = 0, x & ~0 = x
                    case AND -> c == 0 ? op.b() : c == ones ? x : null;
                    // x | 0 = x, x | ~0 = ~0
                    case OR -> c == 0 ? x : c == ones ? op.b() : null;
                    // x ^ 0 = x, x ^ ~0 = ~x
                    case XOR -> exclusiveOr(op, c, ones, scope);
                    case MIN, MAX, MIN_NAN, MAX_NAN, POW -> null;
                };
        return simple != null ? simple : associate(op, dtype, c, scope);
    }

    private static @Nullable Value remainder(Arithmetic.Binary op, long c, Simplifier scope) {
        return c == 1 || c == 0 ? scope.add(new Arithmetic.Constant(op.type(), 0)) : null;
    }

    private static @Nullable Value exclusiveOr(
            Arithmetic.Binary op, long c, long ones, Simplifier scope) {
        if (c == ones) {
            return scope.add(new Arithmetic.Unary(UnaryKind.NOT, op.a()));
        }
        return c == 0 ? op.a() : null;
    }

    // (x + c) + d = x + (c + d), and so for *, &, |, ^; wrapping loses nothing
    private static @Nullable Value associate(
            Arithmetic.Binary op, DType dtype, long d, Simplifier scope) {
        boolean associative =
                switch (op.kind()) {
                    case ADD, MUL, AND, OR, XOR -> true;
                    case SUB, DIV, REM, MULHI, SHL, SHR, MIN, MAX, MIN_NAN, MAX_NAN, POW -> false;
                };
        if (!associative
                || !(scope.definition(op.a()) instanceof Arithmetic.Binary inner)
                || inner.kind() != op.kind()) {
            return null;
        }
        Arithmetic.@Nullable Constant c = scope.constant(inner.b());
        if (c == null) {
            return null;
        }
        BinaryKind kind = op.kind();
        long joined = Lanes.binary(kind, dtype, c.bits(), d);
        Value constant = scope.add(new Arithmetic.Constant(op.type(), joined));
        return scope.add(new Arithmetic.Binary(kind, inner.a(), constant));
    }
}
