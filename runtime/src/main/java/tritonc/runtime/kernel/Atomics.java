package tritonc.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Read-modify-writes of raw memory, each one step to every other thread, sequentially consistent.
/// Elements of 16 bits change by compare-and-set of the aligned word that holds them. An address
/// that its width does not divide is served under one lock, atomic among its like only.
///
/// What is stored is told by a kind, in the order of the IR's atomic kinds.
public final class Atomics {
    public static final int ADD = 0;
    public static final int MAX = 1;
    public static final int MIN = 2;
    public static final int AND = 3;
    public static final int OR = 4;
    public static final int XOR = 5;
    public static final int XCHG = 6;

    private static final MemorySegment ALL = Memory.ALL;
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final Object UNALIGNED = new Object();

    /// How an element of 8, 16, 32 or 64 bits is joined with another; bits in, bits out.
    private enum Format {
        I1(8),
        I8(8),
        U8(8),
        I16(16),
        U16(16),
        I32(32),
        U32(32),
        I64(64),
        U64(64),
        FP16(16),
        BF16(16),
        FP32(32),
        FP64(64);

        private final long mask;

        Format(int bits) {
            mask = -1L >>> 64 - bits;
        }
    }

    private static final Format[] FORMATS = Format.values();

    private Atomics() {}

    /// Whether storing what a kind makes of `old` and `value` changes the element.
    ///
    /// @param old the bits found
    /// @param value the bits given
    /// @param format the element's place among i1, i8, u8, i16, u16, i32, u32, i64, u64, fp16,
    ///   bf16, fp32, fp64
    static boolean isChange(long old, long value, int kind, int format) {
        Format of = FORMATS[format];
        return ((joined(of, kind, old, value) ^ old) & of.mask) != 0;
    }

    /// Gives the old value of an `i1`: whether the byte was not 0.
    public static int i1(long address, int value, int kind) {
        return narrow(address, value, kind, Format.I1, 0xFF) != 0 ? 1 : 0;
    }

    /// Gives the old value of an `i8`.
    public static int i8(long address, int value, int kind) {
        return (byte) narrow(address, value, kind, Format.I8, 0xFF);
    }

    public static int u8(long address, int value, int kind) {
        return narrow(address, value, kind, Format.U8, 0xFF);
    }

    public static int i16(long address, int value, int kind) {
        return (short) narrow(address, value, kind, Format.I16, 0xFFFF);
    }

    public static int u16(long address, int value, int kind) {
        return narrow(address, value, kind, Format.U16, 0xFFFF);
    }

    public static int i32(long address, int value, int kind) {
        return kind == ADD && (address & 3) == 0
                ? (int) INT.getAndAdd(ALL, address, value)
                : word(address, value, kind, Format.I32);
    }

    public static int u32(long address, int value, int kind) {
        return kind == ADD && (address & 3) == 0
                ? (int) INT.getAndAdd(ALL, address, value)
                : word(address, value, kind, Format.U32);
    }

    public static long i64(long address, long value, int kind) {
        return kind == ADD && (address & 7) == 0
                ? (long) LONG.getAndAdd(ALL, address, value)
                : wide(address, value, kind, Format.I64);
    }

    public static long u64(long address, long value, int kind) {
        return kind == ADD && (address & 7) == 0
                ? (long) LONG.getAndAdd(ALL, address, value)
                : wide(address, value, kind, Format.U64);
    }

    public static float fp16(long address, float value, int kind) {
        int bits = Float.floatToFloat16(value) & 0xFFFF;
        return Float.float16ToFloat((short) narrow(address, bits, kind, Format.FP16, 0xFFFF));
    }

    public static float bf16(long address, float value, int kind) {
        int bits = Float.floatToRawIntBits(value) >>> 16;
        return Float.intBitsToFloat(narrow(address, bits, kind, Format.BF16, 0xFFFF) << 16);
    }

