package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// libdevice's functions of integers of 32 and 64 bits, in primitive ops. Counting adds up fields
/// of two, four and eight bits (Warren, "Hacker's Delight", 2nd ed., chapters 5 and 7).
public final class IntegerFunctions {
    private IntegerFunctions() {}

    /// The number of bits set in `x` of 32 or 64 bits, as i32.
    public static <T> T popc(Algebra<T> a, T x, int width) {
        DType type = unsigned(width);
        T u = a.bitcast(x, type);
        T pairs = a.sub(u, a.and(shift(a, u, 1, width), fill(a, 0x55, width)));
        T mask = fill(a, 0x33, width);
        T nibbles = a.add(a.and(pairs, mask), a.and(shift(a, pairs, 2, width), mask));
        T bytes = a.and(a.add(nibbles, shift(a, nibbles, 4, width)), fill(a, 0x0f, width));
        T sum = shift(a, a.mul(bytes, fill(a, 0x01, width)), width - 8, width);
        return width == 32 ? a.bitcast(sum, DType.I32) : a.cast(sum, DType.I32);
    }

    /// The number of zeros above the highest bit set; `width` for 0.
    public static <T> T clz(Algebra<T> a, T x, int width) {
        T u = a.bitcast(x, unsigned(width));
        for (int by = 1; by < width; by *= 2) {
            u = a.or(u, shift(a, u, by, width));
        }
        return popc(a, a.unary(UnaryKind.NOT, u), width);
    }

    /// The place of the lowest bit set, from 1; 0 for 0.
    public static <T> T ffs(Algebra<T> a, T x, int width) {
        T u = a.bitcast(x, unsigned(width));
        T one = number(a, 1, width);
        T zero = number(a, 0, width);
        T below = a.sub(a.and(u, a.sub(zero, u)), one);
        T place = a.add(popc(a, below, width), a.i32(1));
        return a.select(a.compare(CompareKind.EQ, u, zero), a.i32(0), place);
    }

    /// The bits in the other order.
    public static <T> T brev(Algebra<T> a, T x, int width) {
        T u = a.bitcast(x, unsigned(width));
        long mask = -1;
        for (int by = width / 2; by > 0; by /= 2) {
            mask ^= mask << by;
            T low = number(a, width == 32 ? mask & 0xffffffffL : mask, width);
            T up = a.shl(a.and(u, low), number(a, by, width));
            u = a.or(a.and(shift(a, u, by, width), low), up);
        }
        return a.bitcast(u, width == 32 ? DType.I32 : DType.I64);
    }

    /// Four bytes out of the eight of `x` (0 to 3) and `y` (4 to 7), chosen by the low three bits
    /// of the lowest four nibbles of `selector`; all i32.
    public static <T> T bytePerm(Algebra<T> a, T x, T y, T selector) {
        T low = a.cast(a.bitcast(x, DType.U32), DType.U64);
        T high = a.cast(a.bitcast(y, DType.U32), DType.U64);
        T bytes = a.or(low, a.shl(high, number(a, 32, 64)));
        T choice = a.cast(a.bitcast(selector, DType.U32), DType.U64);
        T result = number(a, 0, 64);
        for (int i = 0; i < 4; i++) {
            T nibble = a.and(shift(a, choice, 4 * i, 64), number(a, 7, 64));
            T chosen = a.shr(bytes, a.shl(nibble, number(a, 3, 64)));
            T place = a.shl(a.and(chosen, number(a, 255, 64)), number(a, 8L * i, 64));
            result = a.or(result, place);
        }
        return a.cast(result, DType.I32);
    }

    /// The low 32 bits of the product of two integers of 24 bits, `type` being i32 or u32.
    public static <T> T mul24(Algebra<T> a, DType type, T x, T y) {
        T eight = a.constant(type, 8);
        return a.mul(a.shr(a.shl(x, eight), eight), a.shr(a.shl(y, eight), eight));
    }

    /// `|x - y| + z`, wrapping.
    public static <T> T sad(Algebra<T> a, T x, T y, T z) {
        return a.add(a.sub(a.binary(BinaryKind.MAX, x, y), a.binary(BinaryKind.MIN, x, y)), z);
    }

    /// `(x + y) / 2` rounded down, without overflow.
    public static <T> T hadd(Algebra<T> a, DType type, T x, T y) {
        T half = a.shr(a.binary(BinaryKind.XOR, x, y), a.constant(type, 1));
        return a.add(a.and(x, y), half);
    }

    /// `(x + y + 1) / 2` rounded down, without overflow.
    public static <T> T rhadd(Algebra<T> a, DType type, T x, T y) {
        T half = a.shr(a.binary(BinaryKind.XOR, x, y), a.constant(type, 1));
        return a.sub(a.or(x, y), half);
    }

    private static DType unsigned(int width) {
        return width == 32 ? DType.U32 : DType.U64;
    }

    private static <T> T number(Algebra<T> a, long value, int width) {
        return a.constant(unsigned(width), value);
    }

    private static <T> T shift(Algebra<T> a, T x, int by, int width) {
        return a.shr(x, number(a, by, width));
    }

    /// A byte in every byte.
    private static <T> T fill(Algebra<T> a, long octet, int width) {
        long all = octet * 0x0101010101010101L;
        return number(a, width == 32 ? all & 0xffffffffL : all, width);
    }
}
