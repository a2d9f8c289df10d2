package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.Objects;

/// The laws by which ops of [Split]s are ops of 32 bits. Sums, differences and products hold modulo
/// 2^64 whatever they are; all else only where the sums are known to fit their types.
final class NarrowOps {
    private final NarrowBody body;
    private final Intervals intervals;
    private final Levels levels;
    private final NarrowQuotients quotients;

    NarrowOps(NarrowBody body, Intervals intervals, Levels levels) {
        this.body = body;
        this.intervals = intervals;
        this.levels = levels;
        this.quotients = new NarrowQuotients(body, intervals, levels);
    }

    /// The result of an op as a split; null where it is none.
    @Nullable Split split(Arithmetic op) {
        return switch (op) {
            case Arithmetic.Cast c -> widened(c.x());
            case Arithmetic.Bitcast b -> body.split(b.x());
            case Arithmetic.Unary u -> {
                Split x = body.split(u.x());
                yield x == null ? null : unary(u, x);
            }
            case Arithmetic.Binary b -> binary(b);
            case Arithmetic.Select s -> {
                Value yes = small(s.ifTrue());
                Value no = small(s.ifFalse());
                yield yes == null || no == null
                        ? null
                        : whole(new Arithmetic.Select(s.condition(), yes, no));
            }
            case Arithmetic.Constant _,
                    Arithmetic.Compare _,
                    Arithmetic.Fma _,
                    Arithmetic.AddPointer _ ->
                    null;
        };
    }

    private Split whole(Arithmetic op) {
        return new Split(null, body.compute(op));
    }

    private @Nullable Split widened(Value x) {
        if (NarrowBody.isWide(x.type().element())) {
            return body.split(x);
        }
        Interval interval = intervals.of(x);
        boolean fits = interval != null && interval.isInt();
        return fits ? new Split(null, narrow(x)) : null;
    }

    /// Lanes of fewer bits, or of 32 without sign, as i32.
    private Value narrow(Value x) {
        return x.type().element() == DType.I32
                ? x
                : body.compute(new Arithmetic.Cast(x, DType.I32, Rounding.RTNE));
    }

    /// A 64-bit integer as an i32 that is equal to it; null where it may be none.
    private @Nullable Value small(Value v) {
        if (body.varies(v)) {
            Split split = body.split(v);
            return split == null || split.base() != null ? null : split.lanes();
        }
        Interval interval = intervals.of(v);
        return interval != null && interval.isInt() ? levels.cast(v, DType.I32) : null;
    }

    private Interval lanes(Split x) {
        return Objects.requireNonNullElse(intervals.of(x.lanes()), Interval.INT);
    }

    private @Nullable Split unary(Arithmetic.Unary u, Split x) {
        boolean fits = lanes(x).low() > Integer.MIN_VALUE;
        boolean isWhole = x.base() == null;
        boolean isSigned = u.x().type().element() == DType.I64;
        return switch (u.kind()) {
            case NEG -> {
                Value base = x.base();
                Value negated =
                        base == null
                                ? null
                                : levels.compute(new Arithmetic.Unary(UnaryKind.NEG, base));
                yield fits ? new Split(negated, unary(UnaryKind.NEG, x)) : null;
            }
            case ABS -> fits && isWhole && isSigned ? whole(UnaryKind.ABS, x) : null;
            case NOT -> isWhole ? whole(UnaryKind.NOT, x) : null;
            default -> null;
        };
    }

    private Value unary(UnaryKind kind, Split x) {
        return body.compute(new Arithmetic.Unary(kind, x.lanes()));
    }

    private Split whole(UnaryKind kind, Split x) {
        return new Split(null, unary(kind, x));
    }

