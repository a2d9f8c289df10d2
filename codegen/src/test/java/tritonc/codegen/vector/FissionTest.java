package tritonc.codegen.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
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
import java.util.Objects;

/// Which loops are cut in several, where, and what these hand on.
final class FissionTest {
    /// Loops of 5 operations and more are cut.
    private static final VectorFile FILE = new VectorFile(64, 32, 7, 3, 8);

    private static final List<Site> SITES =
            List.of(
                    new Site(0, Site.Kind.LOAD, DType.FP32, 0, Location.NONE),
                    new Site(1, Site.Kind.STORE, DType.FP32, 1, Location.NONE));

    private final Value x = new Value(0, new PointerType(DType.FP32));
    private final Value out = new Value(1, new PointerType(DType.FP32));
    private final Value index = new Value(2, DType.I32);
    private final List<LoopNode> body = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private int next = 3;

    private static Access access(int site, Check check) {
        return new Access(site, check, CacheHint.NONE, List.of());
    }

    private Place place(Value pointer) {
        return new Place(pointer, List.of(new Place.Term(index, Amount.of(4), 4)), 64);
    }

    private Value load(Check check) {
        Value result = new Value(next++, DType.FP32);
        body.add(
                new Memory.Load(
                        result, place(x), null, null, false, access(0, check), Location.NONE));
        return result;
    }

    private Value load() {
        return load(Check.PROVED);
    }

    private void store(Value value) {
        body.add(new Memory.Store(place(out), value, null, access(1, Check.PROVED), Location.NONE));
    }

    private Value compute(Arithmetic op) {
        Value result = new Value(next++, op.type());
        body.add(new LoopNode.Compute(result, op, Location.NONE));
        return result;
    }

    private Value product(Value a, Value b) {
        return compute(new Arithmetic.Binary(BinaryKind.MUL, a, b));
    }

    /// So many operations, each of which waits for the one before.
    private Value chain(Value of, int operations) {
        Value value = of;
        for (int i = 0; i < operations; i++) {
            value = product(value, value);
        }
        return value;
    }

    private List<Loop> stages(int extent, Loop.Axis axis, List<Loop.Reduction> reductions) {
        Loop loop =
                new Loop(
                        index,
                        Amount.zero(),
                        Amount.of(extent),
                        extent,
                        axis,
                        reductions,
                        new LoopBlock(body),
                        Location.NONE);
        Fresh fresh = new Fresh(next);
        LoopPlan plan = Objects.requireNonNull(LoopPlan.of(loop, new VectorFile(64, 32, 7), SITES));
        return Fission.of(loop, plan, FILE, fresh, new Fission.Homes(buffers));
    }

    private List<Loop> stages() {
        return stages(64, Loop.Axis.PARALLEL, List.of());
    }

    private static <N extends LoopNode> List<N> of(Class<N> kind, Loop loop) {
        return loop.body().nodes().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void eachStageHandsOnWhatIsAlive() {
        store(chain(load(), 9));
        List<Loop> stages = stages();
        assertThat(stages).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Loop stage = stages.get(i);
            assertThat(of(LoopNode.Compute.class, stage)).hasSize(3);
            assertThat(of(Memory.Load.class, stage)).hasSize(i == 0 ? 1 : 0);
            assertThat(of(Memory.BufferLoad.class, stage)).hasSize(i == 0 ? 0 : 1);
            assertThat(of(Memory.BufferStore.class, stage)).hasSize(i == 2 ? 0 : 1);
            assertThat(of(Memory.Store.class, stage)).hasSize(i == 2 ? 1 : 0);
            assertThat(stage.to()).isEqualTo(Amount.of(64));
        }
        assertThat(buffers).hasSize(2);
    }

    @Test
    void whatWasReadIsReadAgain() {
        Value v = load();
        store(product(chain(v, 5), v));
        List<Loop> stages = stages();
        assertThat(stages).hasSize(2);
        assertThat(of(Memory.Load.class, stages.get(1))).hasSize(1);
        assertThat(of(Memory.BufferLoad.class, stages.get(1))).hasSize(1);
    }

