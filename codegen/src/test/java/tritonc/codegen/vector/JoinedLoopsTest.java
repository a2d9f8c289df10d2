package tritonc.codegen.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Site;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Which loops over the same iterations become one.
final class JoinedLoopsTest {
    private static final VectorFile MANY = new VectorFile(64, 32, 7);
    private static final VectorFile FEW = new VectorFile(32, 16, 0);
    private static final int EXTENT = 256;

    private final Value x = new Value(0, new PointerType(DType.FP32));
    private final Value y = new Value(1, new PointerType(DType.FP32));
    private final Value scalar = new Value(2, DType.FP32);
    private final Buffer buffer = new Buffer(0, DType.FP32, Shape.of(EXTENT));
    private final Buffer other = new Buffer(1, DType.FP32, Shape.of(EXTENT));
    private final List<LoopNode> nodes = new ArrayList<>();
    private int next = 3;

    /// What a loop's iteration does.
    private final class Body {
        private final Value index = new Value(next++, DType.I32);
        private final List<LoopNode> steps = new ArrayList<>();

        Value load(Value pointer) {
            return load(pointer, 0, Check.PROVED, false);
        }

        Value load(Value pointer, int alignment, Check check, boolean isVolatile) {
            Value result = new Value(next++, DType.FP32);
            Place place = place(pointer, 1 + alignment);
            steps.add(
                    new Memory.Load(
                            result, place, null, null, isVolatile, access(check), Location.NONE));
            return result;
        }

        Place place(Value pointer, int alignment) {
            return new Place(pointer, List.of(new Place.Term(index, Amount.of(4), 4)), alignment);
        }

        Value product(Value a, Value b) {
            return JoinedLoopsTest.this.product(a, b, steps);
        }

        Memory.Element element(Buffer of, int offset) {
            return new Memory.Element(of, List.of(new Memory.Term(index, 1)), offset);
        }

        Value read(Buffer from, int offset) {
            Value result = new Value(next++, DType.FP32);
            steps.add(new Memory.BufferLoad(result, element(from, offset), Location.NONE));
            return result;
        }

        void write(Buffer to, Value value) {
            steps.add(new Memory.BufferStore(element(to, 0), value, Location.NONE));
        }
    }

    private static Access access(Check check) {
        return new Access(0, check, CacheHint.NONE, List.of());
    }

    private Value product(Value a, Value b, List<LoopNode> to) {
        Value result = new Value(next++, DType.FP32);
        Arithmetic op = new Arithmetic.Binary(BinaryKind.MUL, a, b);
        to.add(new LoopNode.Compute(result, op, Location.NONE));
        return result;
    }

    private Value reduce(ReduceKind kind, int extent, Function<Body, Value> element) {
        Body body = new Body();
        Value joined = element.apply(body);
        Value result = new Value(next++, DType.FP32);
        add(
                body,
                extent,
                Loop.Axis.REDUCTION,
                List.of(new Loop.Reduction(result, kind, new ReductionOrder(64), joined)));
        return result;
    }

    private Value reduce(ReduceKind kind, Function<Body, Value> element) {
        return reduce(kind, EXTENT, element);
    }

    private void add(Body body, int extent, Loop.Axis axis, List<Loop.Reduction> reductions) {
        nodes.add(
                new Loop(
                        body.index,
                        Amount.zero(),
                        Amount.of(extent),
                        extent,
                        axis,
                        reductions,
                        new LoopBlock(body.steps),
                        Location.NONE));
    }

    private List<LoopNode> joined(VectorFile file) {
        List<Site> sites = List.of(new Site(0, Site.Kind.LOAD, DType.FP32, 0, Location.NONE));
        LoopKernel kernel =
                new LoopKernel(
                        "k",
                        List.of(),
                        List.of(buffer, other),
                        sites,
                        next,
                        new LoopBlock(nodes),
                        null);
        return JoinedLoops.of(kernel, file).nodes();
    }

