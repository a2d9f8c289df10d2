package tritonc.runtime.file;

import tritonc.ir.type.DType;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Memory to and from channels, in parts that a `ByteBuffer` can hold.
final class Bulk {
    private static final long PART = 1L << 28;

    private Bulk() {}

    /// Fills `memory` from `position` on.
    static void read(FileChannel channel, long position, MemorySegment memory) throws IOException {
        long done = 0;
        while (done < memory.byteSize()) {
            long size = Math.min(PART, memory.byteSize() - done);
            ByteBuffer part = memory.asSlice(done, size).asByteBuffer();
            while (part.hasRemaining()) {
                int got = channel.read(part, position + done + part.position());
                if (got < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            done += size;
        }
    }

    static void write(FileChannel channel, MemorySegment memory) throws IOException {
        for (long done = 0; done < memory.byteSize(); done += PART) {
            long size = Math.min(PART, memory.byteSize() - done);
            AtomicFile.writeAll(channel, memory.asSlice(done, size).asByteBuffer());
        }
    }

    /// Turns the bytes of every element around.
    static void swap(MemorySegment memory, int width) {
        for (long at = 0; at < memory.byteSize(); at += width) {
            switch (width) {
                case 2 -> {
                    short bits = memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
                    memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, Short.reverseBytes(bits));
                }
                case 4 -> {
                    int bits = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
                    memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, Integer.reverseBytes(bits));
                }
                case 8 -> {
                    long bits = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
                    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, Long.reverseBytes(bits));
                }
                default -> {
                    return;
                }
            }
        }
    }

    /// Makes every truth value 0 or 1.
    static void normalise(DType type, MemorySegment memory) {
        for (long at = 0; type == DType.I1 && at < memory.byteSize(); at++) {
            if (memory.get(ValueLayout.JAVA_BYTE, at) != 0) {
                memory.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
            }
        }
    }
}