    private @Nullable Split binary(Arithmetic.Binary b) {
        return switch (b.kind()) {
            case ADD, SUB -> sum(b);
            case MUL -> product(b.a(), b.b());
            case SHL -> {
                Long by = body.varies(b.b()) ? null : intervals.constant(b.b());
                yield by == null || by < 0 || by > 30
                        ? null
                        : product(b.a(), levels.constant(DType.I64, 1L << by));
            }
            case AND, OR, XOR -> joined(b);
            case MIN, MAX ->
                    // extended with its sign, a number without one may be another
                    b.type() == DType.I64 ? joined(b) : null;
            case SHR -> shifted(b);
            case DIV, REM -> {
                Split x = body.split(b.a());
                yield x == null || body.varies(b.b()) ? null : quotients.split(b, x);
            }
            case MULHI, MIN_NAN, MAX_NAN, POW -> null;
        };
    }

    private @Nullable Split joined(Arithmetic.Binary b) {
        Value x = small(b.a());
        Value y = small(b.b());
        return x == null || y == null ? null : whole(new Arithmetic.Binary(b.kind(), x, y));
    }

    private @Nullable Split sum(Arithmetic.Binary b) {
        Split x = operand(b.a());
        Split y = operand(b.b());
        if (x == null || y == null) {
            return null;
        }
        boolean adds = b.kind() == BinaryKind.ADD;
        Value base = base(b.kind(), x.base(), y.base());
        Interval sum = adds ? lanes(x).plus(lanes(y)) : lanes(x).minus(lanes(y));
        if (sum == null || !sum.isInt()) {
            return null;
        }
        Long first = intervals.constant(x.lanes());
        Long second = intervals.constant(y.lanes());
        if (second != null && second == 0) {
            return new Split(base, x.lanes());
        }
        if (adds && first != null && first == 0) {
            return new Split(base, y.lanes());
        }
        Arithmetic lanes = new Arithmetic.Binary(b.kind(), x.lanes(), y.lanes());
        return new Split(base, body.compute(lanes));
    }

    /// A varying operand as it is split; one that is the same in all iterations is a base, or a
    /// number that fits 32 bits.
    private @Nullable Split operand(Value v) {
        if (body.varies(v)) {
            return body.split(v);
        }
        Long number = intervals.constant(v);
        return number != null && number == number.intValue()
                ? new Split(null, levels.constant(DType.I32, number))
                : new Split(levels.cast(v, DType.I64), levels.constant(DType.I32, 0));
    }

    private @Nullable Value base(BinaryKind kind, @Nullable Value a, @Nullable Value b) {
        if (b == null) {
            return a;
        }
        if (a != null) {
            return kind == BinaryKind.SUB && a.equals(b) ? null : levels.binary(kind, a, b);
        }
        return kind == BinaryKind.ADD ? b : levels.compute(new Arithmetic.Unary(UnaryKind.NEG, b));
    }

    private @Nullable Split product(Value a, Value b) {
        Value x = body.varies(a) ? a : b;
        Value by = body.varies(a) ? b : a;
        Split split = body.split(x);
        Value factor = small(by);
        if (split == null || factor == null) {
            return null;
        }
        Interval interval = intervals.of(factor);
        Interval product = interval == null ? null : lanes(split).times(interval);
        if (product == null || !product.isInt() || split.base() != null && body.varies(by)) {
            return null;
        }
        Value base = split.base();
        Value scaled =
                base == null
                        ? null
                        : levels.binary(BinaryKind.MUL, base, levels.cast(by, DType.I64));
        Arithmetic lanes = new Arithmetic.Binary(BinaryKind.MUL, split.lanes(), factor);
        return new Split(scaled, body.compute(lanes));
    }

    private @Nullable Split shifted(Arithmetic.Binary b) {
        Long by = body.varies(b.b()) ? null : intervals.constant(b.b());
        Value x = small(b.a());
        if (by == null || by < 0 || x == null) {
            return null;
        }
        Interval interval = intervals.of(x);
        boolean isSigned = b.type() == DType.I64;
        boolean fits = isSigned || interval != null && interval.isNotNegative();
        Value amount = levels.constant(DType.I32, Math.min(by, 31));
        return fits ? whole(new Arithmetic.Binary(BinaryKind.SHR, x, amount)) : null;
    }

