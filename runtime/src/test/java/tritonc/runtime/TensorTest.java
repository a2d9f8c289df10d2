package tritonc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
final class TensorTest {
    private static final double[] NUMBERS = {
        0,
        -0.0,
        0.5,
        1,
        1.5,
        -1,
        2.5,
        126.5,
        127,
        128,
        255,
        256,
        448,
        464,
        465,
        65504,
        65520,
        1e10,
        -1e10,
        3e38,
        1e300,
        0x1p63,
        0x1p64,
        -0x1p63,
        1e-3,
        1e-8,
        0x1p-133,
        0x1p-149,
        4e-320,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    @ParameterizedTest
    @EnumSource(DType.class)
    void numbersConvertAsInTheInterpreter(DType type) {
        Random random = new Random(type.ordinal());
        for (int i = 0; i < 3_000; i++) {
            double x =
                    i < NUMBERS.length
                            ? NUMBERS[i]
                            : random.nextGaussian() * Math.scalb(1, random.nextInt(60) - 30);
            same(type, Elements.laneOfDouble(type, x), Lanes.ofDouble(type, x));
            long n = random.nextLong() >> random.nextInt(64);
            if (!type.isBool()) {
                same(type, Elements.laneOfLong(type, n), Lanes.ofLong(type, n));
            }
            long lane = Lanes.fromBits(type, random.nextLong());
            assertThat(Double.compare(Elements.toDouble(type, lane), Lanes.toDouble(type, lane)))
                    .isZero();
            for (DType to : DType.values()) {
                long expected = Lanes.cast(type, to, lane, Rounding.RTNE);
                if (!to.isInteger() || !type.isInteger() || to == DType.I1) {
                    same(to, Elements.convert(type, to, lane), expected);
                }
            }
        }
    }

    private static void same(DType type, long seen, long expected) {
        assertThat(Lanes.sameLane(type, seen, expected))
                .as("%s: %x and %x", type, seen, expected)
                .isTrue();
    }

    @Test
    void tensorsAreAlignedPaddedAndZero() {
        for (int n : new int[] {0, 1, 7, 64, 1000, 100_000}) {
            try (Tensor x = Tensor.empty(DType.FP16, n)) {
                assertThat(x.address() % 64).isZero();
                assertThat(x.storage().byteSize()).isEqualTo(2L * n);
                assertThat(x.toFloatArray()).hasSize(n).doesNotContain(1);
                assertThat(x.summary()).startsWith("fp16[" + n + "]");
            }
        }
    }

    @Test
    void arraysGoInAndOut() {
        try (Tensor f = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
                Tensor d = Tensor.of(new double[] {1.5});
                Tensor b = Tensor.of(new byte[] {-1, 2});
                Tensor s = Tensor.of(new short[] {-1, 2});
                Tensor i = Tensor.of(new int[] {-1, 2});
                Tensor l = Tensor.of(new long[] {-1, 2});
                Tensor z = Tensor.of(new boolean[] {true, false});
                Tensor none = Tensor.of(new int[0])) {
            assertThat(f).hasToString("fp32[2,2]");
            assertThat(f.toFloatArray()).containsExactly(1, 2, 3, 4);
            assertThat(f.toIntArray()).containsExactly(1, 2, 3, 4);
            assertThat(d.toDoubleArray()).containsExactly(1.5);
            assertThat(b.toIntArray()).containsExactly(-1, 2);
            assertThat(s.toLongArray()).containsExactly(-1, 2);
            assertThat(i.toDoubleArray()).containsExactly(-1, 2);
            assertThat(l.toIntArray()).containsExactly(-1, 2);
            assertThat(z).hasToString("i1[2]");
            assertThat(z.toIntArray()).containsExactly(1, 0);
            assertThat(none.count()).isZero();
            assertThat(i.toBytes()).hasSize(8).startsWith(-1, -1, -1, -1);
        }
        Faults.of(Code.BAD_TENSOR, () -> Tensor.of(new float[6], 4, 2));
        Faults.of(Code.BAD_TENSOR, () -> Tensor.of(new float[6], -2, -3));
    }

    @Test
    void unreasonableShapesAreRefused() {
        Faults.of(Code.BAD_TENSOR, () -> Tensor.zeros(DType.I8, -1));
        Faults.of(Code.BAD_TENSOR, () -> Tensor.zeros(DType.I8, Long.MAX_VALUE));
        Faults.of(Code.BAD_TENSOR, () -> Tensor.zeros(DType.FP64, 1L << 40, 1L << 40));
        Faults.of(Code.BAD_TENSOR, () -> Tensor.zeros(DType.I8, 0, Long.MAX_VALUE));
        Faults.of(Code.OUT_OF_MEMORY, () -> Tensor.zeros(DType.FP64, 1L << 44));
        try (Tensor none = Tensor.zeros(DType.I8, 0, 1L << 40)) {
            assertThat(none.count()).isZero();
        }
    }

    @Test
    void generatorsAreWhatTheyDocument() {
        try (Tensor full = Tensor.full(DType.I8, 300, 2);
                Tensor big =
                        Tensor.full(DType.U64, BigInteger.TWO.pow(64).subtract(BigInteger.ONE), 1);
                Tensor range = Tensor.arange(DType.U8, 300);
                Tensor uniform = Tensor.rand(1, DType.FP32, 1000);
                Tensor again = Tensor.rand(1, DType.FP32, 10, 100);
                Tensor other = Tensor.rand(2, DType.FP32, 1000);
                Tensor ints = Tensor.rand(1, DType.I8, 1000);
                Tensor normal = Tensor.randn(1, DType.FP64, 9999)) {
            assertThat(full.toIntArray()).containsExactly(44, 44);
            assertThat(big.summary())
                    .isEqualTo("u64[1] 18446744073709551615 sum 18446744073709551615");
            assertThat(range.lane(299)).isEqualTo(43);
            assertThat(uniform.toFloatArray()).isEqualTo(again.toFloatArray());
            assertThat(uniform.toFloatArray()).isNotEqualTo(other.toFloatArray());
            // SplitMix64 with seed 1 gives 0x910a2dec89025cc1 first
            assertThat(uniform.get(0)).isEqualTo((0x910a2dec89025cc1L >>> 40) * 0x1p-24);
            assertThat(ints.get(0)).isEqualTo(0x910a2dec89025cc1L >>> 57);
            double[] draws = normal.toDoubleArray();
            double mean = java.util.Arrays.stream(draws).average().orElseThrow();
            double square = java.util.Arrays.stream(draws).map(v -> v * v).average().orElseThrow();
            assertThat(mean).isBetween(-0.05, 0.05);
            assertThat(square).isBetween(0.95, 1.05);
        }
        Faults.of(Code.BAD_TENSOR, () -> Tensor.randn(0, DType.I32, 4));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void uniformNumbersStayInRange(DType type) {
        try (Tensor x = Tensor.rand(5, type, 2000)) {
            double below = type.isFloat() ? 1 : type.isBool() ? 2 : 128;
            for (double v : x.toDoubleArray()) {
                assertThat(v).isGreaterThanOrEqualTo(0).isLessThan(below);
            }
        }
    }

    @Test
    void viewsShareMemory() {
        try (Tensor x = Tensor.arange(DType.I32, 3, 4);
                Tensor row = x.slice(0, 1, 1, 1);
                Tensor back = x.slice(1, 3, 4, -1);
                Tensor even = x.slice(1, 0, 2, 2);
                Tensor turned = x.permute(1, 0);
                Tensor flat = x.reshape(12);
                Tensor wide = row.broadcastTo(2, 2, 4);
                Tensor overlap = x.strided(new long[] {3, 2}, new long[] {1, 1}, 2);
                Tensor none = x.slice(0, 3, 0, 1)) {
            assertThat(row.toIntArray()).containsExactly(4, 5, 6, 7);
            assertThat(back.toIntArray()).startsWith(3, 2, 1, 0, 7);
            assertThat(back.strides()).containsExactly(4, -1);
            assertThat(even.toIntArray()).containsExactly(0, 2, 4, 6, 8, 10);
            assertThat(turned.toIntArray()).startsWith(0, 4, 8, 1);
            assertThat(turned.isContiguous()).isFalse();
            assertThat(wide.strides()).containsExactly(0, 0, 1);
            assertThat(wide.toIntArray()).hasSize(16).startsWith(4, 5, 6, 7, 4);
            assertThat(overlap.toIntArray()).containsExactly(2, 3, 3, 4, 4, 5);
            assertThat(none.count()).isZero();
            flat.set(99, 4);
            assertThat(x.lane(1, 0)).isEqualTo(99);
            assertThat(turned.get(0, 1)).isEqualTo(99);
            assertThat(row.storage().byteSize()).isEqualTo(48);
            assertThat(row.byteOffset()).isEqualTo(16);
        }
    }

    @Test
    void viewsOutsideAreRefused() {
        try (Tensor x = Tensor.arange(DType.I32, 3, 4);
                Tensor turned = x.permute(1, 0)) {
            Faults.of(Code.BAD_TENSOR, () -> x.slice(2, 0, 1, 1));
            Faults.of(Code.BAD_TENSOR, () -> x.slice(0, 0, 4, 1));
            Faults.of(Code.BAD_TENSOR, () -> x.slice(0, 2, 4, -1));
            Faults.of(Code.BAD_TENSOR, () -> x.slice(0, 0, 2, 0));
            Faults.of(Code.BAD_TENSOR, () -> x.slice(0, 0, 2, Long.MIN_VALUE));
            Faults.of(Code.BAD_TENSOR, () -> x.slice(0, -1, 1, 1));
            Faults.of(Code.BAD_TENSOR, () -> x.slice(0, 0, -1, 1));
            Faults.of(Code.BAD_TENSOR, () -> x.permute(0));
            Faults.of(Code.BAD_TENSOR, () -> x.permute(0, 0));
            Faults.of(Code.BAD_TENSOR, () -> x.permute(0, 2));
            Faults.of(Code.BAD_TENSOR, () -> x.reshape(5, 2));
            Faults.of(Code.BAD_TENSOR, () -> turned.reshape(12));
            Faults.of(Code.BAD_TENSOR, () -> x.broadcastTo(4));
            Faults.of(Code.BAD_TENSOR, () -> x.broadcastTo(3, 5));
            Faults.of(Code.BAD_TENSOR, () -> x.bitcast(DType.I8));
            for (long[] wrong :
                    new long[][] {{13, 1}, {2, -1}, {2, Long.MAX_VALUE}, {2, 1L << 62}}) {
                Faults.of(
                        Code.BAD_TENSOR,
                        () -> x.strided(new long[] {wrong[0], 2}, new long[] {wrong[1], 1}, 0));
            }
            Faults.of(Code.BAD_TENSOR, () -> x.strided(new long[] {1}, new long[] {1}, 12));
            Faults.of(Code.BAD_TENSOR, () -> x.strided(new long[] {1}, new long[] {1}, -1));
            Faults.of(
                    Code.BAD_TENSOR,
                    () -> x.strided(new long[] {1}, new long[] {1}, Long.MAX_VALUE));
            Faults.of(Code.BAD_TENSOR, () -> x.strided(new long[] {1}, new long[] {1, 1}, 0));
            Faults.of(Code.BAD_TENSOR, () -> x.get(3, 0));
            Faults.of(Code.BAD_TENSOR, () -> x.get(0));
            Faults.of(Code.BAD_TENSOR, () -> x.set(1, 0, -1));
            assertThat(x.toIntArray()).startsWith(0, 1, 2);
        }
    }

    @Test
    void copiesConvert() {
        try (Tensor x = Tensor.of(new float[] {1.4f, -2.6f, 300, Float.NaN}, 2, 2);
                Tensor turned = x.permute(1, 0);
                Tensor bytes = turned.to(DType.I8);
                Tensor target = Tensor.zeros(DType.FP64, 2, 2);
                Tensor targetTurned = target.permute(1, 0);
                Tensor other = Tensor.zeros(DType.FP64, 4)) {
            assertThat(bytes.toIntArray()).containsExactly(1, 127, -2, 0);
            targetTurned.copyFrom(x);
            assertThat(target.get(0, 1)).isEqualTo(300);
            target.copyFrom(x);
            assertThat(target.get(1, 0)).isEqualTo(300);
            Faults.of(Code.BAD_TENSOR, () -> other.copyFrom(x));
            assertThat(x.summary()).isEqualTo("fp32[2,2] 1.4 -2.6 300.0 NaN sum NaN");
        }
        try (Tensor x = Tensor.arange(DType.I32, 10)) {
            assertThat(x.summary()).isEqualTo("i32[10] 0 1 2 3 4 5 … sum 45");
        }
    }

    @Test
    void closedTensorsAreRefused() {
        Tensor x = Tensor.arange(DType.I32, 40_000);
        Tensor view = x.slice(0, 5, 5, 1);
        MemorySegment memory = x.storage();
        x.close();
        x.close();
        assertThat(x.isClosed()).isTrue();
        Faults.of(Code.TENSOR_CLOSED, x::toIntArray);
        Faults.of(Code.TENSOR_CLOSED, () -> x.slice(0, 0, 1, 1));
        Faults.of(Code.TENSOR_CLOSED, () -> x.get(0));
        Faults.of(Code.TENSOR_CLOSED, x::acquire);
        assertThat(view.toIntArray()).as("views keep the memory").startsWith(5);
        view.acquire();
        view.close();
        Faults.of(Code.TENSOR_CLOSED, () -> view.get(0));
        assertThat(memory.get(ValueLayout.JAVA_INT, 20)).as("a launch keeps it, too").isEqualTo(5);
        view.release();
        assertThatThrownBy(() -> memory.get(ValueLayout.JAVA_INT, 20))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void memoryFromElsewhereIsGivenBackOnce() {
        AtomicInteger freed = new AtomicInteger();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(128, 64);
            Faults.of(
                    Code.BAD_TENSOR,
                    () -> Tensor.over(memory, freed::incrementAndGet, DType.FP64, 17));
            Tensor x = Tensor.over(memory.asSlice(0, 64), freed::incrementAndGet, DType.FP64, 8);
            Tensor y = x.alias();
            x.close();
            assertThat(freed).hasValue(0);
            y.close();
            y.close();
            assertThat(freed).hasValue(1);
        }
    }

    @Test
    void closingWhileOthersReadIsSafe() throws InterruptedException {
        for (int round = 0; round < 30; round++) {
            Tensor x = Tensor.full(DType.I32, 7, 50_000);
            List<Thread> readers = new ArrayList<>();
            List<Throwable> wrong = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        while (true) {
                                            assertThat(x.toIntArray()).containsOnly(7);
                                        }
                                    } catch (TritonException e) {
                                        // closed, as it must be told
                                    } catch (Throwable e) {
                                        synchronized (wrong) {
                                            wrong.add(e);
                                        }
                                    }
                                }));
            }
            x.close();
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void scalarsHoldTheirDtype() {
        assertThat(Scalar.of(DType.I64, 3)).hasToString("i64:3");
        assertThat(Scalar.of(DType.FP16, 0.1).doubleValue()).isEqualTo(0.0999755859375);
        assertThat(Scalar.of(DType.U8, -1).longValue()).isEqualTo(255);
        assertThat(Scalar.of(DType.U64, -1)).hasToString("u64:18446744073709551615");
        assertThat(Scalar.of(DType.I32, 2.9).longValue()).isEqualTo(2);
        assertThat(Scalar.of(DType.FP32, 7L).doubleValue()).isEqualTo(7);
    }
}
