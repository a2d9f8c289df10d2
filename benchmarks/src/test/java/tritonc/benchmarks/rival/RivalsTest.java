package tritonc.benchmarks.rival;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.benchmarks.figure.Figure;
import tritonc.benchmarks.figure.Row;
import tritonc.driver.CompileOptions;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.parallel.GridRunner;
import tritonc.runtime.Tensor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What is compared with rivals does what it should.
class RivalsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int ELEMENTS = 1 << 16;

    @ParameterizedTest
    @EnumSource(Works.Name.class)
    void worksComputeTheSameInAllTiers(Works.Name name) {
        CompileOptions options = CompileOptions.defaults();
        try (Triton one = Triton.create(options, 1);
                Triton two = Triton.create(options.withTier(CpuTier.JVM), 2)) {
            Work a = new Works(one, ROOT, ELEMENTS, 1).make(name);
            Work b = new Works(two, ROOT, ELEMENTS, 1).make(name);
            a.run();
            b.run();
            assertThat(a.output().toFloatArray()).isEqualTo(b.output().toFloatArray());
            assertThat(a.output().toFloatArray()).doesNotContain(Float.NaN);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FP32", "BF16", "I8"})
    void productsComputeTheSameInAllTiers(DType type) {
        for (Products.Blocks blocks : Products.Blocks.values()) {
            isEqualInAllTiers(products -> products.product(256, blocks, type));
        }
    }

    @Test
    void attentionComputesTheSameInAllTiers() {
        isEqualInAllTiers(products -> products.attention(256, false));
        isEqualInAllTiers(products -> products.attention(256, true));
    }

    private static void isEqualInAllTiers(Function<Products, Work> maker) {
        CompileOptions options = CompileOptions.defaults();
        try (Triton one = Triton.create(options, 1);
                Triton two = Triton.create(options.withTier(CpuTier.JVM), 2)) {
            Work a = maker.apply(new Products(one, ROOT));
            Work b = maker.apply(new Products(two, ROOT));
            a.run();
            b.run();
            assertThat(a.output().toFloatArray()).isEqualTo(b.output().toFloatArray());
            assertThat(a.output().toFloatArray()).doesNotContain(Float.NaN);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Limit.class, mode = EnumSource.Mode.EXCLUDE, names = "ROWS")
    void limitsMoveAllBytes(Limit limit) {
        Assumptions.assumeTrue(MemoryRun.isPossible());
        for (boolean streaming : new boolean[] {false, true}) {
            List<Tensor> arrays =
                    List.of(
                            Tensor.arange(DType.FP32, ELEMENTS),
                            Tensor.arange(DType.FP32, ELEMENTS),
                            Tensor.zeros(DType.FP32, ELEMENTS));
            try (GridRunner runner = GridRunner.create(2)) {
                new MemoryRun(limit, streaming, arrays, runner).run();
            }
            float[] last = arrays.get(limit == Limit.ADD ? 2 : 1).toFloatArray();
            for (int i = 0; i < ELEMENTS; i++) {
                assertThat(last[i]).isEqualTo(limit == Limit.ADD ? 2f * i : i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsPickedAtRandomAreCopied(boolean streaming) {
        Assumptions.assumeTrue(MemoryRun.isPossible());
        Tensor picked = Limit.ROWS.arrays(ELEMENTS).get(1);
        Tensor out = Tensor.zeros(DType.FP32, ELEMENTS);
        List<Tensor> arrays = List.of(Tensor.arange(DType.FP32, 2 * ELEMENTS), picked, out);
        try (GridRunner runner = GridRunner.create(2)) {
            new MemoryRun(Limit.ROWS, streaming, arrays, runner).run();
        }
        long[] rows = picked.toLongArray();
        float[] copied = out.toFloatArray();
        for (int i = 0; i < ELEMENTS; i++) {
            int row = (int) rows[i / 1024];
            assertThat(copied[i]).isEqualTo(1024 * row + i % 1024);
        }
    }

    @Test
    void aRatioAboveOneIsFaster() throws Exception {
        Contest contest = new Contest("work", () -> {}, Map.of("slow", 1.0));
        contest.rival("slow", nanos -> 1e9);
        contest.limit("memory", () -> {});
        Figure ratio = row(contest.rows(3, 1_000, 0, 0.5), "work: slow / tritonc");
        assertThat(ratio.median()).isGreaterThan(1);
        assertThat(ratio.isMissed()).isFalse();
    }

    @Test
    void theSlowerLimitBindsAndIsNamed() throws Exception {
        Assumptions.assumeTrue(MemoryRun.isPossible());
        Contest memory = new Contest("work", () -> {}, Map.of());
        memory.limit("memory", () -> pause(2_000_000));
        memory.ports(new Clock(), 1);
        assertThat(row(memory.rows(3, 1_000, 0, 0.5), "work: share of the memory's rate").median())
                .isGreaterThan(1);
        Contest ports = new Contest("work", () -> {}, Map.of());
        ports.limit("memory", () -> {});
        ports.ports(new Clock(), 1e9);
        List<Row> rows = ports.rows(3, 1_000, 0, 0.5);
        assertThat(row(rows, "work: share of the ports' rate").median()).isGreaterThan(1);
        // a thousand million cycles at 0.3 to 30 GHz
        assertThat(row(rows, "work: ports, at best").median()).isBetween(3e4, 3e6);
    }

    @ParameterizedTest
    @EnumSource(Works.Name.class)
    void portsAreKnownForAllWorks(Works.Name name) {
        Assumptions.assumeTrue(MemoryRun.isPossible());
        try (Triton triton = Triton.create(CompileOptions.defaults(), 1)) {
            Work.Traffic small = new Works(triton, ROOT, ELEMENTS, 1).make(name).traffic();
            Work.Traffic large = new Works(triton, ROOT, 4 * ELEMENTS, 1).make(name).traffic();
            assertThat(small).isNotNull();
            assertThat(large).isNotNull();
            assertThat(small.cycles() / ELEMENTS).isBetween(0.03, 4.0);
            assertThat(large.cycles() / small.cycles()).isBetween(3.9, 4.1);
        }
    }

    private static void pause(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    private static Figure row(List<Row> rows, String name) {
        return rows.stream()
                .filter(r -> r.name().equals(name))
                .map(Figure.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
