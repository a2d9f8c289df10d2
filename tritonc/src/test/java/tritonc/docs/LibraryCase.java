package tritonc.docs;

import tritonc.Triton;
import tritonc.cli.DiagnosticRenderer;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.util.List;
import java.util.function.Consumer;

/// A code that no command line provokes, and what a program does wrong to meet it.
///
/// @param name the code's id and a few words, as a folder of [ErrorCase] is called
record LibraryCase(String name, Consumer<Triton> mistake) {
    private static final String FILL =
            """
            import triton
            import triton.language as tl


            @triton.jit
            def fill(x_ptr):
                tl.store(x_ptr + tl.program_id(0), 1.0)
            """;

    static List<LibraryCase> all() {
        return List.of(
                new LibraryCase("T0606-tensor-closed", LibraryCase::closedTensor),
                new LibraryCase("T0801-artifact-unfit", LibraryCase::artifactOfAnotherTarget));
    }

    String id() {
        return name.substring(0, 5);
    }

    /// The messages that the mistake is answered with; none if it is let be.
    String play() {
        try (Triton triton = Triton.create()) {
            mistake.accept(triton);
        } catch (TritonException e) {
            return DiagnosticRenderer.render(e.diagnostics());
        }
        return "";
    }

    private static void closedTensor(Triton triton) {
        Tensor x = triton.zeros(DType.FP32, 4);
        x.close();
        triton.load("fill.py", FILL).kernel("fill").launch(Grid.of(4), Args.of("x_ptr", x));
    }

    private static void artifactOfAnotherTarget(Triton triton) {
        var signature = new KernelSignature("fill", List.of());
        try (CpuTarget cpu = CpuTarget.create(1)) {
            Kernel.of(new Artifact("metal", signature, "1", List.of()), cpu)
                    .launch(Grid.of(1), Args.of());
        }
    }
}
