package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Whole numbers from `low` to `high`, both included. What does not fit 64 bits with a sign is no
/// interval, but null.
record Interval(long low, long high) {
    /// What an i32 may be.
    static final Interval INT = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);

    /// The interval of two numbers in any order.
    static Interval between(long a, long b) {
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    /// All numbers of a type; null for other things than integers, and for unsigned ones of 64
    /// bits.
    static @Nullable Interval of(ElementType type) {
        if (!(type instanceof DType d) || !d.isInteger()) {
            return null;
        }
        if (!d.isSigned()) {
            return d.bits() == 64 ? null : new Interval(0, (1L << d.bits()) - 1);
        }
        return new Interval(-1L << d.bits() - 1, -1L >>> 64 - d.bits() + 1);
    }

    boolean isWithin(Interval other) {
        return low >= other.low && high <= other.high;
    }

    boolean isInt() {
        return isWithin(INT);
    }

    boolean isNotNegative() {
        return low >= 0;
    }

    boolean contains(long number) {
        return low <= number && number <= high;
    }

    /// The greatest distance from 0; null if that is 2^63.
    @Nullable Long size() {
        return low == Long.MIN_VALUE ? null : Long.valueOf(Math.max(Math.abs(low), Math.abs(high)));
    }

    @Nullable Interval plus(Interval b) {
        long least = low + b.low;
        long most = high + b.high;
        boolean wraps =
                ((low ^ least) & (b.low ^ least)) < 0 || ((high ^ most) & (b.high ^ most)) < 0;
        return wraps ? null : new Interval(least, most);
    }

    @Nullable Interval negated() {
        return low == Long.MIN_VALUE ? null : new Interval(-high, -low);
    }

    @Nullable Interval minus(Interval b) {
        Interval other = b.negated();
        return other == null ? null : plus(other);
    }

    @Nullable Interval times(Interval b) {
        long[] ends = {low, low, high, high};
        long[] by = {b.low, b.high, b.low, b.high};
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < ends.length; i++) {
            long product = ends[i] * by[i];
            if (Math.multiplyHigh(ends[i], by[i]) != product >> 63) {
                return null;
            }
            least = Math.min(least, product);
            most = Math.max(most, product);
        }
        return new Interval(least, most);
    }

    /// The least interval that holds both.
    Interval or(Interval b) {
        return new Interval(Math.min(low, b.low), Math.max(high, b.high));
    }

    /// What both hold; this one where they have nothing in common.
    Interval and(Interval b) {
        long least = Math.max(low, b.low);
        long most = Math.min(high, b.high);
        return least <= most ? new Interval(least, most) : this;
    }
}
