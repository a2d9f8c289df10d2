package tritonc.ir.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.ir.math.Lanes;
import tritonc.ir.math.Recipes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;

/// Single ops over blocks, read from one array and written to another.
final class OpsTest {
    private static final long IN = 0x1000;
    private static final long OUT = 0x100000;

    /// Runs `body` on a block of `from` read off `x`; what it gives is stored from lane 0 on.
    private static void run(Object x, DType from, Shape shape, Object out, Giving body) {
        Builder b = new Builder();
        Value in = b.parameter("x", new PointerType(from), 1);
        Value to = b.parameter("out", new PointerType(body.element()), 1);
        Value block = b.add(new MemoryOp.Load(at(b, in, shape), null, null, CacheHint.NONE, false));
        Value result = body.apply(b, block);
        Value target = at(b, to, result.type().shape());
        b.addAll(new MemoryOp.Store(target, result, null, CacheHint.NONE));
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(new Storage(segment(x), IN)),
                        new Argument.Pointer(new Storage(segment(out), OUT)));
        Interpreter.run(b.kernel("one"), 1, 1, 1, arguments);
    }

    private record Giving(DType element, Body body) {
        Value apply(Builder b, Value x) {
            return body.apply(b, x);
        }
    }

    private interface Body {
        Value apply(Builder b, Value x);
    }

    private static Giving giving(DType element, Body body) {
        return new Giving(element, body);
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case float[] f -> MemorySegment.ofArray(f);
            case double[] d -> MemorySegment.ofArray(d);
            case int[] i -> MemorySegment.ofArray(i);
            case short[] s -> MemorySegment.ofArray(s);
            case byte[] s -> MemorySegment.ofArray(s);
            default -> throw new AssertionError(array.getClass());
        };
    }

    /// Pointers to consecutive elements in row-major order.
    private static Value at(Builder b, Value pointer, Shape shape) {
        if (shape.rank() == 0) {
            return pointer;
        }
        Value flat = b.add(new ShapeOp.Arange(0, shape.size()));
        Value offsets = b.add(new ShapeOp.Reshape(flat, shape));
        return b.add(new Arithmetic.AddPointer(b.splat(pointer, shape), offsets));
    }

    private static float[] random(int n, long seed) {
        Random r = new Random(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (r.nextGaussian() * Math.pow(10, r.nextInt(6)));
        }
        return x;
    }

    @Test
    void transposeBroadcastAndExpandMoveLanes() {
        int[] x = {0, 1, 2, 3, 4, 5, 6, 7};
        int[] out = new int[8];
        run(
                x,
                DType.I32,
                Shape.of(2, 4),
                out,
                giving(DType.I32, (b, v) -> b.add(new ShapeOp.Transpose(v, List.of(1, 0)))));
        assertThat(out).containsExactly(0, 4, 1, 5, 2, 6, 3, 7);
        int[] three = new int[8];
        run(
                x,
                DType.I32,
                Shape.of(2, 2, 2),
                three,
                giving(DType.I32, (b, v) -> b.add(new ShapeOp.Transpose(v, List.of(2, 0, 1)))));
        assertThat(three).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
        int[] wide = new int[8];
        run(
                new int[] {5, 6},
                DType.I32,
                Shape.of(2),
                wide,
                giving(
                        DType.I32,
                        (b, v) ->
                                b.add(
                                        new ShapeOp.Broadcast(
                                                b.add(new ShapeOp.ExpandDims(v, 1)),
                                                Shape.of(2, 4)))));
        assertThat(wide).containsExactly(5, 5, 5, 5, 6, 6, 6, 6);
    }

    /// Sums in the stated order, written out here once more as plain loops.
    @Test
    void reductionsKeepTheirOrder() {
        float[] x = random(64, 4);
        for (int lanes : new int[] {1, 2, 8, 64, 128}) {
            float[] out = new float[1];
            run(
                    x,
                    DType.FP32,
                    Shape.of(64),
                    out,
                    giving(DType.FP32, (b, v) -> b.add(sum(v, 0, lanes))));
            int n = Math.min(lanes, 64);
            float[] partial = new float[n];
            for (int i = 0; i < 64; i++) {
                partial[i % n] += x[i];
            }
            for (int half = n / 2; half >= 1; half /= 2) {
                for (int j = 0; j < half; j++) {
                    partial[j] += partial[j + half];
                }
            }
            assertThat(out[0]).as("lanes %d", lanes).isEqualTo(partial[0]);
        }
    }

    private static Reduce sum(Value v, int axis, int lanes) {
        return new Reduce(ReduceKind.SUM, v, axis, new ReductionOrder(lanes));
    }

    @Test
    void reductionsRunAlongTheirAxis() {
        int[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        int[] rows = new int[4];
        run(x, DType.I32, Shape.of(2, 4), rows, giving(DType.I32, (b, v) -> b.add(sum(v, 0, 1))));
        assertThat(rows).containsExactly(6, 8, 10, 12);
        int[] columns = new int[2];
        run(
                x,
                DType.I32,
                Shape.of(2, 4),
                columns,
                giving(
                        DType.I32,
                        (b, v) ->
                                b.add(
                                        new Reduce(
                                                ReduceKind.MAX, v, 1, ReductionOrder.SEQUENTIAL))));
        assertThat(columns).containsExactly(4, 8);
    }

    /// SUM starts from +0, so a sum of -0 is +0; MAX of one NaN and numbers is the number.
    @Test
    void reductionsStartAsStated() {
        float[] out = {1};
        run(
                new float[] {-0f, -0f},
                DType.FP32,
                Shape.of(2),
                out,
                giving(DType.FP32, (b, v) -> b.add(sum(v, 0, 1))));
        assertThat(Float.floatToRawIntBits(out[0])).isZero();
        run(
                new float[] {Float.NaN, -3f},
                DType.FP32,
                Shape.of(2),
                out,
                giving(
                        DType.FP32,
                        (b, v) ->
                                b.add(
                                        new Reduce(
                                                ReduceKind.MAX, v, 0, ReductionOrder.SEQUENTIAL))));
        assertThat(out[0]).isEqualTo(-3f);
    }

    @Test
    void dotIsOneChainOfFmaAnOutput() {
        float[] x = random(2 * 4 * 4, 6);
        float[] out = new float[2 * 4 * 4];
        Shape shape = Shape.of(2, 4, 4);
        run(
                x,
                DType.FP32,
                shape,
                out,
                giving(DType.FP32, (b, v) -> b.add(new Dot(v, v, v, InputPrecision.IEEE))));
        for (int batch = 0; batch < 2; batch++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    int at = batch * 16 + i * 4 + j;
                    float sum = x[at];
                    for (int k = 0; k < 4; k++) {
                        sum = Math.fma(x[batch * 16 + i * 4 + k], x[batch * 16 + k * 4 + j], sum);
                    }
                    assertThat(out[at]).isEqualTo(sum);
                }
            }
        }
    }

    /// An fp16 accumulator is widened first and rounded once, at the end; bytes wrap in i32.
    @Test
    void dotWidensAndRoundsAtTheEnd() {
        short one = Float.floatToFloat16(1);
        short tiny = Float.floatToFloat16(0x1p-6f);
        short[] x = {one, tiny, tiny, one};
        short[] out = new short[4];
        run(
                x,
                DType.FP16,
                Shape.of(2, 2),
                out,
                giving(DType.FP16, (b, v) -> b.add(new Dot(v, v, v, InputPrecision.IEEE))));
        float sum = Math.fma(0x1p-6f, 0x1p-6f, Math.fma(1f, 1f, 1f));
        assertThat(out[0]).isEqualTo(Float.floatToFloat16(sum));
        byte[] bytes = {-128, 127, -128, 127};
        int[] ints = new int[4];
        run(
                bytes,
                DType.I8,
                Shape.of(2, 2),
                ints,
                giving(
                        DType.I32,
                        (b, v) ->
                                b.add(
                                        new Dot(
                                                v,
                                                v,
                                                b.constant(
                                                        new BlockType(DType.I32, Shape.of(2, 2)),
                                                        Integer.MAX_VALUE),
                                                InputPrecision.IEEE))));
        assertThat(ints[0]).isEqualTo(Integer.MAX_VALUE + (128 * 128 - 127 * 128));
    }

    @ParameterizedTest
    @EnumSource(UnaryKind.class)
    void recipesOverBlocksAreRecipesOverLanes(UnaryKind kind) {
        if (!kind.isRecipe()) {
            return;
        }
        for (DType dtype : new DType[] {DType.FP32, DType.FP64}) {
            float[] f = random(60, kind.ordinal());
            long[] x = new long[64];
            for (int i = 0; i < 60; i++) {
                x[i] = Lanes.ofDouble(dtype, f[i] / 1000);
            }
            x[60] = Lanes.nan(dtype);
            x[61] = Lanes.ofDouble(dtype, Double.NEGATIVE_INFINITY);
            x[62] = Lanes.ofDouble(dtype, -0.0);
            long[] out = ElementLoops.unary(kind, dtype, x);
            for (int i = 0; i < 64; i++) {
                long lane = Recipes.evaluate(kind, dtype, x[i]);
                assertThat(Lanes.sameLane(dtype, out[i], lane)).as("%s %d", kind, i).isTrue();
            }
            long[] power = ElementLoops.binary(BinaryKind.POW, dtype, x, out);
            long lane = Recipes.evaluate(BinaryKind.POW, dtype, x[5], out[5]);
            assertThat(Lanes.sameLane(dtype, power[5], lane)).isTrue();
        }
    }

    /// Four lanes add to one counter, one after the other; a lane masked off reads 0.
    @Test
    void atomicsActInOrderAndGiveTheOldValue() {
        Builder b = new Builder();
        Value counter = b.parameter("counter", new PointerType(DType.I32), 1);
        Value out = b.parameter("out", new PointerType(DType.I32), 1);
        Shape shape = Shape.of(4);
        Value index = b.add(new ShapeOp.Arange(0, 4));
        Value two = b.splat(b.i32(2), shape);
        Value mask = b.compare(tritonc.ir.tile.CompareKind.NE, index, two);
        Value old =
                b.add(
                        new MemoryOp.AtomicRmw(
                                AtomicKind.ADD,
                                b.splat(counter, shape),
                                two,
                                mask,
                                Semantic.ACQ_REL));
        Value pid = b.add(new ProgramOp.ProgramId(1));
        Value size = b.add(new ProgramOp.NumPrograms(1));
        Value first = b.binary(BinaryKind.MUL, pid, b.binary(BinaryKind.ADD, size, size));
        Value to = b.add(new Arithmetic.AddPointer(b.splat(out, shape), index));
        Value at = b.add(new Arithmetic.AddPointer(to, b.splat(first, shape)));
        b.addAll(new MemoryOp.Store(at, old, null, CacheHint.NONE));
        int[] memory = {10};
        int[] olds = {-1, -1, -1, -1, -1, -1, -1, -1};
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(new Storage(segment(memory), IN)),
                        new Argument.Pointer(new Storage(segment(olds), OUT)));
        Interpreter.run(b.kernel("count"), 1, 2, 1, arguments);
        assertThat(memory[0]).isEqualTo(22);
        assertThat(olds).containsExactly(10, 12, 0, 14, 16, 18, 0, 20);
    }

    /// `i1` is a byte in memory, true if not 0, and written as 1; `other` fills masked lanes.
    @Test
    void boolsAreBytesAndOtherFillsMaskedLanes() {
        byte[] x = {0, 1, 2, -1};
        byte[] out = {9, 9, 9, 9};
        run(x, DType.I1, Shape.of(4), out, giving(DType.I1, (b, v) -> v));
        assertThat(out).containsExactly(0, 1, 1, 1);
        int[] filled = new int[4];
        run(
                new byte[] {1, 0, 1, 0},
                DType.I1,
                Shape.of(4),
                filled,
                giving(
                        DType.I32,
                        (b, mask) -> {
                            Value p = b.constant(new PointerType(DType.I32), 0);
                            Shape shape = Shape.of(4);
                            Value in =
                                    b.add(
                                            new Arithmetic.AddPointer(
                                                    b.splat(p, shape),
                                                    b.splat(b.i32((int) (IN / 4)), shape)));
                            return b.add(
                                    new MemoryOp.Load(
                                            in,
                                            mask,
                                            b.splat(b.i32(7), shape),
                                            CacheHint.NONE,
                                            false));
                        }));
        assertThat(filled).containsExactly(0x00010001, 7, 0x00010001, 7);
    }
}
