package tritonc.codegen.loop;

import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.lang.foreign.ValueLayout;

/// Reads and writes lanes in a storage.
final class Bytes {
    private Bytes() {}

    static long read(Storage storage, long address, ElementType type) {
        long offset = address - storage.address();
        long bits =
                switch (type.bytes()) {
                    case 1 -> storage.bytes().get(ValueLayout.JAVA_BYTE, offset);
                    case 2 -> storage.bytes().get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
                    case 4 -> storage.bytes().get(ValueLayout.JAVA_INT_UNALIGNED, offset);
                    default -> storage.bytes().get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
                };
        if (type == DType.I1) {
            return bits == 0 ? 0 : 1;
        }
        return type instanceof DType d ? Lanes.fromBits(d, bits) : bits;
    }

    static void write(Storage storage, long address, ElementType type, long lane) {
        long offset = address - storage.address();
        switch (type.bytes()) {
            case 1 -> storage.bytes().set(ValueLayout.JAVA_BYTE, offset, (byte) lane);
            case 2 -> storage.bytes().set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) lane);
            case 4 -> storage.bytes().set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) lane);
            default -> storage.bytes().set(ValueLayout.JAVA_LONG_UNALIGNED, offset, lane);
        }
    }
}
