package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.driver.KernelSource;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.diagnostic.TritonException;

import java.util.List;

/// Finds the kernel that `-k` means.
final class KernelChoice {
    private KernelChoice() {}

    /// @param name what stands behind `-k`; absent if the file has only one kernel
    /// @throws TritonException (T0904) if there is no such kernel or several, (T0003) if the file
    ///   holds no code at all
    static JitFunction of(Program program, @Nullable String name) {
        List<JitFunction> kernels = program.kernels();
        String path = program.main().file().path();
        if (program.main().ast().body().isEmpty()) {
            Span start = new Span(program.main().file(), 0, 0);
            throw new TritonException(
                    Diagnostic.error(Code.EMPTY_SOURCE, start, path + " holds no code")
                            .help("name a file with a function under `@triton.jit`"));
        }
        List<String> names = kernels.stream().map(JitFunction::qualifiedName).toList();
        if (name != null) {
            return program.kernel(name).orElseThrow(() -> KernelSource.none(path, name, names));
        }
        if (kernels.size() == 1) {
            return kernels.getFirst();
        }
        Diagnostic unclear =
                Diagnostic.error(
                        Code.NO_KERNEL,
                        kernels.isEmpty()
                                ? path + " has no function under `@triton.jit`"
                                : path + " has several kernels; `-k` says which one");
        throw new TritonException(
                kernels.isEmpty()
                        ? unclear
                        : unclear.help("its kernels are " + String.join(", ", names)));
    }
}
