package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tritonc.Triton;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Programs whose last loop runs together with one of the next program's: kernels over rows, with
/// rows that are full, short and empty, in grids of one program and of many, side by side and in
/// place, and with programs that fail.
class PipelineTest {
    private static final int BLOCK = 256;
    private static final int ROWS = 11;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def rms(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                inside = c < n
                v = tl.load(x + row * stride + c, mask=inside, other=0.0)
                scale = 1 / tl.sqrt(tl.sum(v * v, axis=0) / n + 1e-5)
                tl.store(out + row * stride + c, v * scale * tl.load(w + c, mask=inside), mask=inside)

            @triton.jit
            def norm(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                x += row * stride
                out += row * stride
                total = tl.zeros([BLOCK], dtype=tl.float32)
                for start in range(0, n, BLOCK):
                    c = start + tl.arange(0, BLOCK)
                    total += tl.load(x + c, mask=c < n, other=0.0)
                mean = tl.sum(total, axis=0) / n
                squares = tl.zeros([BLOCK], dtype=tl.float32)
                for start in range(0, n, BLOCK):
                    c = start + tl.arange(0, BLOCK)
                    d = tl.where(c < n, tl.load(x + c, mask=c < n, other=0.0) - mean, 0.0)
                    squares += d * d
                scale = 1 / tl.sqrt(tl.sum(squares, axis=0) / n + 1e-5)
                tl.store(extra + row, mean)
                for start in range(0, n, BLOCK):
                    c = start + tl.arange(0, BLOCK)
                    v = tl.load(x + c, mask=c < n, other=0.0)
                    tl.store(out + c, (v - mean) * scale * tl.load(w + c, mask=c < n), mask=c < n)

            @triton.jit
            def softmax(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                for row in range(tl.program_id(0), rows, tl.num_programs(0)):
                    c = tl.arange(0, BLOCK)
                    v = tl.load(x + row * stride + c, mask=c < n, other=-float("inf"))
                    e = tl.exp(v - tl.max(v, axis=0))
                    tl.store(out + row * stride + c, e / tl.sum(e, axis=0), mask=c < n)

            @triton.jit
            def entropy(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * stride + c, mask=c < n, other=-float("inf"))
                most = tl.max(v, axis=0)
                total = tl.sum(tl.exp(v - most), axis=0)
                wanted = tl.load(extra + row).to(tl.int32)
                chosen = tl.load(x + row * stride + wanted)
                tl.store(out + row, tl.log(total) + most - chosen)

            @triton.jit
            def kept(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.sin(tl.load(x + row * stride + c, mask=c < n, other=0.0))
                u = tl.cumsum(v, 0)
                most = tl.max(v, axis=0)
                v = v * most + tl.load(w + c, mask=c < n, other=1.0)
                least = tl.min(v, axis=0)
                tl.store(extra + row, least + row)
                tl.store(out + row * stride + c, (v - least) * row, mask=c < n)

            @triton.jit
            def twice(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.exp(tl.load(x + row * stride + c, mask=c < n, other=0.0))
                most = tl.max(v, axis=0)
                y = tl.exp(v - most)
                total = tl.sum(y, axis=0)
                tl.store(out + row * stride + c, y / total + v, mask=c < n)

            @triton.jit
            def numbered(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * stride + c, mask=c < n, other=0.0) * row + row
                tl.store(out + row * stride + c, v + tl.sum(v, axis=0) * row, mask=c < n)

            @triton.jit
            def square(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, 64)
                inside = c < n
                v = tl.load(x + row * stride + c, mask=inside, other=0.0)
                u = tl.load(w + c, mask=inside, other=0.0) + tl.sum(v, axis=0)
                both = inside[:, None] & inside[None, :]
                t = tl.load(x + row * stride + c[:, None] + c[None, :], mask=both, other=0.0)
                t = t * u[:, None] + v[None, :]
                s = tl.sum(tl.where(both, t, 1.0), axis=1)
                y = v * s + tl.sum(s, axis=0)
                tl.store(out + row * stride + c, y / tl.sum(y, axis=0), mask=inside)

            @triton.jit
            def padded(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * stride + c, mask=c < n, other=-2.0)
                e = tl.exp(v - tl.max(v, axis=0))
                tl.store(out + row * stride + c, e / tl.sum(e, axis=0), mask=c < n)

            @triton.jit
            def padded_sum(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * stride + c, mask=c < n, other=-2.0)
                most = tl.max(v, axis=0)
                tl.store(out + row, tl.log(tl.sum(tl.exp(v - most), axis=0)) + most)

            @triton.jit
            def shorter(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                inside = c < n - row * 16
                v = tl.load(x + row * stride + c, mask=inside, other=0.0)
                tl.store(out + row * stride + c, v * tl.sum(v, axis=0), mask=inside)

            @triton.jit
            def longer(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                for row in range(tl.program_id(0), rows, tl.num_programs(0)):
                    c = tl.arange(0, BLOCK)
                    inside = c < n - 100 + row * 16
                    v = tl.load(x + row * stride + c, mask=inside, other=0.0)
                    tl.store(out + row * stride + c, v * tl.sum(v, axis=0), mask=inside)

            @triton.jit
            def lengths(x, w, out, extra, stride, n, rows, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                own = n - row * 16
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * stride + c, mask=c < own, other=1.0)
                total = tl.sum(v, axis=0)
                tl.store(out + row * stride + c, v / total, mask=c < own)
            """;

    /// What must not run ahead, or gains nothing by it.
    private static final String OTHERS =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def counted(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c)
                total = tl.sum(v, axis=0)
                tl.atomic_add(x, total)
                tl.store(out + row * BLOCK + c, v / total)

            @triton.jit
            def spread(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c)
                most = tl.max(v, axis=0)
                tl.atomic_add(x + (c & 31), v)
                tl.store(out + row * BLOCK + c, v - most)

            @triton.jit
            def in_place(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c)
                tl.store(x + row * BLOCK + c, v / tl.sum(v, axis=0))

            @triton.jit
            def volatile(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c, volatile=True)
                tl.store(out + row * BLOCK + c, v / tl.sum(v, axis=0))

            @triton.jit
            def branching(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                total = tl.sum(tl.load(x + row * BLOCK + c), axis=0)
                if total > n:
                    tl.store(out + row * BLOCK + c, tl.load(x + row * BLOCK + c) / total)

            @triton.jit
            def of_each(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c)
                total = tl.sum(v, axis=0)
                if row < n:
                    tl.store(out + row * BLOCK + c, v / total)

            @triton.jit
            def half(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                total = tl.sum(tl.load(x + row * BLOCK + tl.arange(0, BLOCK)), axis=0)
                c = tl.arange(0, BLOCK // 2)
                tl.store(out + row * BLOCK + c, tl.load(x + row * BLOCK + c) / total)

            @triton.jit
            def once(x, out, n, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.load(x + o) + 1)

            @triton.jit
            def looked_up(x, out, n, BLOCK: tl.constexpr):
                row = tl.load(out.to(tl.pointer_type(tl.int32)) + tl.program_id(0))
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c)
                tl.store(out + row * BLOCK + c, v / tl.sum(v, axis=0))

            @triton.jit
            def usual(x, out, n, BLOCK: tl.constexpr):
                row = tl.program_id(0)
                c = tl.arange(0, BLOCK)
                v = tl.load(x + row * BLOCK + c)
                tl.store(out + row * BLOCK + c, v / tl.sum(v, axis=0))
            """;

    private static final String[] KERNELS = {
        "rms",
        "norm",
        "softmax",
        "entropy",
        "kept",
        "twice",
        "numbered",
        "square",
        "shorter",
        "longer",
        "padded",
        "padded_sum",
        "lengths"
    };

    /// What a launch left behind: an array, and what it said if it failed.
    private record Left(List<Float> numbers, String said) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rms",
                "norm",
                "softmax",
                "entropy",
                "twice",
                "numbered",
                "square",
                "padded",
                "padded_sum"
            })
    void programsOverRowsOverlap(String kernel) {
        String signature = "*fp32:16, *fp32:16, *fp32:16, *fp32:16, i32:16, i32, i32, 256";
        assertThat(Listings.explained(SOURCE, kernel, signature).overlap()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counted",
                "spread",
                "in_place",
                "volatile",
                "branching",
                "of_each",
                "half",
                "once",
                "looked_up"
            })
    void othersDoNot(String kernel) {
        String signature = "*fp32:16, *fp32:16, i32, 256";
        assertThat(Listings.explained(OTHERS, kernel, signature).overlap()).isNull();
        assertThat(Listings.explained(OTHERS, "usual", signature).overlap()).isNotNull();
        String few = "*fp32:16, *fp32:16, i32, 32";
        assertThat(Listings.explained(OTHERS, "usual", few).overlap()).isNull();
    }

    /// How a kernel is launched.
    ///
    /// @param extra elements of the fourth tensor
    /// @param shift elements between x and the output in one storage; 0 for two storages
    private record Case(String kernel, int grid, int n, int rows, int extra, int shift) {}

    private static Left run(CpuTier tier, Case c, int threads) {
        try (Triton triton = Tiers.triton(tier, threads);
                Tensor x = Tensor.randn(1, DType.FP32, 2 * ROWS * BLOCK);
                Tensor w = Tensor.rand(2, DType.FP32, BLOCK);
                Tensor apart = Tensor.zeros(DType.FP32, ROWS * BLOCK);
                Tensor extra = Tensor.rand(3, DType.FP32, c.extra)) {
            // in every third row what fills up the others makes no difference
            for (int row = 0; row < ROWS; row += 3) {
                x.storage().setAtIndex(ValueLayout.JAVA_FLOAT, (long) row * BLOCK + 5, 200);
            }
            x.storage().setAtIndex(ValueLayout.JAVA_FLOAT, 4 * BLOCK, Float.NEGATIVE_INFINITY);
            x.storage().setAtIndex(ValueLayout.JAVA_FLOAT, 7 * BLOCK, Float.POSITIVE_INFINITY);
            Tensor out =
                    c.shift == 0
                            ? apart
                            : x.strided(new long[] {ROWS * BLOCK}, new long[] {1}, c.shift);
            Object[] arguments = {
                "x", x, "w", w, "out", out, "extra", extra, "stride", BLOCK, "n", c.n, "rows",
                c.rows, "BLOCK", BLOCK
            };
            String said = "";
            try {
                triton.load("p.py", SOURCE)
                        .kernel(c.kernel)
                        .launch(Grid.of(c.grid), Args.of(arguments));
            } catch (TritonException e) {
                said = String.valueOf(e.getMessage());
            }
            List<Float> all = new ArrayList<>();
            for (Tensor t : List.of(x, apart, extra)) {
                for (long i = 0; i < t.storage().byteSize() / 4; i++) {
                    all.add(t.storage().getAtIndex(ValueLayout.JAVA_FLOAT, i));
                }
            }
            return new Left(all, said);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 256", "2, 256", "3, 200", "11, 256", "11, 255", "11, 129", "11, 64", "11, 63", "11, 16",
        "11, 1", "11, 0", "11, -3", "5, 240", "11, 192", "11, 128", "4, 192"
    })
    void numbersAreThoseOfBytecode(int grid, int n) {
        for (String kernel : KERNELS) {
            Tiers.assertAgree(tier -> run(tier, new Case(kernel, grid, n, grid, ROWS, 0), 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 11", "2, 11", "3, 11", "4, 3", "5, 1", "5, 0", "7, 9", "2, 2"})
    void rowsAreSharedAmongPrograms(int grid, int rows) {
        Tiers.assertAgree(tier -> run(tier, new Case("softmax", grid, 250, rows, ROWS, 0), 1));
    }

    @Test
    void programsOfManyThreadsGiveTheSame() {
        for (String kernel : KERNELS) {
            Case c = new Case(kernel, ROWS, 250, ROWS, ROWS, 0);
            Tiers.assertAgree(tier -> run(tier, c, 2));
        }
    }

    /// Rows of the output over rows of the input: over the same ones, over the next, over parts.
    @ParameterizedTest
    @ValueSource(ints = {BLOCK, 2 * BLOCK, 1, BLOCK - 1, BLOCK + 16, 3 * BLOCK + 7})
    void whereStoragesOverlapProgramsRunOneByOne(int shift) {
        for (String kernel : KERNELS) {
            for (int n : new int[] {BLOCK, 250}) {
                Case c = new Case(kernel, 5, n, 5, ROWS, shift);
                Tiers.assertAgree(tier -> run(tier, c, 1));
            }
        }
    }

    /// Each kernel's grid goes beyond its tensors: the first program that fails is told, and what
    /// those before it wrote is there.
    @ParameterizedTest
    @CsvSource({"12, 256, 11", "13, 250, 11", "11, 256, 4", "11, 256, 1", "23, 10, 40"})
    void theFirstProgramThatFailsIsTold(int grid, int n, int extra) {
        for (String kernel : KERNELS) {
            Case c = new Case(kernel, grid, n, grid, extra, 0);
            Tiers.assertAgree(tier -> run(tier, c, 1));
        }
    }
}
