package tritonc.ir.interpret;

import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory that pointers may point into, at an address of its own. A view of a tensor counts as the
/// tensor's whole storage. Two storages overlap where their addresses do; they must then be slices
/// of one segment, so that both see what either writes.
///
/// @param bytes the memory
/// @param address the address of its first byte, as kernels see it
public record Storage(MemorySegment bytes, long address) {
    /// Whether `count` bytes at `address` lie inside.
    public boolean holds(long at, int count) {
        long offset = at - address;
        return offset >= 0 && offset <= bytes.byteSize() - count;
    }

    /// The lane at an address inside; `i1` is true where the byte is not 0.
    long read(ElementType type, long at) {
        long offset = at - address;
        long bits =
                switch (type.bytes()) {
                    case 1 -> bytes.get(ValueLayout.JAVA_BYTE, offset);
                    case 2 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
                    case 4 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
                    default -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
                };
        if (type == DType.I1) {
            return bits == 0 ? 0 : 1;
        }
        return type instanceof DType d ? tritonc.ir.math.Lanes.fromBits(d, bits) : bits;
    }

    void write(ElementType type, long at, long lane) {
        long offset = at - address;
        switch (type.bytes()) {
            case 1 -> bytes.set(ValueLayout.JAVA_BYTE, offset, (byte) lane);
            case 2 -> bytes.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) lane);
            case 4 -> bytes.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) lane);
            default -> bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, lane);
        }
    }
}
