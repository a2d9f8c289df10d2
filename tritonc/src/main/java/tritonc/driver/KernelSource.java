package tritonc.driver;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.Kernel;

import java.util.List;

/// Where kernels come from: a source file, or an artifact. Thread-safe.
public interface KernelSource {
    /// The names of its kernels, in their order.
    List<String> names();

    /// The kernel of a name, ready to be launched.
    ///
    /// @throws TritonException (T0904) if there is none
    Kernel kernel(String name);

    /// What to throw for a name that is not there.
    static TritonException none(String path, String name, List<String> names) {
        Diagnostic diagnostic =
                Diagnostic.error(Code.NO_KERNEL, path + " has no kernel called `" + name + "`");
        return new TritonException(
                names.isEmpty()
                        ? diagnostic
                        : diagnostic.help("its kernels are " + String.join(", ", names)));
    }
}
