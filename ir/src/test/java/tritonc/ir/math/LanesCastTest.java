package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Casts between every two formats against exact decimals: all values of formats up to 16 bits,
/// edges and random values of wider ones.
final class LanesCastTest {
    private static List<Long> samples(DType dtype) {
        List<Long> all = new ArrayList<>();
        if (dtype.bits() <= 16) {
            for (int i = 0; i < 1 << dtype.bits(); i++) {
                all.add(Lanes.fromBits(dtype, i));
            }
        } else if (dtype.isFloat()) {
            all.addAll(LanesFloatTest.samples(dtype, 800, 21));
            all.addAll(ties(dtype));
        } else {
            all.addAll(LanesIntegerTest.samples(dtype, 400));
            all.addAll(ties(dtype));
        }
        return all;
    }

    /// Values halfway between two lanes of a narrower format, and one step to either side.
    private static List<Long> ties(DType dtype) {
        List<Long> all = new ArrayList<>();
        Random r = new Random(8);
        int[] digits = {3, 4, 8, 11, 24};
        for (int i = 0; i < 600; i++) {
            int p = digits[i % digits.length];
            double top = (1L << p) + r.nextInt(1 << Math.min(p, 20)) + 0.5;
            int scale = dtype.isFloat() ? r.nextInt(60) - 40 : r.nextInt(62 - p) + 1;
            long lane = Lanes.ofDouble(dtype, Math.scalb(top, scale));
            all.add(lane);
            all.add(Lanes.fromBits(dtype, lane + 1));
            all.add(Lanes.fromBits(dtype, lane - 1));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyPairAgreesWithExactDecimals(DType from) {
        for (long x : samples(from)) {
            if (!Oracle.isFinite(from, x)) {
                continue;
            }
            BigDecimal value = Oracle.value(from, x);
            boolean negative =
                    from.isFloat() && Double.doubleToRawLongBits(Lanes.toDouble(from, x)) < 0;
            for (DType to : DType.values()) {
                check(from, to, value, negative, Rounding.RTNE, x);
                if (to.isFloat()) {
                    check(from, to, value, negative, Rounding.RTZ, x);
                }
            }
        }
    }

    private static void check(
            DType from, DType to, BigDecimal value, boolean negative, Rounding rounding, long x) {
        long actual = Lanes.cast(from, to, x, rounding);
        long expected = expected(from, to, value, negative, rounding, x);
        if (actual != expected) {
            throw new AssertionError(
                    "%s %s to %s, %s: %x, not %x"
                            .formatted(from, value, to, rounding, actual, expected));
        }
    }

    private static long expected(
            DType from, DType to, BigDecimal value, boolean negative, Rounding rounding, long x) {
        if (from == to) {
            return x;
        }
        if (to.isFloat()) {
            Rounding how = from.isFloat() ? rounding : Rounding.RTNE;
            return Oracle.round(to, value, negative, how);
        }
        if (to.isBool()) {
            return value.signum() == 0 ? 0 : 1;
        }
        BigInteger whole = value.toBigInteger();
        if (from.isFloat()) {
            whole = whole.max(Oracle.least(to)).min(Oracle.greatest(to));
        }
        return Oracle.wrap(to, whole);
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16", "FP32", "FP64", "FP8E5"})
    void infinitiesAndNaN(DType from) {
        long infinity = from == DType.FP8E5 ? 0x7C : Lanes.ofDouble(from, Double.POSITIVE_INFINITY);
        long nan = from == DType.FP8E5 ? 0x7D : Lanes.nan(from);
        for (Rounding rounding : Rounding.values()) {
            for (DType to : DType.values()) {
                if (to == from) {
                    continue;
                }
                long ofInfinity = Lanes.cast(from, to, infinity, rounding);
                long ofNan = Lanes.cast(from, to, nan, rounding);
                if (to.isBool()) {
                    assertThat(ofInfinity).isEqualTo(1);
                    assertThat(ofNan).isEqualTo(1);
                } else if (to.isInteger()) {
                    assertThat(Oracle.integer(to, ofInfinity)).isEqualTo(Oracle.greatest(to));
                    assertThat(ofNan).isZero();
                } else if (to.isFp8()) {
                    assertThat(Oracle.isFinite(to, ofInfinity)).isTrue();
                    assertThat(Lanes.isNaN(to, ofNan)).isEqualTo(to != DType.FP8E4B15);
                } else {
                    assertThat(Lanes.toDouble(to, ofInfinity)).isEqualTo(Double.POSITIVE_INFINITY);
                    assertThat(ofNan).isEqualTo(Lanes.nan(to));
                }
            }
        }
    }

    /// Corners from the specifications of the 8-bit formats.
    @Test
    void eightBitFloats() {
        assertThat(Lanes.toDouble(DType.FP8E4NV, 0x7E)).isEqualTo(448);
        assertThat(Lanes.isNaN(DType.FP8E4NV, 0x7F)).isTrue();
        assertThat(Lanes.isNaN(DType.FP8E4NV, 0xFF)).isTrue();
        assertThat(Lanes.toDouble(DType.FP8E4NV, 0x01)).isEqualTo(0x1p-9);
        assertThat(Lanes.toDouble(DType.FP8E5, 0x7B)).isEqualTo(57344);
        assertThat(Lanes.toDouble(DType.FP8E5, 0xFC)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Lanes.toDouble(DType.FP8E4B8, 0x7F)).isEqualTo(240);
        assertThat(Lanes.isNaN(DType.FP8E4B8, 0x80)).isTrue();
        assertThat(Lanes.toDouble(DType.FP8E5B16, 0x7F)).isEqualTo(57344);
        assertThat(Lanes.toDouble(DType.FP8E4B15, 0x7F)).isEqualTo(1.875);
        assertThat(Lanes.ofDouble(DType.FP8E4NV, 1e9)).isEqualTo(0x7E);
        assertThat(Lanes.ofDouble(DType.FP8E4NV, Double.NaN)).isEqualTo(0x7F);
        assertThat(Lanes.ofDouble(DType.FP8E5, -1e9)).isEqualTo(0xFB);
        assertThat(Lanes.ofDouble(DType.FP8E4B8, -0.0)).isZero();
        assertThat(Lanes.ofDouble(DType.FP8E4B8, -1e-9)).isZero();
        assertThat(Lanes.ofDouble(DType.FP8E4B15, -100)).isEqualTo(0xFF);
    }

    /// A double just above a tie of fp16 that a detour through fp32 would round to the tie.
    @Test
    void narrowingRoundsOnce() {
        double justAbove = 1 + 0x1p-11 + 0x1p-40;
        assertThat(Lanes.toDouble(DType.FP16, Lanes.ofDouble(DType.FP16, justAbove)))
                .isEqualTo(1 + 0x1p-10);
        assertThat(Lanes.toDouble(DType.FP16, Lanes.ofDouble(DType.FP16, 1 + 0x1p-11)))
                .isEqualTo(1);
        // 2^63 less one part in 2^62, as bf16: a detour through double would lose the part
        long x = (1L << 62) + (1L << 54) + 1;
        assertThat(Lanes.toDouble(DType.BF16, Lanes.ofLong(DType.BF16, x)))
                .isEqualTo(0x1p62 + 0x1p55);
        assertThat(Lanes.toDouble(DType.BF16, Lanes.ofLong(DType.BF16, x - 1))).isEqualTo(0x1p62);
    }
}
