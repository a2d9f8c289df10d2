package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.runtime.Args;
import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Grid;
import tritonc.runtime.Kernel;
import tritonc.runtime.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Integers divided by one number, where quotients are whole or one step beside.
class DivisionTest {
    private static final int N = 1024 + 5;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def by(x, q, r, b, n, U: tl.constexpr, BLOCK: tl.constexpr):
                i = tl.arange(0, BLOCK)
                a = tl.load(x + i, mask=i < n)
                if U:
                    a = a.to(tl.uint32, bitcast=True)
                    b = b.to(tl.uint32, bitcast=True)
                tl.store(q + i, (a // b).to(tl.int32, bitcast=True), mask=i < n)
                tl.store(r + i, (a % b).to(tl.int32, bitcast=True), mask=i < n)
            """;

    private static List<Integer> divisors(SplittableRandom random) {
        List<Integer> all =
                new ArrayList<>(
                        List.of(
                                0,
                                1,
                                -1,
                                2,
                                -2,
                                3,
                                7,
                                -7,
                                10,
                                48,
                                641,
                                46_341,
                                65_535,
                                65_536,
                                65_537,
                                (1 << 20) - 1,
                                (1 << 20) + 1,
                                1 << 30,
                                -(1 << 30),
                                6_700_417));
        all.addAll(
                List.of(
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE - 1,
                        Integer.MIN_VALUE,
                        Integer.MIN_VALUE + 1));
        for (int i = 0; i < 40; i++) {
            all.add(random.nextInt() >> random.nextInt(32));
        }
        return all;
    }

    private static int[] dividends(int b, SplittableRandom random) {
        int[] all = new int[N];
        for (int i = 0; i < N; i++) {
            int k = random.nextInt() >>> random.nextInt(32);
            all[i] =
                    switch (i % 8) {
                        case 0 -> random.nextInt();
                        case 1 -> random.nextInt() >> random.nextInt(32);
                        case 2 ->
                                i % 16 == 2
                                        ? Integer.MIN_VALUE + i / 16
                                        : Integer.MAX_VALUE - i / 16;
                        default -> k * b + i % 8 - 5;
                    };
        }
        return all;
    }

    private static int[] quotients(int[] a, int b, boolean isUnsigned) {
        int[] all = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            all[i] = b == 0 ? 0 : isUnsigned ? Integer.divideUnsigned(a[i], b) : a[i] / b;
        }
        return all;
    }

    private static int[] remainders(int[] a, int b, boolean isUnsigned) {
        int[] all = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            all[i] = b == 0 ? 0 : isUnsigned ? Integer.remainderUnsigned(a[i], b) : a[i] % b;
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void quotientsAreExact(CpuTier tier) {
        SplittableRandom random = new SplittableRandom(3);
        try (Triton triton = Tiers.triton(tier, 1)) {
            Kernel kernel = triton.load("by.py", SOURCE).kernel("by");
            for (int b : divisors(random)) {
                int[] a = dividends(b, random);
                for (boolean isUnsigned : new boolean[] {false, true}) {
                    Tensor x = Tensor.of(a, N);
                    Tensor q = Tensor.zeros(x.dtype(), N);
                    Tensor r = Tensor.zeros(x.dtype(), N);
                    Args args =
                            Args.of(
                                    "x",
                                    x,
                                    "q",
                                    q,
                                    "r",
                                    r,
                                    "b",
                                    b,
                                    "n",
                                    N,
                                    "U",
                                    isUnsigned,
                                    "BLOCK",
                                    2048);
                    BoundLaunch launch = kernel.bind(Grid.of(1), args);
                    launch.run();
                    String what = "divided by " + b + (isUnsigned ? " unsigned" : "");
                    assertThat(q.toIntArray()).as(what).isEqualTo(quotients(a, b, isUnsigned));
                    assertThat(r.toIntArray()).as(what).isEqualTo(remainders(a, b, isUnsigned));
                }
            }
        }
    }
}
