package tritonc.fuzz;

import tritonc.ir.math.Lanes;
import tritonc.ir.type.DType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// The arrays of a case in memory, each between canaries and pages that nobody may touch. Of two
/// cases one has its arrays right behind such a page, the other right before one, but for the bytes
/// up to a multiple of 64 that every storage has.
final class Arrays implements AutoCloseable {
    private static final int LINE = 64;
    private static final MemorySegment CANARIES =
            Arena.global().allocate(GuardedPages.ROOM).fill((byte) 0xC5);

    private final List<MemorySegment> whole = new ArrayList<>();
    private final List<MemorySegment> inner = new ArrayList<>();
    private final List<FuzzCase.Storage> kinds;

    Arrays(FuzzCase fuzz) {
        kinds = fuzz.storages();
        Choices data = Choices.random(fuzz.dataSeed());
        for (FuzzCase.Storage storage : kinds) {
            MemorySegment all = GuardedPages.take();
            all.copyFrom(CANARIES);
            whole.add(all);
            int padded = storage.bytes() + LINE - 1 & -LINE;
            int first = fuzz.dataSeed() % 2 == 0 ? 0 : GuardedPages.ROOM - padded;
            MemorySegment array = all.asSlice(first, storage.bytes());
            inner.add(array);
            for (int i = 0; i < storage.length(); i++) {
                write(array, storage.dtype(), i, lane(storage, data));
            }
        }
    }

    MemorySegment array(int storage) {
        return inner.get(storage);
    }

    /// Whether nothing was written beside an array.
    boolean canariesLive() {
        for (int s = 0; s < whole.size(); s++) {
            MemorySegment all = whole.get(s);
            long first = inner.get(s).address() - all.address();
            long end = first + inner.get(s).byteSize();
            boolean live =
                    MemorySegment.mismatch(all, 0, first, CANARIES, 0, first) < 0
                            && MemorySegment.mismatch(
                                            all, end, all.byteSize(), CANARIES, end, all.byteSize())
                                    < 0;
            if (!live) {
                return false;
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

    private static long lane(FuzzCase.Storage storage, Choices data) {
        return storage.isTame()
                ? Data.tame(storage.dtype(), data)
                : Data.lane(storage.dtype(), data);
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
        whole.forEach(GuardedPages::give);
    }
}