    public static float fp32(long address, float value, int kind) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat(word(address, bits, kind, Format.FP32));
    }

    public static double fp64(long address, double value, int kind) {
        long bits = Double.doubleToRawLongBits(value);
        return Double.longBitsToDouble(wide(address, bits, kind, Format.FP64));
    }

    /// Stores `to` if the 16 bits at an address are those of `from`; the old ones, sign-extended.
    public static int swap16(long address, int from, int to) {
        if ((address & 1) != 0) {
            synchronized (UNALIGNED) {
                short old = Memory.getShort(address);
                Memory.put(address, old == (short) from ? (short) to : old);
                return old;
            }
        }
        long word = address & ~3;
        int shift = ((address & 2) == 0) == LITTLE ? 0 : 16;
        while (true) {
            int before = (int) INT.getVolatile(ALL, word);
            short old = (short) (before >>> shift);
            int now = (old == (short) from ? to : old) & 0xFFFF;
            int after = before & ~(0xFFFF << shift) | now << shift;
            if (INT.compareAndSet(ALL, word, before, after)) {
                return old;
            }
        }
    }

    /// Stores `to` if the 32 bits at an address are `from`; the old ones.
    public static int swap32(long address, int from, int to) {
        if ((address & 3) == 0) {
            return (int) INT.compareAndExchange(ALL, address, from, to);
        }
        synchronized (UNALIGNED) {
            int old = Memory.getInt(address);
            Memory.put(address, old == from ? to : old);
            return old;
        }
    }

    /// Stores `to` if the 64 bits at an address are `from`; the old ones.
    public static long swap64(long address, long from, long to) {
        if ((address & 7) == 0) {
            return (long) LONG.compareAndExchange(ALL, address, from, to);
        }
        synchronized (UNALIGNED) {
            long old = Memory.getLong(address);
            Memory.put(address, old == from ? to : old);
            return old;
        }
    }

    /// One element of `mask` bits inside a word; gives the old bits, zero-extended.
    private static int narrow(long address, int value, int kind, Format format, int mask) {
        if (mask == 0xFFFF && (address & 1) != 0) {
            synchronized (UNALIGNED) {
                short old = Memory.getShort(address);
                Memory.put(address, (short) joined(format, kind, old & mask, value));
                return old & mask;
            }
        }
        long word = address & ~3;
        int byteShift = (int) (address & 3) * 8;
        int shift = LITTLE ? byteShift : 32 - byteShift - Integer.bitCount(mask);
        while (true) {
            int before = (int) INT.getVolatile(ALL, word);
            int old = before >>> shift & mask;
            int to = (int) joined(format, kind, old, value) & mask;
            int after = before & ~(mask << shift) | to << shift;
            if (INT.compareAndSet(ALL, word, before, after)) {
                return old;
            }
        }
    }

    private static final boolean LITTLE =
            java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;

    private static int word(long address, int value, int kind, Format format) {
        if ((address & 3) != 0) {
            synchronized (UNALIGNED) {
                int old = Memory.getInt(address);
                Memory.put(address, (int) joined(format, kind, old, value));
                return old;
            }
        }
        while (true) {
            int old = (int) INT.getVolatile(ALL, address);
            int to = (int) joined(format, kind, old, value);
            if (INT.compareAndSet(ALL, address, old, to)) {
                return old;
            }
        }
    }

    private static long wide(long address, long value, int kind, Format format) {
        if ((address & 7) != 0) {
            synchronized (UNALIGNED) {
                long old = Memory.getLong(address);
                Memory.put(address, joined(format, kind, old, value));
                return old;
            }
        }
        while (true) {
            long old = (long) LONG.getVolatile(ALL, address);
            long to = joined(format, kind, old, value);
            if (LONG.compareAndSet(ALL, address, old, to)) {
                return old;
            }
        }
    }

    /// The bits to store; above the format's width they are anything.
    private static long joined(Format format, int kind, long old, long value) {
        if (format == Format.I1) {
            return joined(Format.U8, kind, old != 0 ? 1 : 0, value);
        }
        return switch (kind) {
            case AND -> old & value;
            case OR -> old | value;
            case XOR -> old ^ value;
            case XCHG -> value;
            default -> ordered(format, kind, old, value);
        };
    }

    private static long ordered(Format format, int kind, long a, long b) {
        return switch (format) {
            case I8 -> integer(kind, (byte) a, (byte) b);
            case I16 -> integer(kind, (short) a, (short) b);
            case I32 -> integer(kind, a << 32 >> 32, b << 32 >> 32);
            case I1, U8, U16 -> integer(kind, a & 0xFFFF, b & 0xFFFF);
            case U32 -> integer(kind, a & 0xFFFF_FFFFL, b & 0xFFFF_FFFFL);
            case I64 -> integer(kind, a, b);
            case U64 ->
                    kind == ADD
                            ? a + b
                            : integer(kind, a ^ Long.MIN_VALUE, b ^ Long.MIN_VALUE)
                                    ^ Long.MIN_VALUE;
            case FP16 ->
                    Float.floatToFloat16(
                            number(
                                    kind,
                                    Float.float16ToFloat((short) a),
                                    Float.float16ToFloat((short) b)));
            case BF16 -> {
                float x = Float.intBitsToFloat((int) a << 16);
                float y = Float.intBitsToFloat((int) b << 16);
                yield Float.floatToRawIntBits(Floats.roundBrain(number(kind, x, y))) >>> 16;
            }
            case FP32 -> {
                float x = Float.intBitsToFloat((int) a);
                yield Float.floatToRawIntBits(number(kind, x, Float.intBitsToFloat((int) b)));
            }
            case FP64 -> {
                double x = Double.longBitsToDouble(a);
                yield Double.doubleToRawLongBits(number(kind, x, Double.longBitsToDouble(b)));
            }
        };
    }

    private static long integer(int kind, long a, long b) {
        return kind == ADD ? a + b : kind == MAX ? Math.max(a, b) : Math.min(a, b);
    }

    private static float number(int kind, float a, float b) {
        return kind == ADD ? a + b : kind == MAX ? Floats.max(a, b) : Floats.min(a, b);
    }

    private static double number(int kind, double a, double b) {
        return kind == ADD ? a + b : kind == MAX ? Floats.max(a, b) : Floats.min(a, b);
    }
}
