package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Integer lanes against `BigInteger`.
final class LanesIntegerTest {
    /// Edges of every width and random values, as lanes of `dtype`.
    static List<Long> samples(DType dtype, int random) {
        List<Long> all = new ArrayList<>();
        for (int shift = 0; shift < 64; shift += 1 + (shift > 8 ? 6 : 0)) {
            for (int near = -1; near <= 1; near++) {
                all.add(Lanes.fromBits(dtype, (1L << shift) + near));
                all.add(Lanes.fromBits(dtype, -(1L << shift) + near));
            }
        }
        all.add(Lanes.fromBits(dtype, Oracle.least(dtype).longValue()));
        all.add(Lanes.fromBits(dtype, Oracle.greatest(dtype).longValue()));
        Random r = new Random(3);
        for (int i = 0; i < random; i++) {
            all.add(Lanes.fromBits(dtype, r.nextLong() >> r.nextInt(64)));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"I1", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64"})
    void agreesWithBigInteger(DType dtype) {
        List<Long> samples = samples(dtype, 40);
        for (long a : samples) {
            for (long b : samples) {
                for (BinaryKind kind : BinaryKind.values()) {
                    if (kind.accepts(dtype)) {
                        BigInteger x = Oracle.integer(dtype, a);
                        BigInteger y = Oracle.integer(dtype, b);
                        assertThat(Lanes.binary(kind, dtype, a, b))
                                .as("%s %s %d %d", kind, dtype, a, b)
                                .isEqualTo(Oracle.wrap(dtype, expected(kind, dtype, x, y)));
                    }
                }
            }
        }
    }

    private static BigInteger expected(BinaryKind kind, DType dtype, BigInteger x, BigInteger y) {
        boolean zero = y.signum() == 0;
        BigInteger amount = BigInteger.valueOf(Oracle.wrap(dtype, y)).and(mask(dtype));
        boolean far = amount.compareTo(BigInteger.valueOf(dtype.bits())) >= 0;
        return switch (kind) {
            case ADD -> x.add(y);
            case SUB -> x.subtract(y);
            case MUL -> x.multiply(y);
            case DIV -> zero ? y : x.divide(y);
            case REM -> zero ? y : x.remainder(y);
            case MULHI -> x.multiply(y).shiftRight(dtype.bits());
            case AND -> x.and(y);
            case OR -> x.or(y);
            case XOR -> x.xor(y);
            case SHL -> far ? BigInteger.ZERO : x.shiftLeft(amount.intValue());
            case SHR -> x.shiftRight(far ? 64 : amount.intValue());
            case MIN -> x.min(y);
            case MAX -> x.max(y);
            case MIN_NAN, MAX_NAN, POW -> throw new AssertionError(kind);
        };
    }

    private static BigInteger mask(DType dtype) {
        return BigInteger.ONE.shiftLeft(dtype.bits()).subtract(BigInteger.ONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"I1", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64"})
    void comparesAndNegates(DType dtype) {
        List<Long> samples = samples(dtype, 20);
        for (long a : samples) {
            BigInteger x = Oracle.integer(dtype, a);
            assertThat(Lanes.unary(UnaryKind.NOT, dtype, a)).isEqualTo(Oracle.wrap(dtype, x.not()));
            if (!dtype.isBool()) {
                assertThat(Lanes.unary(UnaryKind.NEG, dtype, a))
                        .isEqualTo(Oracle.wrap(dtype, x.negate()));
                assertThat(Lanes.unary(UnaryKind.ABS, dtype, a))
                        .isEqualTo(Oracle.wrap(dtype, x.abs()));
            }
            for (long b : samples) {
                int order = x.compareTo(Oracle.integer(dtype, b));
                assertThat(Lanes.compare(CompareKind.LT, dtype, a, b)).isEqualTo(order < 0);
                assertThat(Lanes.compare(CompareKind.LE, dtype, a, b)).isEqualTo(order <= 0);
                assertThat(Lanes.compare(CompareKind.GT, dtype, a, b)).isEqualTo(order > 0);
                assertThat(Lanes.compare(CompareKind.GE, dtype, a, b)).isEqualTo(order >= 0);
                assertThat(Lanes.compare(CompareKind.EQ, dtype, a, b)).isEqualTo(order == 0);
                assertThat(Lanes.compare(CompareKind.NE, dtype, a, b)).isEqualTo(order != 0);
            }
        }
    }

    @Test
    void statedCornersHold() {
        assertThat(Lanes.binary(BinaryKind.DIV, DType.I32, 7, 0)).isZero();
        assertThat(Lanes.binary(BinaryKind.REM, DType.U64, -1, 0)).isZero();
        long least = Integer.MIN_VALUE;
        assertThat(Lanes.binary(BinaryKind.DIV, DType.I32, least, -1)).isEqualTo(least);
        assertThat(Lanes.binary(BinaryKind.REM, DType.I32, least, -1)).isZero();
        assertThat(Lanes.binary(BinaryKind.DIV, DType.I64, Long.MIN_VALUE, -1))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Lanes.binary(BinaryKind.DIV, DType.I32, -7, 2)).isEqualTo(-3);
        assertThat(Lanes.binary(BinaryKind.REM, DType.I32, -7, 2)).isEqualTo(-1);
        assertThat(Lanes.binary(BinaryKind.SHL, DType.I32, 1, 32)).isZero();
        assertThat(Lanes.binary(BinaryKind.SHL, DType.I32, 1, -1)).isZero();
        assertThat(Lanes.binary(BinaryKind.SHR, DType.I8, -5, 8)).isEqualTo(-1);
        assertThat(Lanes.binary(BinaryKind.SHR, DType.U8, 255, 9)).isZero();
    }

    @Test
    void pointersCompareAsUnsignedAddresses() {
        PointerType pointer = new PointerType(DType.FP32);
        assertThat(Lanes.compare(CompareKind.LT, pointer, 1, -1)).isTrue();
        assertThat(Lanes.compare(CompareKind.GE, pointer, 1, -1)).isFalse();
    }

    @Test
    void refusesRecipesAndForeignKinds() {
        assertThatThrownBy(() -> Lanes.unary(UnaryKind.EXP, DType.FP32, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lanes.binary(BinaryKind.AND, DType.FP16, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Lanes.unary(UnaryKind.FLOOR, DType.I8, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bitcastKeepsBits() {
        assertThat(Lanes.bitcast(DType.U32, DType.I32, 0xFFFF_FFFFL)).isEqualTo(-1);
        assertThat(Lanes.bitcast(DType.I16, DType.FP16, -1)).isEqualTo(0xFFFF);
        assertThat(Lanes.bitcast(DType.FP32, DType.I32, 0xFFC0_0001L)).isEqualTo(0xFFC0_0001);
        assertThat(Lanes.bitcast(DType.FP64, DType.U64, -1)).isEqualTo(-1);
    }
}
