package tritonc.runtime.machine;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/// Memory that machine code runs in. It is written while it cannot be run, then made to run while
/// it cannot be written; at no time both.
///
/// Linux: `mmap` of anonymous memory with read and write, the code copied in, `mprotect` to read
/// and execute. Constants of `mman.h` as on x86-64 and arm64.
///
/// macOS would need `MAP_JIT`, `pthread_jit_write_protect_np` around the copy, the entitlement
/// `com.apple.security.cs.allow-jit` in a hardened process, and `sys_icache_invalidate`; Windows
/// `VirtualAlloc`, `VirtualProtect` and `FlushInstructionCache`, and its own calling convention in
/// the code. Neither is built: there [#unavailable] says so.
public final class CodeMemory implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final long MAP_FAILED = -1;
    private static final long PAGE = 4096;

    private final MemorySegment memory;
    private final long size;
    private boolean isClosed;

    private CodeMemory(MemorySegment memory, long size) {
        this.memory = memory;
        this.size = size;
    }

    /// Why no code can be mapped on this machine, or null if it can. Asked once: it maps a function
    /// and calls it.
    public static @Nullable String unavailable() {
        return Probe.REASON;
    }

    /// Maps code.
    ///
    /// @throws CodeMemoryException if the system refuses
    public static CodeMemory of(byte[] code) {
        return Calls.map(code);
    }

    /// The first instruction. Calls must end before [#close].
    public MemorySegment entry() {
        return memory;
    }

    /// Gives the memory back.
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            Calls.unmap(memory, size);
        }
    }

    /// The system's functions.
    private static final class Calls {
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
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG));

        private static MethodHandle find(String name, FunctionDescriptor type) {
            MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
            return LINKER.downcallHandle(address, type, CAPTURE);
        }

        static CodeMemory map(byte[] code) {
            long size = code.length + PAGE - 1 & -PAGE;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                long address =
                        (long)
                                MMAP.invokeExact(
                                        state,
                                        0L,
                                        size,
                                        PROT_READ | PROT_WRITE,
                                        MAP_PRIVATE | MAP_ANONYMOUS,
                                        -1,
                                        0L);
                if (address == MAP_FAILED) {
                    throw new CodeMemoryException("mmap", (int) ERRNO.get(state, 0L));
                }
                MemorySegment memory = MemorySegment.ofAddress(address).reinterpret(size);
                MemorySegment.copy(code, 0, memory, ValueLayout.JAVA_BYTE, 0, code.length);
                int done = (int) MPROTECT.invokeExact(state, address, size, PROT_READ | PROT_EXEC);
                if (done != 0) {
                    int error = (int) ERRNO.get(state, 0L);
                    unmap(memory, size);
                    throw new CodeMemoryException("mprotect", error);
                }
                return new CodeMemory(memory, size);
            } catch (CodeMemoryException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("mmap", e);
            }
        }

        static void unmap(MemorySegment memory, long size) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                int done = (int) MUNMAP.invokeExact(state, memory.address(), size);
                if (done != 0) {
                    throw new CodeMemoryException("munmap", (int) ERRNO.get(state, 0L));
                }
            } catch (CodeMemoryException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("munmap", e);
            }
        }
    }

    /// Whether all of it works here, found out by doing it.
    private static final class Probe {
        /// `mov eax, 42; ret`
        private static final byte[] FORTY_TWO = {(byte) 0xB8, 42, 0, 0, 0, (byte) 0xC3};

        static final @Nullable String REASON = reason();

        private static @Nullable String reason() {
            String system = System.getProperty("os.name", "");
            String processor = System.getProperty("os.arch", "");
            if (!system.toLowerCase(Locale.ROOT).startsWith("linux")) {
                return "machine code is not mapped on " + system + " yet";
            }
            if (!processor.equals("amd64") && !processor.equals("x86_64")) {
                return "there is no code generator for " + processor + " yet";
            }
            try (CodeMemory code = of(FORTY_TWO)) {
                MethodHandle call =
                        Linker.nativeLinker()
                                .downcallHandle(
                                        code.entry(), FunctionDescriptor.of(ValueLayout.JAVA_INT));
                int answer = (int) call.invokeExact();
                return answer == 42 ? null : "mapped code does not run as written";
            } catch (CodeMemoryException e) {
                return "the system refuses executable memory: " + e.getMessage();
            } catch (Throwable e) {
                return "mapped code cannot be called: " + e;
            }
        }
    }
}
