package tritonc.runtime;

import tritonc.ir.type.DType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Single elements in memory, as lanes: integers extended as the dtype is signed or not, floats as
/// their bit pattern. An `i1` is a byte, true unless 0.
final class Cells {
    private Cells() {}

    static long read(DType type, MemorySegment from, long offset) {
        return switch (type) {
            case I1 -> from.get(ValueLayout.JAVA_BYTE, offset) != 0 ? 1 : 0;
            case I8 -> from.get(ValueLayout.JAVA_BYTE, offset);
            case U8, FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    from.get(ValueLayout.JAVA_BYTE, offset) & 0xFF;
            case I16 -> from.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
            case U16, FP16, BF16 -> from.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset) & 0xFFFF;
            case I32 -> from.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
            case U32, FP32 -> from.get(ValueLayout.JAVA_INT_UNALIGNED, offset) & 0xFFFF_FFFFL;
            case I64, U64, FP64 -> from.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
        };
    }

    static void write(DType type, MemorySegment to, long offset, long lane) {
        switch (type.bytes()) {
            case 1 -> to.set(ValueLayout.JAVA_BYTE, offset, (byte) lane);
            case 2 -> to.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) lane);
            case 4 -> to.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) lane);
            default -> to.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, lane);
        }
    }
}
