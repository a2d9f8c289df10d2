package tritonc.ir.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.lang.foreign.MemorySegment;
import java.util.List;

final class InterpreterTest {
    private static final PointerType FLOATS = new PointerType(DType.FP32);
    private static final int BLOCK = 8;

    /// out[i] = x[i] + y[i] for i < n, 8 lanes a program; the store carries a place.
    private static TileKernel add() {
        Builder b = new Builder();
        Value x = b.parameter("x", FLOATS, 1);
        Value y = b.parameter("y", FLOATS, 1);
        Value out = b.parameter("out", FLOATS, 1);
        Value n = b.parameter("n", DType.I32, 1);
        Shape shape = Shape.of(BLOCK);
        Value pid = b.add(new ProgramOp.ProgramId(0));
        Value start = b.binary(BinaryKind.MUL, pid, b.i32(BLOCK));
        Value offsets =
                b.binary(
                        BinaryKind.ADD, b.splat(start, shape), b.add(new ShapeOp.Arange(0, BLOCK)));
        Value mask = b.compare(CompareKind.LT, offsets, b.splat(n, shape));
        Value sum = b.binary(BinaryKind.ADD, load(b, x, offsets, mask), load(b, y, offsets, mask));
        b.at(new Location("add.py", 7, 5));
        Value to = b.add(new Arithmetic.AddPointer(b.splat(out, shape), offsets));
        b.addAll(new MemoryOp.Store(to, sum, mask, CacheHint.NONE));
        return b.kernel("add");
    }

    private static Value load(Builder b, Value pointer, Value offsets, Value mask) {
        Value at =
                b.add(new Arithmetic.AddPointer(b.splat(pointer, offsets.type().shape()), offsets));
        return b.add(new MemoryOp.Load(at, mask, null, CacheHint.NONE, false));
    }

    private static Storage storage(long address, float... values) {
        return new Storage(MemorySegment.ofArray(values), address);
    }

    private static float[] floats(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    @Test
    void addsWithMaskOverPrograms() {
        float[] x = floats(20);
        float[] y = floats(20);
        float[] out = new float[20];
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(storage(1000, x)),
                        new Argument.Pointer(storage(2000, y)),
                        new Argument.Pointer(storage(3000, out)),
                        new Argument.Scalar(19));
        Interpreter.run(add(), 3, 1, 1, arguments);
        for (int i = 0; i < 20; i++) {
            assertThat(out[i]).isEqualTo(i < 19 ? 2f * (i + 1) : 0);
        }
    }