    /// An op that gives no 64-bit integer, over narrow lanes; null where it reads none.
    @Nullable Arithmetic narrowed(Arithmetic op) {
        return switch (op) {
            case Arithmetic.Compare c when NarrowBody.isWide(c.a().type().element()) -> compare(c);
            case Arithmetic.AddPointer(Value pointer, Value offset) -> {
                Split x = body.split(offset);
                yield x == null ? null : address(pointer, x);
            }
            case Arithmetic.Cast c -> {
                Split x = body.split(c.x());
                yield x == null || x.base() != null ? null : cast(c, x);
            }
            case Arithmetic _ -> null;
        };
    }

    private @Nullable Arithmetic address(Value pointer, Split offset) {
        Value base = offset.base();
        if (base == null) {
            return new Arithmetic.AddPointer(pointer, offset.lanes());
        }
        if (body.varies(pointer)) {
            return null;
        }
        Value start = levels.compute(new Arithmetic.AddPointer(pointer, base));
        return new Arithmetic.AddPointer(start, offset.lanes());
    }

    private @Nullable Arithmetic cast(Arithmetic.Cast c, Split x) {
        ElementType to = c.to();
        if (to == DType.I32) {
            Value zero = levels.constant(DType.I32, 0);
            return new Arithmetic.Binary(BinaryKind.OR, x.lanes(), zero);
        }
        boolean isSigned = c.x().type().element() == DType.I64;
        boolean isNumber = to instanceof DType d && (d.isInteger() || isSigned);
        return isNumber ? new Arithmetic.Cast(x.lanes(), to, c.rounding()) : null;
    }

    private @Nullable Arithmetic compare(Arithmetic.Compare c) {
        Split a = body.split(c.a());
        Split b = body.split(c.b());
        if (a != null && b != null) {
            boolean isAlike = a.base() == null && b.base() == null;
            boolean isEquality = c.kind() == CompareKind.EQ || c.kind() == CompareKind.NE;
            boolean holds =
                    isAlike && c.a().type() == DType.I64
                            || isEquality && Objects.equals(a.base(), b.base());
            return holds ? new Arithmetic.Compare(c.kind(), a.lanes(), b.lanes()) : null;
        }
        if (a != null && !body.varies(c.b())) {
            Value limit = limit(a, c.b());
            return limit == null ? null : new Arithmetic.Compare(c.kind(), a.lanes(), limit);
        }
        if (b != null && !body.varies(c.a())) {
            Value limit = limit(b, c.a());
            return limit == null ? null : new Arithmetic.Compare(c.kind(), limit, b.lanes());
        }
        return null;
    }

    /// What the lanes of a split are compared with in place of the split with a number: the number
    /// less the base, brought to where lanes are and one beyond. Null where that is not proved to
    /// be the same.
    private @Nullable Value limit(Split x, Value number) {
        Interval lanes = lanes(x);
        Interval numbers = intervals.of(number);
        Interval ends = new Interval(lanes.low() - 1, lanes.high() + 1);
        Value base = x.base();
        Interval start = base == null ? new Interval(0, 0) : intervals.of(base);
        if (!ends.isInt() || numbers == null || start == null) {
            return null;
        }
        boolean isSigned = number.type() == DType.I64;
        Interval around = start.plus(ends);
        if (around == null || !isSigned && (around.low() < -1 || !start.isNotNegative())) {
            return null;
        }
        Value wide = levels.cast(number, DType.I64);
        if (base == null && numbers.isInt()) {
            return levels.cast(wide, DType.I32);
        }
        Value most = levels.binary(BinaryKind.MIN, wide, offset(base, ends.high()));
        Value least = levels.binary(BinaryKind.MAX, most, offset(base, ends.low()));
        Value distance = base == null ? least : levels.binary(BinaryKind.SUB, least, base);
        return levels.cast(distance, DType.I32);
    }

    private Value offset(@Nullable Value base, long by) {
        Value number = levels.constant(DType.I64, by);
        return base == null ? number : levels.binary(BinaryKind.ADD, base, number);
    }
}
