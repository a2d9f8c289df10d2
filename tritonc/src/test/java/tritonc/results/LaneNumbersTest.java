package tritonc.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.Triton;
import tritonc.ir.target.CpuTier;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Grid;
import tritonc.runtime.Tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/// What processors have no instruction for, lane by lane at the ends of the ranges and anywhere
/// between: rounding to narrow floats and back, remainders of floats, quotients of integers. Java's
/// own operators are the judges where it has them, and bytecode where it has none.
class LaneNumbersTest {
    private static final int N = 1 << 16;
    private static final int BLOCK = 512;

    private static final String SOURCE =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def cast(x, y, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.load(x + o).to(out.dtype.element_ty))

            @triton.jit
            def remainder(x, y, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.load(x + o) % tl.load(y + o))

            @triton.jit
            def quotient(x, y, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.load(x + o) // tl.load(y + o))

            @triton.jit
            def high(x, y, out, BLOCK: tl.constexpr):
                o = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
                tl.store(out + o, tl.umulhi(tl.load(x + o), tl.load(y + o)))
            """;

    /// Arrays of bits, which a kernel joins.
    private record Operands(DType type, long[] x, long[] y) {}

    private static long[] run(CpuTier tier, String kernel, Operands of, DType out) {
        try (Triton triton = Tiers.triton(tier, 2);
                Tensor x = tensor(of.type, of.x);
                Tensor y = tensor(of.type, of.y);
                Tensor z = Tensor.empty(out, N)) {
            triton.load("l.py", SOURCE)
                    .kernel(kernel)
                    .launch(Grid.of(N / BLOCK), Args.of("x", x, "y", y, "out", z, "BLOCK", BLOCK));
            return bits(z);
        }
    }

    private static Tensor tensor(DType type, long[] bits) {
        Tensor made = Tensor.empty(type, N);
        MemorySegment to = made.storage();
        for (int i = 0; i < N; i++) {
            switch (type.bytes()) {
                case 1 -> to.set(ValueLayout.JAVA_BYTE, i, (byte) bits[i]);
                case 2 -> to.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) bits[i]);
                case 4 -> to.setAtIndex(ValueLayout.JAVA_INT, i, (int) bits[i]);
                default -> to.setAtIndex(ValueLayout.JAVA_LONG, i, bits[i]);
            }
        }
        return made;
    }

    /// Sign-extended.
    private static long[] bits(Tensor of) {
        long[] bits = new long[N];
        MemorySegment from = of.storage();
        for (int i = 0; i < N; i++) {
            bits[i] =
                    switch (of.dtype().bytes()) {
                        case 1 -> from.get(ValueLayout.JAVA_BYTE, i);
                        case 2 -> from.getAtIndex(ValueLayout.JAVA_SHORT, i);
                        case 4 -> from.getAtIndex(ValueLayout.JAVA_INT, i);
                        default -> from.getAtIndex(ValueLayout.JAVA_LONG, i);
                    };
        }
        return bits;
    }

    /// Bits of fp32: of any size, and halfway between two neighbours of a format of few bits, or
    /// beside that.
    private static long[] floats(long seed) {
        Random random = new Random(seed);
        long[] bits = new long[N];
        for (int i = 0; i < N; i++) {
            int any = random.nextInt();
            int kept = random.nextInt(1, 24);
            int half = any & -1 << kept | 1 << kept - 1;
            bits[i] = i % 2 == 0 ? any : half + random.nextInt(-1, 2);
        }
        float[] special = {0f, -0f, 1f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE, 65504, 65520};
        for (int i = 0; i < 2 * special.length; i++) {
            float value = i % 2 == 0 ? special[i / 2] : -special[i / 2];
            bits[37 * i] = Float.floatToRawIntBits(value);
        }
        bits[1] = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
        bits[2] = Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);
        return bits;
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void halvesAreRoundedAsByJava(CpuTier tier) {
        long[] x = floats(1);
        long[] half = run(tier, "cast", new Operands(DType.FP32, x, x), DType.FP16);
        long[] brain = run(tier, "cast", new Operands(DType.FP32, x, x), DType.BF16);
        for (int i = 0; i < N; i++) {
            float value = Float.intBitsToFloat((int) x[i]);
            same("fp16", value, Float.float16ToFloat((short) half[i]), half(value));
            same("bf16", value, Float.intBitsToFloat((int) brain[i] << 16), brain(value));
        }
    }

    private static void same(String type, float of, float actual, float expected) {
        assertThat(Float.floatToIntBits(actual))
                .as("%s of %s: %s, not %s", type, of, actual, expected)
                .isEqualTo(Float.floatToIntBits(expected));
    }

    private static float half(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(value));
    }

    /// Rounded to nearest, ties to even, by exact arithmetic.
    private static float brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return value;
        }
        int below = bits & 0xFFFF_0000;
        int rest = bits & 0xFFFF;
        boolean up = rest > 0x8000 || rest == 0x8000 && (below & 0x1_0000) != 0;
        return Float.intBitsToFloat(up ? below + 0x1_0000 : below);
    }

    @ParameterizedTest
    @EnumSource(names = {"AVX2", "AVX512"})
    void narrowFloatsAreThoseOfBytecode(CpuTier tier) {
        Tiers.assumeRuns(tier);
        for (DType narrow :
                List.of(
                        DType.FP8E4NV,
                        DType.FP8E5,
                        DType.FP8E4B8,
                        DType.FP8E5B16,
                        DType.FP8E4B15)) {
            long[] x = floats(narrow.ordinal());
            Operands wide = new Operands(DType.FP32, x, x);
            assertThat(run(tier, "cast", wide, narrow))
                    .as("%s", narrow)
                    .isEqualTo(run(CpuTier.JVM, "cast", wide, narrow));
            Operands codes = new Operands(narrow, x, x);
            assertThat(numbers(run(tier, "cast", codes, DType.FP32)))
                    .as("of %s", narrow)
                    .isEqualTo(numbers(run(CpuTier.JVM, "cast", codes, DType.FP32)));
        }
    }

    /// All NaNs are one.
    private static float[] numbers(long[] bits) {
        float[] numbers = new float[N];
        for (int i = 0; i < N; i++) {
            float f = Float.intBitsToFloat((int) bits[i]);
            numbers[i] = Float.isNaN(f) ? Float.NaN : f;
        }
        return numbers;
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void remaindersOfFloatsAreJavas(CpuTier tier) {
        long[] x = floats(3);
        long[] y = floats(4);
        long[] out = run(tier, "remainder", new Operands(DType.FP32, x, y), DType.FP32);
        for (int i = 0; i < N; i++) {
            float a = Float.intBitsToFloat((int) x[i]);
            float b = Float.intBitsToFloat((int) y[i]);
            float r = Float.intBitsToFloat((int) out[i]);
            assertThat(Float.floatToIntBits(r))
                    .as("%s %% %s", a, b)
                    .isEqualTo(Float.floatToIntBits(a % b));
        }
        Random random = new Random(5);
        long[] v = random.longs(N).toArray();
        long[] w = random.longs(N).toArray();
        long[] wide = run(tier, "remainder", new Operands(DType.FP64, v, w), DType.FP64);
        for (int i = 0; i < N; i++) {
            double a = Double.longBitsToDouble(v[i]);
            double b = Double.longBitsToDouble(w[i]);
            assertThat(Double.doubleToLongBits(Double.longBitsToDouble(wide[i])))
                    .as("%s %% %s", a, b)
                    .isEqualTo(Double.doubleToLongBits(a % b));
        }
    }

    /// Integers of a type: ends of the range, small numbers, anything.
    private static long[] integers(DType type, long seed) {
        Random random = new Random(seed);
        long[] values = new long[N];
        for (int i = 0; i < N; i++) {
            long any =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(-2, 3);
                        case 1 -> (1L << type.bits() - 1) - random.nextInt(-2, 3);
                        case 2 -> random.nextLong() >> random.nextInt(64);
                        default -> random.nextLong();
                    };
            values[i] = value(type, any);
        }
        return values;
    }

    /// What the low bits of a number stand for.
    private static long value(DType type, long bits) {
        int up = 64 - type.bits();
        return type.name().startsWith("U") ? bits << up >>> up : bits << up >> up;
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void quotientsOfIntegersAreJavas(CpuTier tier) {
        for (DType type :
                List.of(
                        DType.I8, DType.I16, DType.I32, DType.I64, DType.U8, DType.U16,
                        DType.U32)) {
            long[] x = integers(type, 6);
            long[] y = integers(type, 7);
            Operands of = new Operands(type, x, y);
            long[] quotients = run(tier, "quotient", of, type);
            long[] remainders = run(tier, "remainder", of, type);
            for (int i = 0; i < N; i++) {
                long q = y[i] == 0 ? 0 : value(type, x[i] / y[i]);
                long r = y[i] == 0 ? 0 : x[i] % y[i];
                assertThat(value(type, quotients[i])).as("%s / %s", x[i], y[i]).isEqualTo(q);
                assertThat(value(type, remainders[i])).as("%s %% %s", x[i], y[i]).isEqualTo(r);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JVM", "AVX2", "AVX512"})
    void highHalvesOfProductsAreJavas(CpuTier tier) {
        long[] x = integers(DType.U32, 8);
        long[] y = integers(DType.U32, 9);
        long[] out = run(tier, "high", new Operands(DType.U32, x, y), DType.U32);
        for (int i = 0; i < N; i++) {
            assertThat(value(DType.U32, out[i])).isEqualTo(x[i] * y[i] >>> 32);
        }
    }
}
