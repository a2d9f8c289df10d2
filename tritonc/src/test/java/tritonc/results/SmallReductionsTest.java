package tritonc.results;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.TileFile;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.target.CpuTier;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;
import tritonc.runtime.cpu.CpuTarget;

import java.lang.foreign.ValueLayout;

/// Sums of fewer lanes than a vector has, in registers that only the newer instructions reach: so
/// many are taken by the constants of a long recipe.
class SmallReductionsTest {
    private static byte[] run(CpuTier tier, DType type, int lanes, String kind) {
        String text =
                """
                kernel @k(%0: *TYPE {name="out"}) {
                  %1 = arange 0, LANES : [LANES]i32
                  %2 = cast %1 : [LANES]TYPE
                  %3 = pow %2, %2 : [LANES]TYPE
                  %4 = div %3, %2 : [LANES]TYPE
                  %5 = reduce JOIN %4 axis 0 sequential : TYPE
                  store %0, %5
                  yield
                }
                """
                        .replace("TYPE", type.toString())
                        .replace("LANES", "" + lanes)
                        .replace("JOIN", kind);
        TileKernel kernel = Reader.read(new SourceFile("sum.tile", text));
        Compiler compiler = new Compiler(CompileOptions.defaults());
        try (CpuTarget target = CpuTarget.create(1, tier);
                Tensor out = Tensor.zeros(type, 1)) {
            var artifact = compiler.compile(kernel, TileFile.signature(kernel)).artifact();
            Kernel.of(artifact, target).launch(Grid.of(1), Args.of("out", out));
            return out.storage().toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FP64, 2, sum", "FP64, 4, sum", "FP64, 8, sum", "FP64, 16, sum", "FP64, 4, max",
                "FP64, 4, min",
        "FP32, 2, sum", "FP32, 4, sum", "FP32, 8, sum", "FP32, 16, sum", "FP32, 32, sum",
                "FP32, 8, max"
    })
    void allTiersGiveTheSameBits(DType type, int lanes, String kind) {
        Tiers.assertAgree(tier -> run(tier, type, lanes, kind));
    }
}
