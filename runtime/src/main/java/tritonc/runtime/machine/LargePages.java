package tritonc.runtime.machine;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/// Large pages for large tensors. With small ones a core reads an array that no cache holds at half
/// the speed, as the processor fetches ahead within a page only, and each page has to be looked up.
///
/// Linux gives them to whoever asks, to everybody or to nobody, as its setting says; only the first
/// needs a call.
public final class LargePages {
    /// Bytes of a large page on x86-64 and on arm64 with small pages of 4 KiB.
    public static final long SIZE = 2 << 20;

    private static final boolean ON_REQUEST =
            isOnRequest(Path.of("/sys/kernel/mm/transparent_hugepage/enabled"));

    private LargePages() {}

    /// Has memory of zeros come back as zeros on large pages, where the system can.
    ///
    /// @param zeros freshly allocated, private to this process, and zero
    public static void zeros(MemorySegment zeros) {
        long start = zeros.address() + SystemMemory.PAGE - 1 & -SystemMemory.PAGE;
        long end = zeros.address() + zeros.byteSize() & -SystemMemory.PAGE;
        if (ON_REQUEST && start < end) {
            SystemMemory.zerosOnLargePages(zeros.asSlice(start - zeros.address(), end - start));
        }
    }

    /// Whether the system's setting, such as `always [madvise] never`, is to give them to whoever
    /// asks.
    static boolean isOnRequest(Path setting) {
        try {
            return Files.readString(setting).contains("[madvise]");
        } catch (IOException e) {
            return false;
        }
    }
}
