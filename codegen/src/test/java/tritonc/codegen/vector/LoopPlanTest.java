package tritonc.codegen.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Site;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;

import java.util.ArrayList;
import java.util.List;

/// How many vectors a turn takes, and how many of them abreast.
final class LoopPlanTest {
    private static final VectorFile MANY = new VectorFile(64, 32, 7);
    private static final VectorFile FEW = new VectorFile(32, 16, 0);

    private static final List<Site> SITES =
            List.of(
                    new Site(0, Site.Kind.LOAD, DType.FP32, 0, Location.NONE),
                    new Site(1, Site.Kind.STORE, DType.FP32, 0, Location.NONE));

    private final Value pointer = new Value(0, new PointerType(DType.FP32));
    private final Value index = new Value(1, DType.I32);
    private final List<LoopNode> nodes = new ArrayList<>();
    private int next = 2;

    private Value load(Check check) {
        Value result = new Value(next++, DType.FP32);
        nodes.add(
                new Memory.Load(
                        result, place(), null, null, false, access(0, check), Location.NONE));
        return result;
    }

    private void store(Value x, Check check) {
        nodes.add(new Memory.Store(place(), x, null, access(1, check), Location.NONE));
    }

    private Place place() {
        return new Place(pointer, List.of(new Place.Term(index, Amount.of(4), 4)), 1);
    }

    private static Access access(int site, Check check) {
        return new Access(site, check, CacheHint.NONE, List.of());
    }

    private Value product(Value a, Value b) {
        Arithmetic op = new Arithmetic.Binary(BinaryKind.MUL, a, b);
        Value result = new Value(next++, DType.FP32);
        nodes.add(new LoopNode.Compute(result, op, Location.NONE));
        return result;
    }

    private Value chain(Value x, int links) {
        return links == 0 ? x : chain(product(x, x), links - 1);
    }

    /// Products of which all are needed by what follows them.
    private Value web(Value x, int products) {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            all.add(product(x, x));
        }
        Value joined = x;
        for (Value v : all) {
            joined = product(joined, v);
        }
        return joined;
    }

    private LoopPlan plan(VectorFile registers) {
        return plan(registers, Loop.Axis.PARALLEL, List.of());
    }

    private LoopPlan plan(VectorFile registers, Loop.Axis axis, List<Loop.Reduction> reductions) {
        Loop loop =
                new Loop(
                        index,
                        Amount.zero(),
                        Amount.of(1024),
                        1024,
                        axis,
                        reductions,
                        new LoopBlock(nodes),
                        Location.NONE);
        LoopPlan plan = LoopPlan.of(loop, registers, SITES);
        assertThat(plan).isNotNull();
        assertThat(plan.copies() % plan.abreast()).isZero();
        return plan;
    }

    @Test
    void chainsAreComputedAbreast() {
        store(chain(load(Check.PROVED), 30), Check.PROVED);
        assertThat(plan(MANY).abreast()).isEqualTo(4);
        assertThat(plan(FEW).abreast()).isEqualTo(4);
    }

    @Test
    void asManyAsRegistersHold() {
        store(web(load(Check.PROVED), 5), Check.PROVED);
        assertThat(plan(MANY).abreast()).isEqualTo(4);
        assertThat(plan(FEW).abreast()).isEqualTo(2);
        assertThat(plan(new VectorFile(32, 8, 0)).abreast()).isEqualTo(1);
    }

    @Test
    void aBodyThatFillsTheRegistersIsComputedAlone() {
        store(web(load(Check.PROVED), 30), Check.PROVED);
        assertThat(plan(MANY).abreast()).isEqualTo(1);
        assertThat(plan(MANY).copies()).isEqualTo(1);
    }

    @Test
    void asManyAsMasksHold() {
        Value x = load(Check.PROVED);
        Value y = chain(x, 10);
        List<Value> masks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Value mask = new Value(next++, DType.I1);
            Arithmetic op = new Arithmetic.Compare(CompareKind.LT, x, y);
            nodes.add(new LoopNode.Compute(mask, op, Location.NONE));
            masks.add(mask);
        }
        Value z = y;
        for (Value mask : masks) {
            Value selected = new Value(next++, DType.FP32);
            Arithmetic op = new Arithmetic.Select(mask, z, x);
            nodes.add(new LoopNode.Compute(selected, op, Location.NONE));
            z = selected;
        }
        store(z, Check.PROVED);
        assertThat(plan(MANY).abreast()).isEqualTo(2);
        assertThat(plan(new VectorFile(64, 32, 12)).abreast()).isEqualTo(4);
    }

    @Test
    void shortBodiesTakeSeveralOneAfterTheOther() {
        store(chain(load(Check.PROVED), 3), Check.PROVED);
        assertThat(plan(new VectorFile(64, 4, 7)).copies()).isEqualTo(4);
        assertThat(plan(new VectorFile(64, 4, 7)).abreast()).isEqualTo(1);
    }

    @Test
    void longCodeIsNotMadeLonger() {
        store(chain(load(Check.PROVED), 500), Check.PROVED);
        assertThat(plan(MANY).abreast()).isEqualTo(1);
    }

    @Test
    void partialsOfAnOrderGoInGroups() {
        Value sum = web(load(Check.PROVED), 5);
        Loop.Reduction joined =
                new Loop.Reduction(
                        new Value(next++, DType.FP32), ReduceKind.SUM, new ReductionOrder(64), sum);
        LoopPlan many = plan(MANY, Loop.Axis.REDUCTION, List.of(joined));
        assertThat(many.copies()).isEqualTo(4);
        assertThat(many.abreast()).isEqualTo(4);
        assertThat(many.maskedAbreast()).isEqualTo(4);
        LoopPlan few = plan(FEW, Loop.Axis.REDUCTION, List.of(joined));
        assertThat(few.copies()).isEqualTo(8);
        assertThat(few.abreast()).isEqualTo(2);
        assertThat(few.maskedAbreast()).isEqualTo(1);
    }
}
