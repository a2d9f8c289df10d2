package tritonc.driver;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.Kernel;
import tritonc.runtime.Target;
import tritonc.runtime.file.ArtifactFile;

import java.nio.file.Path;
import java.util.List;

/// The one kernel of an artifact file.
public final class ArtifactKernel implements KernelSource {
    private final Path path;
    private final Kernel kernel;

    /// @throws tritonc.ir.diagnostic.TritonException if the file cannot be read or does not run on
    ///   the target
    public ArtifactKernel(Path path, Target target) {
        this.path = path;
        this.kernel = Kernel.of(ArtifactFile.read(path), target);
    }

    @Override
    public List<String> names() {
        return List.of(kernel.name());
    }

    @Override
    public Kernel kernel(String name, int configuration) {
        if (configuration != 0) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.NO_CONFIGURATION,
                                    path + " is compiled and has no configurations")
                            .help("choose one when it is compiled"));
        }
        if (!name.equals(kernel.name())) {
            throw KernelSource.none(path.toString(), name, names());
        }
        return kernel;
    }
}
