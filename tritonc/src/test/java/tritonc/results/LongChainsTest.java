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

/// Loops of many operations, which are cut into several that hand on what is alive.
class LongChainsTest {
    private static final int ELEMENTS = 5_000;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def gelu(v):
                inner = 0.7978845608 * (v + 0.044715 * v * v * v)
                return 0.5 * v * (1 + (2 * tl.sigmoid(2 * inner) - 1))

            @triton.jit
            def elementwise(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n)
                u = tl.load(y + at, mask=at < n, other=1.0)
                tl.store(out + at, gelu(1.25 * v + 0.5) * u, mask=at < n)

            @triton.jit
            def short(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + at, tl.exp(tl.load(x + at, mask=at < n)), mask=at < n)

            @triton.jit
            def in_place(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n)
                tl.store(x + at, tl.sigmoid(v) * tl.exp(-v * v) + v, mask=at < n)
                tl.store(out + at, gelu(v) * v, mask=at < n)

            @triton.jit
            def again(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = gelu(tl.load(x + at, mask=at < n, other=2.0))
                tl.store(out + at, v, mask=at < n)
                u = tl.load(y + at, mask=at < n, other=0.25)
                tl.store(out + at, gelu(tl.sigmoid(u) * v + u) * u, mask=at < n)

            @triton.jit
            def reduced(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n, other=0.0)
                early = tl.exp(v * 0.5) + v
                late = tl.sigmoid(early * v) * tl.exp(-early) + gelu(v)
                tl.store(out + tl.program_id(0), tl.sum(late, axis=0))
                tl.store(out + 1000 + tl.program_id(0), tl.max(early, axis=0))
                tl.store(out + 2000 + tl.program_id(0), tl.sum(v, axis=0))

            @triton.jit
            def integers(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n)
                keep = tl.rand(42, at) > 0.5
                tl.store(out + at, tl.where(keep, v * 2, 0.0), mask=at < n)

            @triton.jit
            def halves(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n).to(tl.float16)
                u = gelu(v.to(tl.float32)).to(tl.bfloat16)
                w = tl.sigmoid(u.to(tl.float32)).to(tl.float16) * v
                tl.store(out + at, gelu(w.to(tl.float32)) + u.to(tl.float32), mask=at < n)

            @triton.jit
            def doubles(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n).to(tl.float64)
                u = tl.exp(-v * v) / (1 + tl.exp(v))
                tl.store(out + at, (u * tl.exp(u + v)).to(tl.float32), mask=at < n)

            @triton.jit
            def branches(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n)
                small = v < 0.25
                u = gelu(v) + tl.where(small, v * v, tl.sigmoid(v))
                tl.store(out + at, tl.where(small, u, gelu(u)), mask=(at < n) & (v > -0.5))

            @triton.jit
            def gathered(x, y, out, n, BLOCK: tl.constexpr):
                at = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                v = tl.load(x + at, mask=at < n, other=0.0)
                to = (gelu(v) * 100).to(tl.int32) & 1023
                u = tl.load(y + to, mask=at < n)
                tl.store(out + at, gelu(u) + tl.sigmoid(v), mask=at < n)
            """;

    private static List<Float> run(CpuTier tier, String kernel, int n, int block) {
        try (Triton triton = Tiers.triton(tier, 2);
                Tensor x = Tensor.randn(1, DType.FP32, ELEMENTS);
                Tensor y = Tensor.randn(2, DType.FP32, ELEMENTS);
                Tensor out = Tensor.zeros(DType.FP32, ELEMENTS)) {
            triton.load("p.py", SOURCE)
                    .kernel(kernel)
                    .launch(
                            Grid.of((n + block - 1) / block),
                            Args.of("x", x, "y", y, "out", out, "n", n, "BLOCK", block));
            List<Float> values = new ArrayList<>();
            for (Tensor t : List.of(x, out)) {
                for (float v : t.storage().toArray(ValueLayout.JAVA_FLOAT)) {
                    values.add(v);
                }
            }
            return values;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "elementwise, 4096, 1024",
        "elementwise, 4099, 512",
        "elementwise, 1000, 2048",
        "elementwise, 4999, 4096",
        "in_place, 5000, 1024",
        "again, 4097, 1024",
        "reduced, 4096, 1024",
        "reduced, 4321, 512",
        "integers, 4500, 1024",
        "halves, 4097, 1024",
        "doubles, 3000, 512",
        "branches, 4999, 1024",
        "gathered, 4099, 1024",
        "elementwise, 7, 512"
    })
    void allTiersAgree(String kernel, int n, int block) {
        Tiers.assertAgree(tier -> run(tier, kernel, n, block));
    }

    @ParameterizedTest
    @CsvSource({
        "elementwise, 1024, 3",
        "elementwise, 512, 3",
        // too few iterations
        "elementwise, 256, 1",
        // buffers that the first level of the caches would not hold: two values of three
        "elementwise, 4096, 1",
        // too short
        "short, 1024, 1",
        "doubles, 1024, 3"
    })
    void longLoopsAreSeveral(String kernel, int block, int loops) {
        String signature = "*fp32:16, *fp32:16, *fp32:16, i32, " + block;
        assertThat(Listings.explained(SOURCE, kernel, signature).nests()).hasSize(loops);
    }
}
