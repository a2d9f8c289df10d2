package tritonc.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Random;

/// Regions against unbounded integers: never true where it is false, and true where it is true as
/// long as nothing comes near the ends of a `long`.
final class RegionTest {
    private static final long[] EDGES = {
        0,
        1,
        2,
        -1,
        3,
        64,
        4096,
        1L << 32,
        -(1L << 32),
        1L << 47,
        1L << 62,
        -(1L << 62),
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 7
    };

    private final Random random = new Random(7);

    private long any() {
        return random.nextInt(3) > 0
                ? random.nextInt(200) - 100
                : EDGES[random.nextInt(EDGES.length)];
    }

    /// A region beside what it means: least and greatest number, or empty.
    private final class Meant {
        private final Region region = new Region();
        private final boolean isSmall;
        private BigInteger low;
        private BigInteger high;
        private boolean isEmpty;

        Meant(boolean isAddress) {
            long base = any();
            boolean small = isSmall(base) && base >= 0;
            if (isAddress) {
                region.start(base);
            } else {
                region.startNumber(base);
            }
            low =
                    isAddress
                            ? new BigInteger(Long.toUnsignedString(base))
                            : BigInteger.valueOf(base);
            high = low;
            for (int i = random.nextInt(3); i > 0; i--) {
                long stride = any();
                long from = any();
                long to = any();
                small &= isSmall(stride) && isSmall(from) && isSmall(to);
                region.sweep(stride, from, to);
                isEmpty |= to <= from;
                BigInteger a = product(stride, from);
                BigInteger b = product(stride, to - 1);
                low = low.add(a.min(b));
                high = high.add(a.max(b));
            }
            isSmall = small;
        }

        private static boolean isSmall(long x) {
            return x > -1000 && x < 1000;
        }

        private static BigInteger product(long a, long b) {
            return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        }
    }

    private static void judge(boolean said, boolean meant, boolean mustKnow) {
        assertThat(said && !meant).isFalse();
        assertThat(meant && mustKnow && !said).isFalse();
    }

    @Test
    void insideIsInside() {
        int yes = 0;
        for (int i = 0; i < 200_000; i++) {
            Meant m = new Meant(true);
            long start = random.nextInt(100);
            long end = start + random.nextInt(3000);
            int bytes = 1 << random.nextInt(4);
            boolean meant =
                    m.isEmpty
                            || m.low.compareTo(BigInteger.valueOf(start)) >= 0
                                    && m.high.add(BigInteger.valueOf(bytes))
                                                    .compareTo(BigInteger.valueOf(end))
                                            <= 0;
            judge(m.region.isInside(start, end, bytes), meant, m.isSmall);
            yes += meant && !m.isEmpty ? 1 : 0;
        }
        assertThat(yes).isGreaterThan(1000);
    }

    @Test
    void disjointIsDisjoint() {
        int yes = 0;
        for (int i = 0; i < 200_000; i++) {
            Meant a = new Meant(true);
            Meant b = new Meant(true);
            int bytesA = 1 << random.nextInt(4);
            int bytesB = 1 << random.nextInt(4);
            boolean meant =
                    a.isEmpty
                            || b.isEmpty
                            || a.high.add(BigInteger.valueOf(bytesA)).compareTo(b.low) <= 0
                            || b.high.add(BigInteger.valueOf(bytesB)).compareTo(a.low) <= 0;
            judge(
                    Region.disjoint(a.region, b.region, bytesA, bytesB),
                    meant,
                    a.isSmall && b.isSmall);
            yes += meant && !a.isEmpty && !b.isEmpty ? 1 : 0;
        }
        assertThat(yes).isGreaterThan(1000);
    }

    @Test
    void fitsFits() {
        long[][] ranges = {
            {-128, 127}, {0, 255}, {Integer.MIN_VALUE, Integer.MAX_VALUE},
            {0, 0xFFFF_FFFFL}, {Long.MIN_VALUE, Long.MAX_VALUE}, {0, Long.MAX_VALUE}
        };
        for (int i = 0; i < 200_000; i++) {
            Meant m = new Meant(false);
            long[] range = ranges[random.nextInt(ranges.length)];
            boolean meant =
                    m.isEmpty
                            || m.low.compareTo(BigInteger.valueOf(range[0])) >= 0
                                    && m.high.compareTo(BigInteger.valueOf(range[1])) <= 0;
            judge(m.region.fits(range[0], range[1]), meant, m.isSmall);
        }
    }
}
