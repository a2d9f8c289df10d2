package tritonc;

import tritonc.driver.ArtifactKernel;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.KernelSource;
import tritonc.driver.SourceKernels;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.type.DType;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.file.ArtifactFile;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The library's door: loads kernels, compiles them when they are launched, and makes tensors. One
/// for a process is enough; it may be used by any number of threads.
///
/// ```java
/// try (Triton triton = Triton.create()) {
///     Kernel add = triton.load(Path.of("add.py")).kernel("add_kernel");
///     Tensor x = triton.rand(DType.FP32, 98_432);
///     Tensor y = triton.rand(DType.FP32, 98_432);
///     Tensor out = triton.empty(DType.FP32, 98_432);
///     add.launch(
///             Grid.of(args -> Grid.cdiv(args.intValue("n_elements"), 1024)),
///             Args.of("x_ptr", x, "y_ptr", y, "output_ptr", out,
///                     "n_elements", 98_432, "BLOCK_SIZE", 1024));
/// }
/// ```
public final class Triton implements AutoCloseable {
    private final CompileOptions options;
    private final CpuTarget target;
    private volatile Consumer<String> printed = line -> {};
    private final AtomicLong seed = new AtomicLong();

    private Triton(CompileOptions options, CpuTarget target) {
        this.options = options.printingTo(this::print);
        this.target = target;
    }

    /// With the usual options, on all processors.
    public static Triton create() {
        return open(CompileOptions.defaults(), Runtime.getRuntime().availableProcessors());
    }

    /// @param threads how many threads a launch may use, the caller's included; 1 or more
    public static Triton create(CompileOptions options, int threads) {
        return open(options, threads);
    }

    private static Triton open(CompileOptions options, int threads) {
        return on(CpuTarget.create(threads, options.tier()), options);
    }

    /// On a target of one's own, which is closed with it. Its tier counts, and machine code is only
    /// made where it would run.
    public static Triton on(CpuTarget target, CompileOptions options) {
        CompileOptions here =
                options.withTier(target.tier())
                        .withCodes(target.codes())
                        .withFeatures(target.features());
        return new Triton(here, target);
    }

    /// The kernels of a source file, or the kernel of an artifact that `compile` wrote.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException with everything wrong with the file
    public KernelSource load(Path path) {
        if (ArtifactFile.isArtifact(path)) {
            return new ArtifactKernel(path, target);
        }
        Compiler compiler = new Compiler(options);
        return new SourceKernels(compiler.load(path), compiler, target);
    }

    /// The kernels of a source text.
    ///
    /// @param name the file name that errors show
    /// @throws tritonc.ir.diagnostic.TritonException with everything wrong with the text
    public KernelSource load(String name, String text) {
        Compiler compiler = new Compiler(options);
        return new SourceKernels(compiler.load(new SourceFile(name, text)), compiler, target);
    }

    /// A tensor to be filled; it holds zeros.
    public Tensor empty(DType dtype, long... shape) {
        return Tensor.empty(dtype, shape);
    }

    /// A tensor of zeros.
    public Tensor zeros(DType dtype, long... shape) {
        return Tensor.zeros(dtype, shape);
    }

    /// Uniform numbers from 0 to below 1; each call gives others, the same in every process.
    public Tensor rand(DType dtype, long... shape) {
        return Tensor.rand(seed.getAndIncrement(), dtype, shape);
    }

    /// Normal numbers; each call gives others, the same in every process.
    public Tensor randn(DType dtype, long... shape) {
        return Tensor.randn(seed.getAndIncrement(), dtype, shape);
    }

    /// Gives each line that kernels print (`tl.device_print`) to `lines`, from whichever thread
    /// runs the program, and those that they print while they are compiled (`tl.static_print`);
    /// nobody sees them unless told.
    public void printTo(Consumer<String> lines) {
        printed = lines;
        target.printTo(lines);
    }

    private void print(String line) {
        printed.accept(line);
    }

    /// Ends the worker threads. Kernels loaded here must not be launched afterwards.
    @Override
    public void close() {
        target.close();
    }
}
