package tritonc.runtime.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The system's functions for whole pages of memory. Constants of `mman.h` as on Linux on x86-64
/// and arm64.
final class SystemMemory {
    static final long PAGE = 4096;

    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final MethodHandle MMAP =
            find(
                    "mmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG));
    private static final MethodHandle MPROTECT =
            find(
                    "mprotect",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle MUNMAP =
            find(
                    "munmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle MADVISE =
            find(
                    "madvise",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

    private SystemMemory() {}

    private static MethodHandle find(String name, FunctionDescriptor type) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, type, CAPTURE);
    }

    /// Zeros to be read and written; pages are real memory once they are touched.
    ///
    /// @param size a multiple of [#PAGE]
    /// @throws CodeMemoryException if the system refuses
    static MemorySegment map(long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long address =
                    (long)
                            MMAP.invokeExact(
                                    state,
                                    0L,
                                    size,
                                    PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                                    -1,
                                    0L);
            if (address == MAP_FAILED) {
                throw new CodeMemoryException("mmap", (int) ERRNO.get(state, 0L));
            }
            return MemorySegment.ofAddress(address).reinterpret(size);
        } catch (CodeMemoryException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("mmap", e);
        }
    }

    /// Makes memory one that runs and is not written any more.
    ///
    /// @throws CodeMemoryException if the system refuses
    static void makeExecutable(MemorySegment memory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int done =
                    (int)
                            MPROTECT.invokeExact(
                                    state,
                                    memory.address(),
                                    memory.byteSize(),
                                    PROT_READ | PROT_EXEC);
            if (done != 0) {
                throw new CodeMemoryException("mprotect", (int) ERRNO.get(state, 0L));
            }
        } catch (CodeMemoryException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("mprotect", e);
        }
    }

    /// Gives memory back.
    ///
    /// @throws CodeMemoryException if the system refuses
    static void unmap(MemorySegment memory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int done = (int) MUNMAP.invokeExact(state, memory.address(), memory.byteSize());
            if (done != 0) {
                throw new CodeMemoryException("munmap", (int) ERRNO.get(state, 0L));
            }
        } catch (CodeMemoryException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("munmap", e);
        }
    }

    /// Asks for large pages and gives the small ones back, so that whoever touches the memory next
    /// finds zeros on large pages.
    ///
    /// @param memory private memory of nothing but zeros, whole pages
    /// @return whether the system will look for large pages
    static boolean zerosOnLargePages(MemorySegment memory) {
        return advise(memory, MADV_HUGEPAGE) && advise(memory, MADV_DONTNEED);
    }

    private static boolean advise(MemorySegment memory, int what) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int done = (int) MADVISE.invokeExact(state, memory.address(), memory.byteSize(), what);
            return done == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("madvise", e);
        }
    }
}