    @Test
    void butNotBehindAStore() {
        Value v = load();
        store(chain(v, 3));
        store(product(chain(v, 2), v));
        List<Loop> stages = stages();
        assertThat(stages).hasSize(2);
        assertThat(of(Memory.Load.class, stages.get(1))).isEmpty();
        assertThat(of(Memory.BufferLoad.class, stages.get(1))).isNotEmpty();
    }

    @Test
    void whatComesFromTheIndexIsComputedAgain() {
        Value number = compute(new Arithmetic.Binary(BinaryKind.ADD, index, index));
        Value v = chain(load(), 4);
        Value w = compute(new Arithmetic.Cast(v, DType.I32, tritonc.ir.tile.Rounding.RTNE));
        Value both = compute(new Arithmetic.Binary(BinaryKind.ADD, w, number));
        Value back = compute(new Arithmetic.Cast(both, DType.FP32, tritonc.ir.tile.Rounding.RTNE));
        store(back);
        List<Loop> stages = stages();
        assertThat(stages).hasSize(2);
        assertThat(of(Memory.BufferLoad.class, stages.get(1))).hasSize(1);
    }

    @Test
    void truthValuesAreNotHandedOn() {
        Value v = load();
        Value isLess = compute(new Arithmetic.Compare(CompareKind.LT, chain(v, 1), v));
        Value w = chain(v, 4);
        store(compute(new Arithmetic.Select(isLess, w, v)));
        assertThat(stages()).hasSize(1);
    }

    @Test
    void aReductionIsWhereItsElementIs() {
        Value v = load();
        Value early = chain(v, 2);
        Value late = chain(early, 4);
        Loop.Reduction first = reduction(early);
        Loop.Reduction second = reduction(late);
        Loop.Reduction read = reduction(v);
        List<Loop> stages = stages(64, Loop.Axis.REDUCTION, List.of(first, second, read));
        assertThat(stages).hasSize(2);
        assertThat(results(stages.get(0))).containsExactly(first.result(), read.result());
        assertThat(results(stages.get(1))).containsExactly(second.result());
    }

    private Loop.Reduction reduction(Value element) {
        Value result = new Value(next++, DType.FP32);
        return new Loop.Reduction(result, ReduceKind.SUM, new ReductionOrder(64), element);
    }

    private static List<Value> results(Loop loop) {
        return loop.reductions().stream().map(Loop.Reduction::result).toList();
    }

    @Test
    void buffersServeManyLoops() {
        store(chain(load(), 9));
        Fission.Homes homes = new Fission.Homes(buffers);
        assertThat(homes.of(DType.FP32, 64, 0)).isSameAs(homes.of(DType.FP32, 64, 0));
        assertThat(homes.of(DType.FP32, 64, 1)).isNotEqualTo(homes.of(DType.FP32, 64, 0));
        assertThat(homes.of(DType.I32, 64, 0)).isNotEqualTo(homes.of(DType.FP32, 64, 0));
    }

    @Test
    void buffersFitTheFirstLevelOfTheCaches() {
        store(chain(load(), 9));
        assertThat(stages(2048, Loop.Axis.PARALLEL, List.of())).hasSize(3);
        assertThat(stages(4096, Loop.Axis.PARALLEL, List.of())).hasSize(2);
        assertThat(stages(8192, Loop.Axis.PARALLEL, List.of())).hasSize(1);
    }

    @Test
    void shortLoopsStay() {
        store(chain(load(), 4));
        assertThat(stages()).hasSize(1);
    }

    @Test
    void fewIterationsStay() {
        store(chain(load(), 9));
        assertThat(stages(4, Loop.Axis.PARALLEL, List.of())).hasSize(1);
    }

    @Test
    void checkedReadsStay() {
        store(chain(load(Check.EACH), 9));
        assertThat(stages()).hasSize(1);
    }
}
