package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.Objects;

/// Quotients and remainders of [Split]s by a number that is the same in all iterations, in 32 bits.
///
/// With u ≥ 0, r ≥ 0 and d = |b|, rounding toward zero: (u + r) / b = u / b + sign(b) · ((u mod d +
/// r) / d), and (u + r) mod b = (u mod d + r) mod d. For d ≤ 2^31 and r < 2^31 the sum in brackets
/// fits 32 bits without sign. With b = 0 all of it is 0, as the language has it.
final class NarrowQuotients {
    private static final Interval DIVISORS = new Interval(-1L << 31, 1L << 31);

    private final NarrowBody body;
    private final Intervals intervals;
    private final Levels levels;

    NarrowQuotients(NarrowBody body, Intervals intervals, Levels levels) {
        this.body = body;
        this.intervals = intervals;
        this.levels = levels;
    }

    /// Null where the op is not proved to be the same in 32 bits.
    @Nullable Split split(Arithmetic.Binary op, Split x) {
        Value by = op.b();
        Interval divisors = intervals.of(by);
        Interval lanes = Objects.requireNonNullElse(intervals.of(x.lanes()), Interval.INT);
        boolean isSigned = op.type() == DType.I64;
        if (!isSigned && (divisors == null || !lanes.isNotNegative())) {
            return null;
        }
        Value base = x.base();
        if (base == null) {
            return whole(op.kind(), x.lanes(), lanes, by);
        }
        Interval start = intervals.of(base);
        boolean holds =
                start != null
                        && start.isNotNegative()
                        && lanes.isNotNegative()
                        && lanes.high() < Integer.MAX_VALUE - 1
                        && start.plus(lanes) != null
                        && divisors != null
                        && divisors.isWithin(DIVISORS);
        return holds ? far(op.kind(), base, x.lanes(), levels.cast(by, DType.I64)) : null;
    }

    /// Without a base: a divisor beyond all lanes gives what any other such divisor gives.
    private @Nullable Split whole(BinaryKind kind, Value lanes, Interval interval, Value by) {
        long most = Integer.MAX_VALUE;
        if (!interval.isWithin(new Interval(1 - most, most - 1))) {
            return null;
        }
        Value wide = levels.cast(by, DType.I64);
        Interval divisors = intervals.of(wide);
        if (divisors == null || !divisors.isInt()) {
            wide = levels.binary(BinaryKind.MIN, wide, levels.constant(DType.I64, most));
            wide = levels.binary(BinaryKind.MAX, wide, levels.constant(DType.I64, -most));
        }
        return new Split(null, divided(kind, lanes, levels.cast(wide, DType.I32)));
    }

    private Value binary(BinaryKind kind, Value a, Value b) {
        return body.compute(new Arithmetic.Binary(kind, a, b));
    }

    /// A quotient or a remainder; by a power of two, of what is not negative, without a division.
    private Value divided(BinaryKind kind, Value a, Value b) {
        Long by = intervals.constant(b);
        Interval dividend = intervals.of(a);
        if (by == null
                || by <= 0
                || Long.bitCount(by) != 1
                || dividend == null
                || !dividend.isNotNegative()) {
            return binary(kind, a, b);
        }
        DType type = b.type().dtype();
        return kind == BinaryKind.DIV
                ? binary(BinaryKind.SHR, a, levels.constant(type, Long.numberOfTrailingZeros(by)))
                : binary(BinaryKind.AND, a, levels.constant(type, by - 1));
    }

    private Split far(BinaryKind kind, Value base, Value lanes, Value by) {
        Interval divisors = Objects.requireNonNull(intervals.of(by));
        boolean isPositive = divisors.low() >= 0;
        Value size = isPositive ? by : levels.compute(new Arithmetic.Unary(UnaryKind.ABS, by));
        // what 0 gives is put right below
        Value one = levels.constant(DType.I64, 1);
        Value some = divisors.low() > 0 ? size : levels.binary(BinaryKind.MAX, size, one);
        Value rest = divided(BinaryKind.REM, base, some);
        DType type = sums(rest, lanes, some);
        Value divisor = levels.cast(some, type);
        Value sum = binary(BinaryKind.ADD, cast(lanes, type), levels.cast(rest, type));
        return kind == BinaryKind.REM
                ? new Split(null, remainder(sum, divisor))
                : new Split(divided(BinaryKind.DIV, base, by), quotient(sum, divisor, lanes, by));
    }

    /// The type that holds what is divided, and the divisor: numbers with a sign are divided
    /// faster.
    private DType sums(Value rest, Value lanes, Value divisor) {
        Interval a = intervals.of(rest);
        Interval b = intervals.of(lanes);
        Interval by = intervals.of(divisor);
        Interval sum = a == null || b == null ? null : a.plus(b);
        boolean isInt = sum != null && sum.isInt() && by != null && by.isInt();
        return isInt ? DType.I32 : DType.U32;
    }

    /// 1 in place of 0 gives 0 too.
    private Value remainder(Value sum, Value divisor) {
        Value rest;
        if (intervals.constant(divisor) != null) {
            rest = divided(BinaryKind.REM, sum, divisor);
        } else {
            Value quotient = binary(BinaryKind.DIV, sum, divisor);
            rest = binary(BinaryKind.SUB, sum, binary(BinaryKind.MUL, quotient, divisor));
        }
        Value signed = signed(rest);
        Interval divisors = intervals.of(divisor);
        if (divisors != null) {
            intervals.learn(signed, new Interval(0, Math.max(0, divisors.high() - 1)));
        }
        return signed;
    }

    private Value quotient(Value sum, Value divisor, Value lanes, Value by) {
        Interval divisors = Objects.requireNonNull(intervals.of(by));
        Interval added = Objects.requireNonNull(intervals.of(lanes));
        Value turns = signed(divided(BinaryKind.DIV, sum, divisor));
        intervals.learn(turns, new Interval(0, added.high() + 1));
        if (divisors.contains(0)) {
            turns = binary(BinaryKind.AND, turns, ones(CompareKind.NE, by));
        }
        if (divisors.low() < 0) {
            Value sign = ones(CompareKind.LT, by);
            turns = binary(BinaryKind.SUB, binary(BinaryKind.XOR, turns, sign), sign);
            intervals.learn(turns, new Interval(-added.high() - 1, added.high() + 1));
        }
        return turns;
    }

    private Value signed(Value lanes) {
        return cast(lanes, DType.I32);
    }

    private Value cast(Value lanes, DType type) {
        return lanes.type().element() == type
                ? lanes
                : body.compute(new Arithmetic.Cast(lanes, type, Rounding.RTNE));
    }

    /// All bits where a number stands so to 0, else none.
    private Value ones(CompareKind kind, Value number) {
        Value zero = levels.constant(DType.I64, 0);
        Value holds = levels.compute(new Arithmetic.Compare(kind, number, zero));
        Value all = levels.constant(DType.I32, -1);
        Value none = levels.constant(DType.I32, 0);
        return levels.compute(new Arithmetic.Select(holds, all, none));
    }
}
