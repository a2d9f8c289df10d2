package tritonc.fuzz;

import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The arrays of a case in memory, each between two stretches of canaries.
final class Arrays implements AutoCloseable {
    private static final int GUARD = 256;
    private static final byte CANARY = (byte) 0xC5;

    private final Arena arena = Arena.ofConfined();
    private final List<MemorySegment> whole = new ArrayList<>();
    private final List<MemorySegment> inner = new ArrayList<>();
    private final List<FuzzCase.Storage> kinds;

    Arrays(FuzzCase fuzz) {
        kinds = fuzz.storages();
        Choices data = Choices.random(fuzz.dataSeed());
        for (FuzzCase.Storage storage : kinds) {
            MemorySegment all = arena.allocate(storage.bytes() + 2L * GUARD, 64);
            all.fill(CANARY);
            whole.add(all);
            MemorySegment array = all.asSlice(GUARD, storage.bytes());
            inner.add(array);
            for (int i = 0; i < storage.length(); i++) {
                write(array, storage.dtype(), i, Data.lane(storage.dtype(), data));
            }
        }
    }

    MemorySegment array(int storage) {
        return inner.get(storage);
    }

    /// Whether nothing was written beside an array.
    boolean canariesLive() {
        for (MemorySegment all : whole) {
            for (long i = 0; i < GUARD; i++) {
                boolean dead =
                        all.get(ValueLayout.JAVA_BYTE, i) != CANARY
                                || all.get(ValueLayout.JAVA_BYTE, all.byteSize() - 1 - i) != CANARY;
                if (dead) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The lanes of all arrays, every NaN made one.
    List<long[]> lanes() {
        List<long[]> lanes = new ArrayList<>();
        for (int s = 0; s < kinds.size(); s++) {
            FuzzCase.Storage kind = kinds.get(s);
            long[] of = new long[kind.length()];
            for (int i = 0; i < of.length; i++) {
                long lane = read(inner.get(s), kind.dtype(), i);
                boolean isNan = kind.dtype().isFloat() && Lanes.isNaN(kind.dtype(), lane);
                of[i] = isNan ? Lanes.nan(kind.dtype()) : lane;
            }
            lanes.add(of);
        }
        return lanes;
    }

    private static long read(MemorySegment array, DType dtype, int index) {
        long at = (long) index * dtype.bytes();
        long bits =
                switch (dtype.bytes()) {
                    case 1 -> array.get(ValueLayout.JAVA_BYTE, at);
                    case 2 -> array.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
                    case 4 -> array.get(ValueLayout.JAVA_INT_UNALIGNED, at);
                    default -> array.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
                };
        return dtype.isBool() ? bits & 0xFF : Lanes.fromBits(dtype, bits);
    }

    private static void write(MemorySegment array, DType dtype, int index, long lane) {
        long at = (long) index * dtype.bytes();
        switch (dtype.bytes()) {
            case 1 -> array.set(ValueLayout.JAVA_BYTE, at, (byte) lane);
            case 2 -> array.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) lane);
            case 4 -> array.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) lane);
            default -> array.set(ValueLayout.JAVA_LONG_UNALIGNED, at, lane);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
