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

    /// The kernel of a name, ready to be launched. What a launch leaves out is set as the kernel's
    /// decorators say, by the first configuration of its `autotune`.
    ///
    /// @throws TritonException (T0904) if there is none
    default Kernel kernel(String name) {
        return kernel(name, 0);
    }

    /// The kernel of a name under another configuration of its `autotune`.
    ///
    /// @param configuration its number, from 0
    /// @throws TritonException (T0904) if there is no such kernel, (T0909) no such configuration
    Kernel kernel(String name, int configuration);

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
