package tritonc.fuzz;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.Deque;

/// Stretches of memory between pages that nobody may touch: whoever does ends the process. They are
/// kept for the next who needs one. Where the system has no `mprotect`, the pages beside can be
/// touched.
final class GuardedPages {
    /// A page of all systems that the tests run on, or a multiple of one.
    private static final int PAGE = 1 << 14;

    /// Bytes of a stretch.
    static final int ROOM = PAGE;

    private static final Deque<MemorySegment> FREE = new ArrayDeque<>();
    private static final boolean PROTECTS = !System.getProperty("os.name").startsWith("Windows");

    private GuardedPages() {}

    /// A stretch for the caller alone, until it [#give]s it back.
    static synchronized MemorySegment take() {
        MemorySegment known = FREE.poll();
        return known == null ? make() : known;
    }

    static synchronized void give(MemorySegment stretch) {
        FREE.push(stretch);
    }

    private static MemorySegment make() {
        MemorySegment all = Arena.global().allocate(ROOM + 2L * PAGE, PAGE);
        MemorySegment inner = all.asSlice(PAGE, ROOM);
        if (PROTECTS) {
            protect(all.address());
            protect(inner.address() + ROOM);
        }
        return inner;
    }

    /// `int mprotect(void *, size_t, PROT_NONE)`, which the JDK has no method for.
    @SuppressWarnings("restricted")
    private static void protect(long page) {
        SymbolLookup known = Linker.nativeLinker().defaultLookup();
        MethodHandle call =
                Linker.nativeLinker()
                        .downcallHandle(
                                known.find("mprotect").orElseThrow(),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.JAVA_INT));
        try {
            int failed = (int) call.invokeExact(page, (long) PAGE, 0);
            if (failed != 0) {
                throw new IllegalStateException("mprotect fails");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
