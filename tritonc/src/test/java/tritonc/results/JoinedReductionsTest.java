package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Reductions over the same lanes, which become one loop.
class JoinedReductionsTest {
    private static final int ROWS = 5;
    private static final int STRIDE = 300;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def ends(x, w, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0.0)
                total = tl.sum(v, axis=0)
                most = tl.max(tl.where(c < n, v, -float("inf")), axis=0)
                least = tl.min(v, axis=0)
                tl.store(out + row * 300, total)
                tl.store(out + row * 300 + 1, most)
                tl.store(out + row * 300 + 2, least)

            @triton.jit
            def moments(x, w, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0.0)
                mean = tl.sum(v, axis=0) / n
                square = tl.sum(v * v, axis=0) / n
                scale = 1 / tl.sqrt(square - mean * mean + 1e-5)
                u = tl.load(w + c, mask=c < n)
                tl.store(out + row * 300 + c, (v - mean) * scale * u, mask=c < n)

            @triton.jit
            def backward(x, w, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * 300 + c, mask=c < n, other=0.0)
                u = tl.load(w + c, mask=c < n, other=0.0)
                g = v * u
                first = tl.sum(v * g, axis=0) / n
                second = tl.sum(g, axis=0) / n
                tl.store(out + row * 300 + c, g - (v * first + second), mask=c < n)

            @triton.jit
            def blocks(x, w, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                total = 0.0
                most = -float("inf")
                for start in range(0, n, BLOCK):
                    c = start + tl.arange(0, BLOCK)
                    v = tl.load(x + row * 300 + c, mask=c < n, other=0.0)
                    total += tl.sum(v, axis=0)
                    most = tl.maximum(most, tl.max(v, axis=0))
                tl.store(out + row * 300, total)
                tl.store(out + row * 300 + 1, most)

            @triton.jit
            def tiles(x, w, out, n, BLOCK: tl.constexpr):
                r = tl.arange(0, 4)
                c = tl.arange(0, BLOCK)
                at = r[:, None] * 300 + c[None, :]
                v = tl.load(x + at, mask=(c < n)[None, :], other=0.5)
                least = tl.min(v, axis=1)
                total = tl.sum(v * tl.load(w + c)[None, :], axis=1)
                tl.store(out + r, least)
                tl.store(out + 300 + r, total)

            @triton.jit
            def integers(x, w, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = (tl.load(x + row * 300 + c, mask=c < n, other=0.0) * 100).to(tl.int32)
                total = tl.sum(v, axis=0)
                parity = tl.xor_sum(v, axis=0)
                most = tl.max(v * v, axis=0)
                tl.store(out + row * 300, total + most)
                tl.store(out + row * 300 + 1, parity)
            """;

    private static List<Float> run(CpuTier tier, String kernel, int n) {
        try (Triton triton = Tiers.triton(tier, 1);
                Tensor x = Tensor.randn(1, DType.FP32, ROWS, STRIDE);
                Tensor w = Tensor.randn(2, DType.FP32, STRIDE);
                Tensor out = Tensor.zeros(DType.FP32, ROWS, STRIDE)) {
            triton.load("p.py", SOURCE)
                    .kernel(kernel)
                    .launch(
                            Grid.of(ROWS),
                            Args.of("x", x, "w", w, "out", out, "n", n, "BLOCK", 256));
            List<Float> values = new ArrayList<>();
            for (float v : out.storage().toArray(ValueLayout.JAVA_FLOAT)) {
                values.add(v);
            }
            return values;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ends, 256",
        "ends, 200",
        "ends, 7",
        "ends, 0",
        "moments, 256",
        "moments, 199",
        "moments, 1",
        "backward, 256",
        "backward, 130",
        "blocks, 300",
        "blocks, 256",
        "blocks, 3",
        "blocks, 0",
        "tiles, 256",
        "tiles, 100",
        "integers, 256",
        "integers, 61"
    })
    void allTiersGiveTheSame(String kernel, int n) {
        Tiers.assertAgree(tier -> run(tier, kernel, n));
    }

    @ParameterizedTest
    @CsvSource({"ends, 1", "blocks, 1", "integers, 1", "backward, 2", "moments, 2"})
    void reductionsThatReadTheSameAreOneLoop(String kernel, int loops) {
        String signature = "*fp32, *fp32, *fp32, i32, 256";
        assertThat(Listings.explained(SOURCE, kernel, signature).nests()).hasSize(loops);
    }
}
