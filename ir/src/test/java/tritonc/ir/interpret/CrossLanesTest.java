package tritonc.ir.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanOrder;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

class CrossLanesTest {
    private static Value block(DType type, int... dims) {
        return new Value(0, new BlockType(type, Shape.of(dims)));
    }

    private static long[] scan(ReduceKind kind, Value x, int axis, boolean reverse, long... in) {
        return CrossLanes.scan(new Scan(kind, x, axis, reverse), in);
    }

    @Test
    void scansRunAlongTheirAxisEitherWay() {
        Value x = block(DType.I32, 2, 4);
        long[] in = {1, 2, 3, 4, 5, 6, 7, 8};
        assertThat(scan(ReduceKind.SUM, x, 1, false, in))
                .containsExactly(1, 3, 6, 10, 5, 11, 18, 26);
        assertThat(scan(ReduceKind.SUM, x, 1, true, in))
                .containsExactly(10, 9, 7, 4, 26, 21, 15, 8);
        assertThat(scan(ReduceKind.SUM, x, 0, false, in)).containsExactly(1, 2, 3, 4, 6, 8, 10, 12);
        assertThat(scan(ReduceKind.SUM, x, 0, true, in)).containsExactly(6, 8, 10, 12, 5, 6, 7, 8);
        assertThat(in).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void scansOfThreeAxesRunAlongTheMiddleOne() {
        Value x = block(DType.I32, 2, 2, 2);
        assertThat(scan(ReduceKind.SUM, x, 1, false, 1, 2, 3, 4, 5, 6, 7, 8))
                .containsExactly(1, 2, 4, 6, 5, 6, 12, 14);
    }

    /// fp16, where 2048 + 1 is 2048: what is joined with what shows. Blocks of four: [2048, 1, 1,
    /// 1] gives 2048, 2048, then 2048 + 1 and 2048 + (1 + 1); the second block adds 1 to 4 to that.
    @Test
    void blocksOfLanesAreScannedByThemselvesAndThenJoined() {
        long[] in = {half(2048), half(1), half(1), half(1), half(1), half(1), half(1), half(1)};
        Scan scan = new Scan(ReduceKind.SUM, block(DType.FP16, 8), 0, false, new ScanOrder(4));
        assertThat(CrossLanes.scan(scan, in))
                .containsExactly(
                        half(2048),
                        half(2048),
                        half(2048),
                        half(2050),
                        half(2052),
                        half(2052),
                        half(2052),
                        half(2054));
    }

    @Test
    void theOrderFollowsTheDirection() {
        long[] in = {half(1), half(1), half(1), half(2048)};
        Scan scan = new Scan(ReduceKind.SUM, block(DType.FP16, 4), 0, true, new ScanOrder(16));
        assertThat(CrossLanes.scan(scan, in))
                .containsExactly(half(2050), half(2048), half(2048), half(2048));
    }

    private static long half(double x) {
        return Lanes.ofDouble(DType.FP16, x);
    }

    @Test
    void narrowIntegersWrap() {
        assertThat(scan(ReduceKind.PROD, block(DType.I8, 4), 0, false, 100, 2, 2, 1))
                .containsExactly(100, -56, -112, -112);
    }

    /// Other than a reduction, which starts from +0.
    @Test
    void theFirstLaneIsItself() {
        long minusZero = Lanes.ofDouble(DType.FP32, -0.0);
        assertThat(scan(ReduceKind.SUM, block(DType.FP32, 2), 0, false, minusZero, minusZero))
                .containsExactly(minusZero, minusZero);
    }

    /// 2049 is no fp16: added in fp32 and rounded once at the end, the last lane would be 2050.
    @Test
    void eachStepIsRounded() {
        long one = Lanes.ofDouble(DType.FP16, 1);
        long big = Lanes.ofDouble(DType.FP16, 2048);
        assertThat(scan(ReduceKind.SUM, block(DType.FP16, 4), 0, false, big, one, one, one))
                .containsExactly(big, big, big, big);
    }

    @Test
    void maxIgnoresNanAndMaxNanKeepsIt() {
        long nan = Lanes.ofDouble(DType.FP32, Double.NaN);
        long one = Lanes.ofDouble(DType.FP32, 1);
        Value x = block(DType.FP32, 2);
        assertThat(scan(ReduceKind.MAX, x, 0, false, nan, one)).containsExactly(nan, one);
        assertThat(scan(ReduceKind.MAX_NAN, x, 0, true, nan, one)).containsExactly(nan, one);
        assertThat(scan(ReduceKind.MAX_NAN, x, 0, false, nan, one)).containsExactly(nan, nan);
    }

    @Test
    void refusesWhatCannotBeScanned() {
        Value x = block(DType.FP32, 4);
        assertThatThrownBy(() -> new Scan(ReduceKind.SUM, x, 1, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scan(ReduceKind.SUM, x, -1, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scan(ReduceKind.XOR, x, 0, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scan(ReduceKind.SUM, new Value(0, DType.FP32), 0, false))
                .isInstanceOf(IllegalArgumentException.class);
        Value pointers = new Value(0, new BlockType(new PointerType(DType.I32), Shape.of(4)));
        assertThatThrownBy(() -> new Scan(ReduceKind.SUM, pointers, 0, false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
