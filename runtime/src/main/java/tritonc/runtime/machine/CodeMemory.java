package tritonc.runtime.machine;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// Memory that machine code runs in. It is written while it cannot be run, then made to run while
/// it cannot be written; at no time both.
///
/// Linux: `mmap` of anonymous memory with read and write, the code copied in, `mprotect` to read
/// and execute.
///
/// macOS would need `MAP_JIT`, `pthread_jit_write_protect_np` around the copy, the entitlement
/// `com.apple.security.cs.allow-jit` in a hardened process, and `sys_icache_invalidate`; Windows
/// `VirtualAlloc`, `VirtualProtect` and `FlushInstructionCache`, and its own calling convention in
/// the code. Neither is built: there [#unavailable] says so.
public final class CodeMemory implements AutoCloseable {
    private final MemorySegment memory;
    private boolean isClosed;

    private CodeMemory(MemorySegment memory) {
        this.memory = memory;
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
        MemorySegment memory =
                SystemMemory.map(code.length + SystemMemory.PAGE - 1 & -SystemMemory.PAGE);
        MemorySegment.copy(code, 0, memory, ValueLayout.JAVA_BYTE, 0, code.length);
        try {
            SystemMemory.makeExecutable(memory);
        } catch (CodeMemoryException e) {
            SystemMemory.unmap(memory);
            throw e;
        }
        return new CodeMemory(memory);
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
            SystemMemory.unmap(memory);
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
