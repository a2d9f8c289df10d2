package tritonc.runtime.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Raw memory by address, unchecked: generated code proves or checks every address before it comes
/// here. Addresses need no alignment; bytes are in the machine's order.
public final class Memory {
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private Memory() {}

    public static byte getByte(long address) {
        return ALL.get(BYTE, address);
    }

    /// 1 if the byte is not 0.
    public static int getBool(long address) {
        return ALL.get(BYTE, address) != 0 ? 1 : 0;
    }

    public static short getShort(long address) {
        return ALL.get(SHORT, address);
    }

    public static int getInt(long address) {
        return ALL.get(INT, address);
    }

    public static long getLong(long address) {
        return ALL.get(LONG, address);
    }

    public static float getFloat(long address) {
        return ALL.get(FLOAT, address);
    }

    public static double getDouble(long address) {
        return ALL.get(DOUBLE, address);
    }

    public static void put(long address, byte value) {
        ALL.set(BYTE, address, value);
    }

    public static void put(long address, short value) {
        ALL.set(SHORT, address, value);
    }

    public static void put(long address, int value) {
        ALL.set(INT, address, value);
    }

    public static void put(long address, long value) {
        ALL.set(LONG, address, value);
    }

    public static void put(long address, float value) {
        ALL.set(FLOAT, address, value);
    }

    public static void put(long address, double value) {
        ALL.set(DOUBLE, address, value);
    }

    /// Copies `count` elements at `address` to the start of `to`.
    public static void read(long address, byte[] to, int count) {
        MemorySegment.copy(ALL, BYTE, address, to, 0, count);
    }

    public static void read(long address, short[] to, int count) {
        MemorySegment.copy(ALL, SHORT, address, to, 0, count);
    }

    public static void read(long address, int[] to, int count) {
        MemorySegment.copy(ALL, INT, address, to, 0, count);
    }

    public static void read(long address, long[] to, int count) {
        MemorySegment.copy(ALL, LONG, address, to, 0, count);
    }

    public static void read(long address, float[] to, int count) {
        MemorySegment.copy(ALL, FLOAT, address, to, 0, count);
    }

    public static void read(long address, double[] to, int count) {
        MemorySegment.copy(ALL, DOUBLE, address, to, 0, count);
    }

    /// Copies the first `count` elements of `from` to `address`.
    public static void write(byte[] from, long address, int count) {
        MemorySegment.copy(from, 0, ALL, BYTE, address, count);
    }

    public static void write(short[] from, long address, int count) {
        MemorySegment.copy(from, 0, ALL, SHORT, address, count);
    }

    public static void write(int[] from, long address, int count) {
        MemorySegment.copy(from, 0, ALL, INT, address, count);
    }

    public static void write(long[] from, long address, int count) {
        MemorySegment.copy(from, 0, ALL, LONG, address, count);
    }

    public static void write(float[] from, long address, int count) {
        MemorySegment.copy(from, 0, ALL, FLOAT, address, count);
    }

    public static void write(double[] from, long address, int count) {
        MemorySegment.copy(from, 0, ALL, DOUBLE, address, count);
    }
}
