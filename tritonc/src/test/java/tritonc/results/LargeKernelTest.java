package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.codegen.loop.LoopKernel;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.NativePayload;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.target.CpuTier;
import tritonc.typecheck.Lowering;

import java.util.Set;
import java.util.concurrent.FutureTask;

/// Kernels of many accesses become machine code on the stack of any thread.
class LargeKernelTest {
    private static final long STACK = 1 << 18;

    /// All accesses of a nest are tested before it, so that one condition has all their tests.
    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def rows(x, out, n, stride, COUNT: tl.constexpr, BLOCK: tl.constexpr):
                cols = tl.arange(0, BLOCK)
                sum = tl.zeros([BLOCK], tl.float32)
                for j in tl.static_range(COUNT):
                    sum += tl.load(x + j * stride + cols, mask=cols < n, other=0)
                tl.store(out + cols, sum, mask=cols < n)
            """;

    @ParameterizedTest
    @EnumSource(
            value = CpuTier.class,
            names = {"AVX2", "AVX512"})
    void conditionsOfManyTestsNeedNoStack(CpuTier tier) throws Exception {
        Compiler compiler = new Compiler(CompileOptions.defaults());
        Program program = compiler.load(new SourceFile("rows.py", SOURCE));
        JitFunction function = program.kernel("rows").orElseThrow();
        KernelSignature signature =
                Lowering.parse(function, "*fp32,*fp32,i32,i32,1000,128", new Diagnostics())
                        .map(arguments -> Lowering.signature(function, arguments))
                        .orElseThrow();
        LoopKernel loop = compiler.compile(program, function, signature).loop();
        FutureTask<MachineCode> code = new FutureTask<>(() -> MachineCode.of(loop, tier, Set.of()));
        new Thread(null, code, "small", STACK).start();
        assertThat(code.get().content()).isInstanceOf(NativePayload.Code.class);
    }
}
