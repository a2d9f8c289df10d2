package tritonc.ir.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.List;

final class ProvenanceTest {
    private static final PointerType FLOATS = new PointerType(DType.FP32);
    private static final PointerType INTS = new PointerType(DType.I32);

    private final Builder b = new Builder();
    private final Value n = b.parameter("n", DType.I32, 1);
    private final Value x = b.parameter("x", FLOATS, 1);
    private final Value y = b.parameter("y", FLOATS, 1);
    private final Value flag = b.parameter("flag", DType.I1, 1);

    private Provenance found() {
        return Provenance.of(b.kernel("k"));
    }

    @Test
    void passesThroughArithmeticAndShapes() {
        Value moved = b.add(new Arithmetic.AddPointer(x, n));
        Value other = b.cast(b.cast(moved, INTS), FLOATS);
        Value block = b.splat(other, Shape.of(4));
        Value wide = b.add(new ShapeOp.ExpandDims(block, 0));
        Value turned = b.add(new ShapeOp.Transpose(wide, List.of(1, 0)));
        Provenance found = found();
        assertThat(found.single(turned)).isEqualTo(1);
        assertThat(found.of(turned)).isEqualTo(new Provenance.Origins(List.of(1), false));
        assertThat(found.single(y)).isEqualTo(2);
    }

    @Test
    void selectJoins() {
        Value either = b.select(flag, y, x);
        Value same = b.select(flag, x, x);
        Provenance found = found();
        assertThat(found.of(either).parameters()).containsExactly(1, 2);
        assertThat(found.single(either)).isEqualTo(-1);
        assertThat(found.single(same)).isEqualTo(1);
    }

    @Test
    void integersTablesAndConstantsAreUnknown() {
        Value address = b.cast(x, DType.I64);
        Value back = b.cast(address, FLOATS);
        Value mixed = b.select(flag, back, y);
        Value entry = b.cast(x, new PointerType(FLOATS));
        Value loaded = b.add(new MemoryOp.Load(entry, null, null, CacheHint.NONE, false));
        Value none = b.constant(FLOATS, 0);
        Provenance found = found();
        assertThat(found.of(back)).isEqualTo(new Provenance.Origins(List.of(), true));
        assertThat(found.of(mixed)).isEqualTo(new Provenance.Origins(List.of(2), true));
        assertThat(found.single(mixed)).isEqualTo(-1);
        assertThat(found.single(loaded)).isEqualTo(-1);
        assertThat(found.single(none)).isEqualTo(-1);
        assertThat(found.single(entry)).isEqualTo(1);
    }

    /// Two pointers that change places each turn may each be either, at every turn.
    @Test
    void loopCarriedPointersReachAFixpoint() {
        Value one = b.i32(1);
        List<Value> ends =
                b.addAll(
                        new ControlOp.For(
                                one,
                                n,
                                one,
                                List.of(x, y, x),
                                b.block(
                                        List.of(DType.I32, FLOATS, FLOATS, FLOATS),
                                        p ->
                                                new ControlOp.Yield(
                                                        List.of(p.get(2), p.get(1), p.get(3))))));
        TileKernel kernel = b.kernel("swap");
        Provenance found = Provenance.of(kernel);
        ControlOp.For loop = (ControlOp.For) kernel.body().statements().get(1).op();
        assertThat(found.of(ends.get(0)).parameters()).containsExactly(1, 2);
        assertThat(found.of(ends.get(1)).parameters()).containsExactly(1, 2);
        assertThat(found.single(ends.get(2))).isEqualTo(1);
        assertThat(found.of(loop.carried().get(0)).parameters()).containsExactly(1, 2);
    }

    @Test
    void ifAndWhileHandPointersOn() {
        List<Value> merged =
                b.addAll(
                        new ControlOp.If(
                                flag,
                                b.block(List.of(), p -> new ControlOp.Yield(List.of(x, x))),
                                b.block(List.of(), p -> new ControlOp.Yield(List.of(x, y)))));
        List<Value> spun =
                b.addAll(
                        new ControlOp.While(
                                List.of(merged.getFirst()),
                                b.block(List.of(FLOATS), p -> new ControlOp.Condition(flag, p)),
                                b.block(List.of(FLOATS), p -> new ControlOp.Yield(List.of(y)))));
        Provenance found = found();
        assertThat(found.single(merged.get(0))).isEqualTo(1);
        assertThat(found.single(merged.get(1))).isEqualTo(-1);
        assertThat(found.of(spun.getFirst()).parameters()).containsExactly(1, 2);
    }

    @Test
    void effectsSeeIntoBlocks() {
        Value load = b.add(new MemoryOp.Load(x, null, null, CacheHint.NONE, true));
        ControlOp.If writes =
                new ControlOp.If(
                        flag,
                        b.block(
                                List.of(),
                                p -> {
                                    b.addAll(new MemoryOp.Store(x, load, null, CacheHint.NONE));
                                    return new ControlOp.Yield(List.of());
                                }),
                        b.block(List.of(), p -> new ControlOp.Yield(List.of())));
        assertThat(Effects.of(writes)).isEqualTo(new Effects(false, true, false, false));
        assertThat(Effects.of(writes).droppable()).isFalse();
        Effects reads = Effects.of(new MemoryOp.Load(x, null, null, CacheHint.NONE, false));
        assertThat(reads.droppable()).isTrue();
        assertThat(reads.pure()).isFalse();
        assertThat(Effects.of(new MemoryOp.Load(x, null, null, CacheHint.NONE, true)).droppable())
                .isFalse();
        assertThat(Effects.of(new Arithmetic.AddPointer(x, n))).isEqualTo(Effects.NONE);
        assertThat(Effects.NONE.pure()).isTrue();
        ControlOp.While spins =
                new ControlOp.While(
                        List.of(),
                        b.block(List.of(), p -> new ControlOp.Condition(flag, List.of())),
                        b.block(List.of(), p -> new ControlOp.Yield(List.of())));
        assertThat(Effects.of(spins).droppable()).isFalse();
    }

    @Test
    void usersCountOperandsAndTerminators() {
        Value sum = b.binary(tritonc.ir.tile.BinaryKind.ADD, n, n);
        List<Value> results =
                b.addAll(
                        new ControlOp.If(
                                flag,
                                b.block(List.of(), p -> new ControlOp.Yield(List.of(sum))),
                                b.block(List.of(), p -> new ControlOp.Yield(List.of(n)))));
        Users users = Users.of(b.kernel("k"));
        assertThat(users.count(n)).isEqualTo(3);
        assertThat(users.count(sum)).isEqualTo(1);
        assertThat(users.isUsed(results.getFirst())).isFalse();
        assertThat(users.count(flag)).isEqualTo(1);
    }
}
