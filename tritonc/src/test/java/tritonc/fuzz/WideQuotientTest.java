package tritonc.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.driver.CompileOptions;
import tritonc.driver.KernelSource;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.util.Random;

/// 64-bit lanes divided by one number, and the upper halves of their products, are what Java gives,
/// with 0 for what is divided by 0.
class WideQuotientTest {
    private static final int N = 1 << 12;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def divide(x_ptr, q_ptr, r_ptr, d, BLOCK: tl.constexpr):
                offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                x = tl.load(x_ptr + offsets)
                by = tl.full((), d, dtype=x.dtype)
                tl.store(q_ptr + offsets, x // by)
                tl.store(r_ptr + offsets, x % by)

            @triton.jit
            def known(x_ptr, q_ptr, r_ptr, D: tl.constexpr, BLOCK: tl.constexpr):
                offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                x = tl.load(x_ptr + offsets)
                by = tl.full((), D, dtype=x.dtype)
                tl.store(r_ptr + offsets, x % by)
                tl.store(q_ptr + offsets, x // by)

            @triton.jit
            def high(x_ptr, y_ptr, out_ptr, BLOCK: tl.constexpr):
                offsets = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out_ptr + offsets, tl.umulhi(tl.load(x_ptr + offsets), tl.load(y_ptr + offsets)))
            """;

    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        5,
        7,
        10,
        24,
        64,
        641,
        1000,
        65535,
        65536,
        (1L << 31) - 1,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        (1L << 32) + 1,
        1234567891234L,
        1L << 52,
        (1L << 53) + 1,
        (1L << 62) - 1,
        1L << 62,
        (1L << 62) + 1,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };

    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void quotientsAndRemaindersAreExact(CpuTier tier) {
        try (Triton triton = open(tier)) {
            KernelSource source = triton.load("wide.py", SOURCE);
            for (DType type : new DType[] {DType.I64, DType.U64}) {
                Tensor q = Tensor.zeros(type, N);
                Tensor r = Tensor.zeros(type, N);
                Grid grid = Grid.of(N / 256);
                BoundLaunch launch =
                        source.kernel("divide")
                                .bind(
                                        grid,
                                        Args.of(
                                                "x_ptr", q, "q_ptr", q, "r_ptr", r, "d", 1L << 40,
                                                "BLOCK", 256));
                for (int round = 0; round < 2 * EDGES.length + 60; round++) {
                    long by = divisor(round);
                    long[] x = dividends(by);
                    launch.set("x_ptr", tensor(type, x)).set("d", by).run();
                    check(type, x, by, q, r);
                }
                for (long by :
                        new long[] {0, 1, -1, 3, -7, 1L << 40, -(1L << 40), Long.MIN_VALUE}) {
                    if (by < 0 && type == DType.U64) {
                        // no literal of the type
                        continue;
                    }
                    long[] x = dividends(by);
                    source.kernel("known")
                            .launch(
                                    grid,
                                    Args.of(
                                            "x_ptr",
                                            tensor(type, x),
                                            "q_ptr",
                                            q,
                                            "r_ptr",
                                            r,
                                            "D",
                                            by,
                                            "BLOCK",
                                            256));
                    check(type, x, by, q, r);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void upperHalvesOfProductsAreExact(CpuTier tier) {
        try (Triton triton = open(tier)) {
            KernelSource source = triton.load("wide.py", SOURCE);
            for (DType type : new DType[] {DType.I64, DType.U64}) {
                long[] x = dividends(3);
                long[] y = dividends(-5);
                Tensor out = Tensor.zeros(type, N);
                source.kernel("high")
                        .launch(
                                Grid.of(N / 256),
                                Args.of(
                                        "x_ptr",
                                        tensor(type, x),
                                        "y_ptr",
                                        tensor(type, y),
                                        "out_ptr",
                                        out,
                                        "BLOCK",
                                        256));
                long[] found = out.bitcast(DType.I64).toLongArray();
                for (int i = 0; i < N; i++) {
                    long expected = Math.unsignedMultiplyHigh(x[i], y[i]);
                    assertThat(found[i]).as("%s of %d, %d", type, x[i], y[i]).isEqualTo(expected);
                }
            }
        }
    }

    private static Triton open(CpuTier tier) {
        Machine machine = tier == CpuTier.AVX2 ? Machine.AVX2 : Machine.AVX512;
        assumeTrue(machine.isHere());
        return Triton.create(CompileOptions.defaults().withTier(tier), 1);
    }

    private static Tensor tensor(DType type, long[] x) {
        Tensor numbers = Tensor.of(x, N);
        return type == DType.I64 ? numbers : numbers.bitcast(type);
    }

    private long divisor(int round) {
        if (round < 2 * EDGES.length) {
            long edge = EDGES[round / 2];
            return round % 2 == 0 ? edge : -edge;
        }
        return random.nextLong() >> random.nextInt(64);
    }

    /// Numbers of all sizes, edges, and multiples of a number with their neighbours.
    private long[] dividends(long by) {
        long[] x = new long[N];
        for (int i = 0; i < N; i++) {
            x[i] =
                    switch (i % 4) {
                        case 0 -> random.nextLong() >> random.nextInt(64);
                        case 1 ->
                                EDGES[random.nextInt(EDGES.length)]
                                        * (random.nextBoolean() ? 1 : -1);
                        case 2 ->
                                by * (random.nextLong() >> random.nextInt(64))
                                        + random.nextInt(-1, 2);
                        default ->
                                by == 0 ? i : Long.divideUnsigned(-1, by) * by - random.nextInt(3);
                    };
        }
        return x;
    }

    private static void check(DType type, long[] x, long by, Tensor q, Tensor r) {
        long[] quotients = q.bitcast(DType.I64).toLongArray();
        long[] remainders = r.bitcast(DType.I64).toLongArray();
        boolean signed = type == DType.I64;
        for (int i = 0; i < N; i++) {
            long quotient = by == 0 ? 0 : signed ? x[i] / by : Long.divideUnsigned(x[i], by);
            long rest = by == 0 ? 0 : signed ? x[i] % by : Long.remainderUnsigned(x[i], by);
            assertThat(quotients[i]).as("%s %d / %d", type, x[i], by).isEqualTo(quotient);
            assertThat(remainders[i]).as("%s %d mod %d", type, x[i], by).isEqualTo(rest);
        }
    }
}
