package tritonc.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Storage;
import tritonc.ir.pass.Pass;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;

/// What relaxed passes may change: each result stays within a bound that rounding explains, and
/// something does change.
class RelaxedPassesTest {
    private static final int N = 512;
    private static final double UNIT = 0x1p-24;

    private final Builder b = new Builder();
    private final Value x = b.parameter("x", new PointerType(DType.FP32), 1);
    private final Value y = b.parameter("y", new PointerType(DType.FP32), 1);
    private final Value out = b.parameter("out", new PointerType(DType.FP32), 1);
    private final float[] xs = floats(1);
    private final float[] ys = floats(2);

    private static float[] floats(long seed) {
        Random random = new Random(seed);
        float[] values = new float[N];
        for (int i = 0; i < N; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private Value address(Value pointer, Shape shape) {
        Value offsets = b.add(new ShapeOp.Arange(0, shape.size()));
        Value shaped = b.add(new ShapeOp.Reshape(offsets, shape));
        return b.add(new Arithmetic.AddPointer(b.splat(pointer, shape), shaped));
    }

    private Value load(Value pointer, Shape shape) {
        return b.add(new MemoryOp.Load(address(pointer, shape), null, null, CacheHint.NONE, false));
    }

    private void store(Value value) {
        Shape shape = value.type().shape();
        Value to = shape.rank() == 0 ? out : address(out, shape);
        b.addAll(new MemoryOp.Store(to, value, null, CacheHint.NONE));
    }

    private float[] run(TileKernel kernel) {
        float[] result = new float[N];
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(xs), 1 << 20)),
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(ys), 2 << 20)),
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(result), 3 << 20)));
        Interpreter.run(kernel, 1, 1, 1, arguments);
        return result;
    }

    private void within(Pass pass, TileKernel kernel, double bound) {
        float[] before = run(kernel);
        TileKernel changed = pass.run().apply(kernel);
        float[] after = run(changed);
        int moved = 0;
        for (int i = 0; i < N; i++) {
            assertThat((double) Math.abs(after[i] - before[i])).isLessThanOrEqualTo(bound);
            moved += after[i] != before[i] ? 1 : 0;
        }
        assertThat(changed).isNotSameAs(kernel);
        assertThat(moved).isPositive();
    }

    @Test
    void contractedSumsMoveByOneRoundingOfTheProduct() {
        Shape shape = Shape.of(N);
        Value product = b.binary(BinaryKind.MUL, load(x, shape), load(y, shape));
        store(b.binary(BinaryKind.ADD, product, load(y, shape)));
        double greatest = 0;
        for (int i = 0; i < N; i++) {
            greatest = Math.max(greatest, Math.abs((double) xs[i] * ys[i]) + Math.abs(ys[i]));
        }
        within(ContractFma.PASS, b.kernel("k"), 2 * UNIT * greatest);
    }

    @Test
    void orderedSumsMoveByTheRoundingsOfASum() {
        Value all = load(x, Shape.of(N));
        store(b.add(new Reduce(ReduceKind.SUM, all, 0, ReductionOrder.SEQUENTIAL)));
        double magnitude = 0;
        for (float v : xs) {
            magnitude += Math.abs(v);
        }
        within(OrderReductions.PASS, b.kernel("k"), 2 * N * UNIT * magnitude);
    }

    @Test
    void orderedScansMoveByTheRoundingsOfASum() {
        Value all = load(x, Shape.of(N));
        store(b.add(new Scan(ReduceKind.SUM, all, 0, false)));
        double magnitude = 0;
        for (float v : xs) {
            magnitude += Math.abs(v);
        }
        within(OrderReductions.PASS, b.kernel("k"), 2 * N * UNIT * magnitude);
    }

    @Test
    void scansAlongRowsOrOfFewLanesKeepTheirOrder() {
        Value rows = load(x, Shape.of(16, 32));
        store(b.add(new Scan(ReduceKind.SUM, rows, 0, false)));
        store(b.add(new Scan(ReduceKind.SUM, load(x, Shape.of(8)), 0, true)));
        store(b.add(new Scan(ReduceKind.MAX, load(x, Shape.of(64)), 0, true)));
        TileKernel kernel = b.kernel("k");
        assertThat(OrderReductions.PASS.run().apply(kernel)).isEqualTo(kernel);
    }

    @Test
    void fusedDotsMoveByTheRoundingsOfTheirChain() {
        Value a = load(x, Shape.of(16, 32));
        Value c = load(y, Shape.of(32, 16));
        Shape square = Shape.of(16, 16);
        Value zero = b.constant(new BlockType(DType.FP32, square), 0);
        Value dot = b.add(new Dot(a, c, zero, InputPrecision.IEEE));
        store(b.binary(BinaryKind.ADD, load(x, square), dot));
        within(FuseDotAccumulator.PASS, b.kernel("k"), 2 * 33 * UNIT * 33 * 16);
    }
}