    @Test
    void lowestProgramAndLaneFaultAndEarlierStoresRemain() {
        float[] out = new float[12];
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(storage(1000, floats(64))),
                        new Argument.Pointer(storage(2000, floats(64))),
                        new Argument.Pointer(storage(3000, out)),
                        new Argument.Scalar(64));
        MemoryFault fault =
                catchThrowableOfType(
                        MemoryFault.class, () -> Interpreter.run(add(), 8, 1, 1, arguments));
        MemoryFault.Access access = fault.access();
        assertThat(access.x()).isEqualTo(1);
        assertThat(access.lane()).isEqualTo(4);
        assertThat(access.op()).isEqualTo("store");
        assertThat(access.offset()).isEqualTo(48);
        assertThat(access.address()).isEqualTo(3048);
        assertThat(access.parameters()).containsExactly("out");
        assertThat(access.at()).isEqualTo(new Location("add.py", 7, 5));
        assertThat(out[7]).isEqualTo(16f);
    }

    @Test
    void viewMayReachItsWholeStorageButNoFurther() {
        float[] x = floats(16);
        float[] out = new float[8];
        Storage whole = storage(1000, x);
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(whole, 1032),
                        new Argument.Pointer(whole, 1000),
                        new Argument.Pointer(storage(3000, out)),
                        new Argument.Scalar(8));
        Interpreter.run(add(), 1, 1, 1, arguments);
        assertThat(out[0]).isEqualTo(10f);
        List<Argument> over =
                List.of(
                        new Argument.Pointer(whole, 1036),
                        arguments.get(1),
                        arguments.get(2),
                        arguments.get(3));
        assertThatThrownBy(() -> Interpreter.run(add(), 1, 1, 1, over))
                .isInstanceOfSatisfying(
                        MemoryFault.class, f -> assertThat(f.access().lane()).isEqualTo(7));
    }

    /// out[0] = *table[1], a pointer of unknown origin.
    private static TileKernel throughTable() {
        Builder b = new Builder();
        Value table = b.parameter("table", new PointerType(FLOATS), 1);
        Value out = b.parameter("out", FLOATS, 1);
        Value entry = b.add(new Arithmetic.AddPointer(table, b.i32(1)));
        Value pointer = b.add(new MemoryOp.Load(entry, null, null, CacheHint.NONE, false));
        Value x = b.add(new MemoryOp.Load(pointer, null, null, CacheHint.NONE, false));
        b.addAll(new MemoryOp.Store(out, x, null, CacheHint.NONE));
        return b.kernel("through_table");
    }

    @Test
    void pointerOutOfATableReachesEveryLiveStorage() {
        long[] table = {0, 5004};
        float[] out = new float[1];
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(new Storage(MemorySegment.ofArray(table), 100)),
                        new Argument.Pointer(storage(3000, out)));
        Interpreter interpreter = new Interpreter(throughTable());
        Storage hidden = storage(5000, 1f, 2f);
        interpreter.run(new Launch(1, 1, 1, arguments, List.of(hidden), Long.MAX_VALUE));
        assertThat(out[0]).isEqualTo(2f);
        assertThatThrownBy(() -> interpreter.run(new Launch(1, 1, 1, arguments)))
                .isInstanceOfSatisfying(
                        MemoryFault.class,
                        f -> {
                            assertThat(f.access().parameters()).isEmpty();
                            assertThat(f.access().offset()).isEqualTo(5004);
                        });
    }

    @Test
    void emptyGridDoesNothing() {
        List<Argument> arguments =
                List.of(
                        new Argument.Pointer(storage(0)),
                        new Argument.Pointer(storage(0)),
                        new Argument.Pointer(storage(0)),
                        new Argument.Scalar(8));
        Interpreter.run(add(), 0, 1, 1, arguments);
        assertThatThrownBy(() -> Interpreter.run(add(), 1, 1, 1, arguments))
                .isInstanceOf(MemoryFault.class);
    }

    /// Swaps two carried values each turn: the loop hands them on all at once.
    @Test
    void loopMovesItsCarriedValuesTogether() {
        Builder b = new Builder();
        Value out = b.parameter("out", new PointerType(DType.I32), 1);
        Value turns = b.parameter("turns", DType.I32, 1);
        List<Value> inits = List.of(b.i32(1), b.i32(2));
        Value lower = b.i32(0);
        Value step = b.i32(1);
        List<Value> results =
                b.addAll(
                        new ControlOp.For(
                                lower,
                                turns,
                                step,
                                inits,
                                b.block(
                                        List.of(DType.I32, DType.I32, DType.I32),
                                        p -> new ControlOp.Yield(List.of(p.get(2), p.get(1))))));
        b.addAll(new MemoryOp.Store(out, results.getFirst(), null, CacheHint.NONE));
        TileKernel kernel = b.kernel("swap");
        int[] memory = new int[1];
        Storage storage = new Storage(MemorySegment.ofArray(memory), 0);
        Interpreter.run(
                kernel, 1, 1, 1, List.of(new Argument.Pointer(storage), new Argument.Scalar(3)));
        assertThat(memory[0]).isEqualTo(2);
        Interpreter.run(
                kernel, 1, 1, 1, List.of(new Argument.Pointer(storage), new Argument.Scalar(-5)));
        assertThat(memory[0]).isEqualTo(1);
    }

    @Test
    void forTurnsAreCountedWithoutOverflow() {
        assertThat(Program.turns(DType.I32, 0, 10, 3)).isEqualTo(4);
        assertThat(Program.turns(DType.I32, 0, 9, 3)).isEqualTo(3);
        assertThat(Program.turns(DType.I32, 5, 5, 1)).isZero();
        assertThat(Program.turns(DType.I32, 0, 5, 0)).isZero();
        assertThat(Program.turns(DType.I32, 0, 5, -1)).isZero();
        assertThat(Program.turns(DType.I32, Integer.MIN_VALUE, Integer.MAX_VALUE, 1))
                .isEqualTo(0xFFFF_FFFFL);
        assertThat(Program.turns(DType.I64, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(3);
        assertThat(Program.turns(DType.U64, 0, -1L, 1)).isEqualTo(-1L);
        assertThat(Program.turns(DType.U32, 3, 0xFFFF_FFFFL, 0x8000_0000L)).isEqualTo(2);
        assertThat(Program.turns(DType.I32, 2, 1, 1)).isZero();
    }

    @Test
    void whileHandsOverTheConditionsValues() {
        Builder b = new Builder();
        Value out = b.parameter("out", new PointerType(DType.I64), 1);
        Value start = b.constant(DType.I64, 1);
        Value limit = b.constant(DType.I64, 100);
        Value one = b.constant(DType.I64, 1);
        List<Value> results =
                b.addAll(
                        new ControlOp.While(
                                List.of(start),
                                b.block(
                                        List.of(DType.I64),
                                        p ->
                                                new ControlOp.Condition(
                                                        b.compare(
                                                                CompareKind.LT,
                                                                p.getFirst(),
                                                                limit),
                                                        p)),
                                b.block(
                                        List.of(DType.I64),
                                        p ->
                                                new ControlOp.Yield(
                                                        List.of(
                                                                b.binary(
                                                                        BinaryKind.SHL,
                                                                        p.getFirst(),
                                                                        one))))));
        b.addAll(new MemoryOp.Store(out, results.getFirst(), null, CacheHint.NONE));
        long[] memory = new long[1];
        List<Argument> arguments =
                List.of(new Argument.Pointer(new Storage(MemorySegment.ofArray(memory), 8)));
        TileKernel kernel = b.kernel("doubling");
        Interpreter.run(kernel, 1, 1, 1, arguments);
        assertThat(memory[0]).isEqualTo(128);
        assertThatThrownBy(() ->
                        new Interpreter(kernel).run(new Launch(1, 1, 1, arguments, List.of(), 20)))
                .isInstanceOf(StepLimit.class);
    }

    @Test
    void refusesArgumentsOfTheWrongKindAndUnsoundKernels() {
        assertThatThrownBy(() -> Interpreter.run(add(), 1, 1, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 parameters, 0 arguments");
        assertThatThrownBy(() ->
                        Interpreter.run(
                                throughTable(),
                                1,
                                1,
                                1,
                                List.of(new Argument.Scalar(1), new Argument.Scalar(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[table, out]");
        Builder b = new Builder();
        b.constant(new BlockType(DType.I32, Shape.of(3)), 0);
        assertThatThrownBy(() -> new Interpreter(b.kernel("odd")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("power of two");
    }
}
