package tritonc.runtime;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.machine.LargePages;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// A block of off-heap memory with a count of those who need it: every open tensor on it and every
/// launch that runs on it. It is freed when the count falls to zero, and never comes back.
final class Storage {
    /// Alignment and padding in bytes: a cache line, and the widest vector register.
    static final long ALIGNMENT = 64;

    /// From this many bytes on, memory goes back at once. Closing a shared arena stops every thread
    /// for a moment (150 microseconds and more were measured), so that smaller blocks are left to
    /// the garbage collector.
    private static final long LARGE = 1 << 16;

    /// From this many bytes on, memory lies on large pages where the system has them.
    private static final long HUGE = 2 * LargePages.SIZE;

    private final MemorySegment bytes;
    private final Runnable free;

    private final AtomicInteger count = new AtomicInteger(1);

    /// @param bytes the memory without its padding
    /// @param free gives the memory back; called once
    Storage(MemorySegment bytes, Runnable free) {
        this.bytes = bytes;
        this.free = free;
    }

    /// Fresh zeroed memory, aligned and padded to [#ALIGNMENT] at least.
    static Storage allocate(long size) {
        long padded = Math.max(size + ALIGNMENT - 1 & -ALIGNMENT, ALIGNMENT);
        Arena arena = size < LARGE ? Arena.ofAuto() : Arena.ofShared();
        Runnable free = size < LARGE ? () -> {} : arena::close;
        try {
            boolean isHuge = size >= HUGE;
            MemorySegment block = arena.allocate(padded, isHuge ? LargePages.SIZE : ALIGNMENT);
            if (isHuge) {
                LargePages.zeros(block);
            }
            return new Storage(block.asSlice(0, size), free);
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            free.run();
            throw new TritonException(
                    Diagnostic.error(
                                    Code.OUT_OF_MEMORY,
                                    "a tensor of " + size + " bytes cannot be allocated")
                            .help(
                                    "close tensors no longer needed, or raise"
                                            + " -XX:MaxDirectMemorySize"));
        }
    }

    MemorySegment bytes() {
        return bytes;
    }

    /// Counts one more need; false if the memory is gone.
    boolean retain() {
        while (true) {
            int seen = count.get();
            if (seen == 0) {
                return false;
            }
            if (count.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    void release() {
        if (count.getAndDecrement() == 1) {
            free.run();
        }
    }
}
