package tritonc.runtime.kernel;

import tritonc.ir.artifact.NativePayload;
import tritonc.runtime.machine.CodeMemory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.util.List;

/// A kernel's machine code, mapped. It is unmapped when the last of its instances and the code
/// itself are unreachable.
public final class NativeCode implements KernelFactory {
    private static final Cleaner CLEANER = Cleaner.create();

    /// `int64_t programs(void *frame, int32_t x, int32_t y, int32_t z, int32_t count)`
    private static final FunctionDescriptor PROGRAMS =
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT);

    private final MethodHandle programs;
    private final int parameters;
    private final long scratch;
    private final List<Integer> siteParameters;
    private final boolean waits;
    private final boolean sharesPanels;

    private NativeCode(MethodHandle programs, int parameters, NativePayload.Code code) {
        this.programs = programs;
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
        MethodHandle programs = Linker.nativeLinker().downcallHandle(memory.entry(), PROGRAMS);
        NativeCode made = new NativeCode(programs, parameters, code);
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

    MethodHandle programs() {
        return programs;
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
