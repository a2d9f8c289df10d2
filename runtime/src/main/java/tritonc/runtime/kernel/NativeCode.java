package tritonc.runtime.kernel;

import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.runtime.machine.CodeMemory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;

/// A kernel's machine code, mapped. It is unmapped when the last of its instances and the code
/// itself are unreachable.
public final class NativeCode implements KernelFactory {
    private static final Cleaner CLEANER = Cleaner.create();

    /// `int64_t programs(void *frame, int32_t x, int32_t y, int32_t z, int32_t count)` at an
    /// address given with each call: one handle for all kernels, as linking one takes longer than
    /// compiling a kernel.
    private static final MethodHandle PROGRAMS =
            Linker.nativeLinker()
                    .downcallHandle(
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT));

    private final MemorySegment entry;
    private final int parameters;
    private final long scratch;
    private final List<Integer> siteParameters;
    private final boolean waits;
    private final boolean sharesPanels;

    private NativeCode(MemorySegment entry, int parameters, NativePayload.Code code) {
        this.entry = entry;
        this.parameters = parameters;
        this.scratch = code.scratch();
        this.siteParameters = code.siteParameters();
        this.waits = code.waits();
        this.sharesPanels = code.sharesPanels();
    }

    /// Maps code, and tells profilers of it where they ask ([PerfMap]).
    ///
    /// @param name the kernel's name
    /// @param code as [tritonc.ir.artifact.NativeFrame] says
    /// @param parameters number of run-time parameters
    /// @throws tritonc.runtime.machine.CodeMemoryException if the system refuses
    public static NativeCode map(String name, NativePayload.Code code, int parameters) {
        CodeMemory memory = CodeMemory.of(code.code());
        PerfMap.add(memory.entry().address(), code.code().length, name);
        NativeCode made = new NativeCode(memory.entry(), parameters, code);
        CLEANER.register(made, memory::close);
        return made;
    }

    @Override
    public CompiledKernel create() {
        return new NativeKernel(this);
    }

    @Override
    public boolean runsRows() {
        // who waits for a program that failed must be told, and no program behind it be begun
        return !waits;
    }

    @Override
    public boolean sharesPanels() {
        return sharesPanels;
    }

    /// Runs programs in a row.
    ///
    /// @param frame address of a [tritonc.ir.artifact.NativeFrame]
    long call(long frame, int x, int y, int z, int count) {
        try {
            return (long) PROGRAMS.invokeExact(entry, frame, x, y, z, count);
        } catch (Throwable e) {
            throw new CompilerBug("call", "machine code cannot be called", e);
        } finally {
            Reference.reachabilityFence(this); // or it might be unmapped while it runs
        }
    }

    int parameters() {
        return parameters;
    }

    /// Whether its loops wait for other programs.
    boolean waits() {
        return waits;
    }

    long scratch() {
        return scratch;
    }

    int parameterOf(int site) {
        return siteParameters.get(site);
    }
}