    private void assertOne(int steps) {
        List<Loop> loops = loops(joined(MANY));
        assertThat(loops).hasSize(1);
        assertThat(loops.getFirst().reductions()).hasSize(2);
        assertThat(loops.getFirst().body().nodes()).hasSize(steps);
    }

    private void assertApart() {
        assertThat(joined(MANY)).isEqualTo(nodes);
    }

    private static List<Loop> loops(List<LoopNode> nodes) {
        return nodes.stream().filter(Loop.class::isInstance).map(Loop.class::cast).toList();
    }

    @Test
    void lanesThatBothReadAreReadOnce() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        reduce(ReduceKind.MAX, b -> b.load(x));
        assertOne(1);
    }

    @Test
    void whatBothComputeIsComputedOnce() {
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), scalar));
        reduce(ReduceKind.MAX, b -> b.product(b.product(b.load(x), scalar), b.load(y)));
        assertOne(4);
    }

    @Test
    void scalarsOfTheSecondMoveUp() {
        Value sum = reduce(ReduceKind.SUM, b -> b.load(x));
        Value half = product(scalar, scalar, nodes);
        Value late = product(sum, scalar, nodes);
        reduce(ReduceKind.MAX, b -> b.product(b.load(x), half));
        List<LoopNode> joined = joined(MANY);
        assertThat(joined.getFirst()).isEqualTo(nodes.get(1));
        assertThat(joined.get(1)).isInstanceOf(Loop.class);
        assertThat(joined.subList(2, 3)).isEqualTo(nodes.subList(2, 3));
        assertThat(late).isEqualTo(((LoopNode.Compute) joined.get(2)).result());
        assertThat(joined).hasSize(3);
    }

    @Test
    void whatTheFirstWritesIsNotReadAgain() {
        reduce(
                ReduceKind.SUM,
                b -> {
                    Value v = b.product(b.load(x), scalar);
                    b.write(buffer, v);
                    return v;
                });
        reduce(ReduceKind.MAX, b -> b.read(buffer, 0));
        assertOne(3);
    }

    @Test
    void threeBecomeOne() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        reduce(ReduceKind.MAX, b -> b.load(x));
        reduce(ReduceKind.MIN, b -> b.load(x));
        assertThat(loops(joined(MANY))).hasSize(1);
        assertThat(loops(joined(MANY)).getFirst().reductions()).hasSize(3);
    }

    @Test
    void onePastAnother() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        reduce(ReduceKind.SUM, b -> b.load(y));
        reduce(ReduceKind.MAX, b -> b.load(x));
        assertThat(loops(joined(MANY))).hasSize(2);
    }

    @Test
    void nestsOverTheSameRowsBecomeOne() {
        row(buffer, ReduceKind.SUM);
        row(other, ReduceKind.MAX);
        List<Loop> loops = loops(joined(MANY));
        assertThat(loops).hasSize(1);
        assertThat(loops(loops.getFirst().body().nodes())).hasSize(1);
        assertThat(loops(loops.getFirst().body().nodes()).getFirst().reductions()).hasSize(2);
    }

    @Test
    void nestsThatShareNothingStayTwo() {
        row(buffer, ReduceKind.SUM, x);
        row(other, ReduceKind.MAX, y);
        assertApart();
    }

    private void row(Buffer to, ReduceKind kind) {
        row(to, kind, x);
    }

    private void row(Buffer to, ReduceKind kind, Value from) {
        List<LoopNode> outside = List.copyOf(nodes);
        nodes.clear();
        Body rows = new Body();
        Value joined =
                reduce(
                        kind,
                        b -> {
                            Value result = new Value(next++, DType.FP32);
                            List<Place.Term> terms =
                                    List.of(
                                            new Place.Term(rows.index, Amount.of(1024), 1024),
                                            new Place.Term(b.index, Amount.of(4), 4));
                            b.steps.add(
                                    new Memory.Load(
                                            result,
                                            new Place(from, terms, 1),
                                            null,
                                            null,
                                            false,
                                            access(Check.PROVED),
                                            Location.NONE));
                            return result;
                        });
        rows.steps.addAll(nodes);
        rows.write(to, joined);
        nodes.clear();
        nodes.addAll(outside);
        add(rows, EXTENT, Loop.Axis.PARALLEL, List.of());
    }

    @Test
    void loopsThatShareNoReadStayTwo() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        reduce(ReduceKind.MAX, b -> b.load(y));
        assertApart();
    }

    @Test
    void loopsOverOtherIterationsStayTwo() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        reduce(ReduceKind.MAX, EXTENT / 2, b -> b.load(x));
        assertApart();
    }

    @Test
    void aLoopThatReadsTheFirstsResultStaysBehindIt() {
        Value most = reduce(ReduceKind.MAX, b -> b.load(x));
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), most));
        assertApart();
    }

    @Test
    void aLoopThatReadsWhatComesOfTheFirstsResultStaysBehindIt() {
        Value most = reduce(ReduceKind.MAX, b -> b.load(x));
        Value square = product(most, most, nodes);
        Value more = product(square, scalar, nodes);
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), more));
        assertApart();
    }

    @Test
    void aLoopThatReadsTheResultOfOneBetweenStaysBehindThat() {
        reduce(ReduceKind.MAX, b -> b.load(x));
        Value between = reduce(ReduceKind.SUM, b -> b.load(y));
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), between));
        assertApart();
    }

    @Test
    void nothingIsReadAheadOfAStore() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        nodes.add(new Memory.Store(Place.at(x), scalar, null, access(Check.PROVED), Location.NONE));
        reduce(ReduceKind.MAX, b -> b.load(x));
        assertApart();
    }

    @Test
    void accessesThatCheckThemselvesKeepTheirOrder() {
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), b.load(y, 0, Check.EACH, false)));
        reduce(ReduceKind.MAX, b -> b.load(x));
        assertApart();
    }

    @Test
    void whatMustBeReadEachTimeIs() {
        reduce(ReduceKind.SUM, b -> b.load(x, 0, Check.PROVED, true));
        reduce(ReduceKind.MAX, b -> b.load(x, 0, Check.PROVED, true));
        assertApart();
    }

    @Test
    void otherElementsOfABufferAreReadWhenAllAreWritten() {
        reduce(
                ReduceKind.SUM,
                b -> {
                    Value v = b.load(x);
                    b.write(buffer, v);
                    return v;
                });
        reduce(ReduceKind.MAX, b -> b.product(b.load(x), b.read(buffer, 1)));
        assertApart();
    }

    @Test
    void whatTheFirstReadsIsNotOverwritten() {
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), b.read(buffer, 1)));
        reduce(
                ReduceKind.MAX,
                b -> {
                    Value v = b.load(x);
                    b.write(buffer, v);
                    return v;
                });
        assertApart();
    }

    @Test
    void whatStandsBetweenFindsItsBuffers() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        Body between = new Body();
        between.write(other, between.read(buffer, 0));
        add(between, EXTENT, Loop.Axis.PARALLEL, List.of());
        reduce(
                ReduceKind.MAX,
                b -> {
                    Value v = b.load(x);
                    b.write(buffer, v);
                    return v;
                });
        reduce(ReduceKind.MIN, b -> b.product(b.load(y), b.read(other, 1)));
        assertApart();
    }

    @Test
    void iterationsInOrderStayAsTheyAre() {
        for (int i = 0; i < 2; i++) {
            Body body = new Body();
            body.write(i == 0 ? buffer : other, body.load(x));
            add(body, EXTENT, Loop.Axis.ORDERED, List.of());
        }
        assertApart();
    }

    @Test
    void partialsLeaveRegistersToOthers() {
        reduce(ReduceKind.SUM, b -> b.load(x));
        reduce(ReduceKind.SUM, b -> b.product(b.load(x), b.load(y)));
        assertThat(loops(joined(MANY))).hasSize(1);
        assertThat(joined(FEW)).isEqualTo(nodes);
    }
}
