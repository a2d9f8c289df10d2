package tritonc.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Products and partial results against the laws that they claim, bit for bit.
final class ProductsTest {
    private final Random random = new Random(11);

    private float[] floats(int n) {
        float[] all = new float[n];
        for (int i = 0; i < n; i++) {
            all[i] = (float) random.nextGaussian();
        }
        return all;
    }

    @Test
    void everyOutputIsOneChain() {
        Products products = new Products();
        for (int round = 0; round < 200; round++) {
            int m = 1 + random.nextInt(9);
            int n = 1 + random.nextInt(40);
            int k = 1 + random.nextInt(20);
            boolean turned = random.nextBoolean();
            float[] a = floats(m * k + 3);
            float[] b = floats(k * n + 5);
            float[] c = floats(m * n + 2);
            float[] expected = c.clone();
            int bRow = turned ? 1 : n;
            int bColumn = turned ? k : 1;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    float t = expected[2 + i * n + j];
                    for (int p = 0; p < k; p++) {
                        t = Math.fma(a[3 + i + p * m], b[5 + p * bRow + j * bColumn], t);
                    }
                    expected[2 + i * n + j] = t;
                }
            }
            products.multiply(a, 3, 1, m, b, 5, bRow, bColumn, c, 2, m, n, k);
            assertThat(c).containsExactly(expected);
        }
    }

    @Test
    void integersWrapAndDoublesChain() {
        Products products = new Products();
        int[] c = {1};
        products.multiply(
                new int[] {Integer.MAX_VALUE, 3},
                0,
                2,
                1,
                new int[] {2, 5},
                0,
                1,
                1,
                c,
                0,
                1,
                1,
                2);
        assertThat(c[0]).isEqualTo(1 + Integer.MAX_VALUE * 2 + 15);
        double[] d = {0.1};
        products.multiply(
                new double[] {0.3, 0.7}, 0, 2, 1, new double[] {0.9, 1.1}, 0, 1, 1, d, 0, 1, 1, 2);
        assertThat(d[0]).isEqualTo(Math.fma(0.7, 1.1, Math.fma(0.3, 0.9, 0.1)));
    }

    @Test
    void partialsTakeElementsByIndexAndJoinByHalves() {
        float[] elements = floats(300);
        float[] partials = new float[64];
        // stretches that begin on and off a multiple of the lanes
        Partials.add(elements, 0, 200, partials, 64);
        float[] rest = java.util.Arrays.copyOfRange(elements, 200, 300);
        Partials.add(rest, 200, 100, partials, 64);
        float[] expected = new float[64];
        for (int i = 0; i < 300; i++) {
            expected[i % 64] += elements[i];
        }
        assertThat(partials).containsExactly(expected);
        for (int half = 32; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                expected[i] += expected[i + half];
            }
        }
        assertThat(Partials.sum(partials, 64)).isEqualTo(expected[0]);
        assertThat(Partials.sumHalf(new float[] {2048, 1}, 2)).isEqualTo(2048);
        assertThat(Partials.sumBrain(new float[] {256, 1}, 2)).isEqualTo(256);
        assertThat(Partials.product(new float[] {3, 5, 7, 9}, 4)).isEqualTo(3f * 7 * (5f * 9));
    }

    @Test
    void loopsTurnAsOftenAsUnboundedIntegersSay() {
        assertThat(Integers.trips(0, 10, 3)).isEqualTo(4);
        assertThat(Integers.trips(0, 10, 0)).isZero();
        assertThat(Integers.trips(0, 10, -1)).isZero();
        assertThat(Integers.trips(10, 10, 1)).isZero();
        assertThat(Integers.trips(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(3);
        assertThat(Integers.trips(Long.MAX_VALUE - 1, Long.MAX_VALUE, 7)).isEqualTo(1);
        assertThat(Integers.tripsUnsigned(0, -1, 1L << 62)).isEqualTo(4);
        assertThat(Integers.tripsUnsigned(-2, 1, 1)).isZero();
    }
}
