package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.List;
import java.util.function.Function;

/// The nests of ops that mix lanes along an axis, into buffers.
final class CrossLaneNests {
    /// Lanes of a block where the order of a scan shows in no result.
    private static final int FREE_BLOCK = 16;

    private final Emitter out;
    private final Nests nests;
    private final Elements elements;

    CrossLaneNests(Emitter out, Nests nests, Elements elements) {
        this.out = out;
        this.nests = nests;
        this.elements = elements;
    }

    /// The first `count` lanes along an axis, with all along the others.
    private record Part(Shape shape, int along, int count, Loop.Axis kind) implements Nests.Axes {
        @Override
        public Amount from(int axis) {
            return Amount.zero();
        }

        @Override
        public Amount to(int axis) {
            return Amount.of(axis == along ? count : shape.dim(axis));
        }

        @Override
        public Loop.Axis kind(int axis) {
            return axis == along ? kind : Loop.Axis.PARALLEL;
        }
    }

    /// Scans a buffer that holds the lanes of the operand, in place.
    ///
    /// @param isHandedOn whether it is as [ScanNest] says
    void scan(Scan op, Buffer lanes, boolean isHandedOn, Location at) {
        Shape shape = op.x().type().shape();
        int n = shape.dim(op.axis());
        if (n == 1) {
            return;
        }
        boolean isOrdered = op.kind().orderMatters(op.x().type().dtype());
        int block = isOrdered ? Math.min(op.order().lanes(), n) : Math.min(FREE_BLOCK, n);
        if (block == 1 || shape.stride(op.axis()) != 1) {
            steps(op, lanes, isOrdered ? block : 1, at);
            return;
        }
        out.open();
        steps(op, lanes, isOrdered ? block : 1, at);
        out.add(new ScanNest(lanes, op.kind(), op.reverse(), block, isHandedOn, out.close(), at));
    }

    private void steps(Scan op, Buffer lanes, int block, Location at) {
        int n = op.x().type().shape().dim(op.axis());
        for (int d = 1; d < block; d *= 2) {
            int run = d;
            joins(
                    op,
                    lanes,
                    n / 2,
                    Loop.Axis.PARALLEL,
                    at,
                    pair -> {
                        // the runs of d lanes that are joined, and those that are not, by turns
                        Value before = out.binary(BinaryKind.AND, pair, i32(-run, at), at);
                        Value start = plus(out.binary(BinaryKind.ADD, before, before, at), run, at);
                        Value inRun = out.binary(BinaryKind.SUB, pair, before, at);
                        return new Join(
                                plus(start, -1, at), out.binary(BinaryKind.ADD, start, inRun, at));
                    });
        }
        if (n > block) {
            joins(
                    op,
                    lanes,
                    n - block,
                    Loop.Axis.ORDERED,
                    at,
                    step -> {
                        Value start = out.binary(BinaryKind.AND, step, i32(-block, at), at);
                        return new Join(plus(start, block - 1, at), plus(step, block, at));
                    });
        }
    }

    /// The numbers of two lanes, in the direction of a scan, of which the second is joined.
    private record Join(Value from, Value to) {}

    private void joins(
            Scan op,
            Buffer lanes,
            int count,
            Loop.Axis kind,
            Location at,
            Function<Value, Join> which) {
        Shape shape = op.x().type().shape();
        int axis = op.axis();
        int last = shape.dim(axis) - 1;
        nests.over(
                new Part(shape, axis, count, kind),
                at,
                lane -> {
                    Value number = lane[axis];
                    Join join = which.apply(number == null ? i32(0, at) : number);
                    @Nullable Value[] from = lane.clone();
                    @Nullable Value[] to = lane.clone();
                    from[axis] = op.reverse() ? minus(last, join.from(), at) : join.from();
                    to[axis] = op.reverse() ? minus(last, join.to(), at) : join.to();
                    Value before = load(lanes, shape, from, at);
                    Value here = load(lanes, shape, to, at);
                    Value joined = out.binary(op.kind().combine(), before, here, at);
                    store(lanes, shape, to, joined, at);
                });
    }

    /// Runs stages of a sorting network over a buffer that holds the lanes of the operand, in
    /// place. Two loops count stages and rounds; within a round all pairs are independent.
    void merge(BitonicMerge op, Buffer lanes, Location at) {
        int last = op.x().type().shape().rank() - 1;
        Shape pairs = op.x().type().shape().with(last, op.x().type().shape().dim(last) / 2);
        Value before = nests.begin();
        Value stage = plus(before, 1, at);
        Value round = nests.begin();
        Value shift = out.binary(BinaryKind.SUB, before, round, at);
        nests.over(
                pairs, Loop.Axis.PARALLEL, at, pair -> exchange(op, lanes, pair, stage, shift, at));
        Amount rounds = Amount.of(stage);
        close(round, Amount.zero(), rounds, op.last(), at);
        close(before, Amount.of(op.first() - 1), Amount.of(op.last()), op.last(), at);
    }

    private void close(Value index, Amount from, Amount to, int extent, Location at) {
        Loop.Axis ordered = Loop.Axis.ORDERED;
        out.add(new Loop(index, from, to, extent, ordered, List.of(), out.close(), at));
    }

    /// Compares the lanes of a pair, 2^shift apart, and puts each where the network wants it.
    private void exchange(
            BitonicMerge op,
            Buffer lanes,
            @Nullable Value[] pair,
            Value stage,
            Value shift,
            Location at) {
        Shape shape = op.x().type().shape();
        int axis = shape.rank() - 1;
        Value one = i32(1, at);
        Value number = pair[axis] == null ? i32(0, at) : pair[axis];
        Value distance = out.binary(BinaryKind.SHL, one, shift, at);
        Value above = out.binary(BinaryKind.SUB, i32(0, at), distance, at);
        // the bits from the distance's up move up by one and leave it 0
        Value high = out.binary(BinaryKind.AND, number, above, at);
        Value left = out.binary(BinaryKind.ADD, number, high, at);
        Value right = out.binary(BinaryKind.ADD, left, distance, at);
        // the bit above all lanes counts in the stage that joins them all
        Value run =
                op.descending()
                        ? out.binary(BinaryKind.OR, left, i32(shape.dim(axis), at), at)
                        : left;
        Value bit = out.binary(BinaryKind.SHR, run, stage, at);
        Value odd = out.binary(BinaryKind.AND, bit, one, at);
        Value descends = out.compute(new Arithmetic.Compare(CompareKind.NE, odd, i32(0, at)), at);
        @Nullable Value[] toLeft = pair.clone();
        toLeft[axis] = left;
        @Nullable Value[] toRight = pair.clone();
        toRight[axis] = right;
        Value l = load(lanes, shape, toLeft, at);
        Value r = load(lanes, shape, toRight, at);
        Value newLeft = chosen(l, r, descends, r, l, at);
        Value newRight = chosen(r, l, descends, r, l, at);
        store(lanes, shape, toLeft, newLeft, at);
        store(lanes, shape, toRight, newRight, at);
    }

    /// `(a > b) != unless ? ifTrue : ifFalse`.
    private Value chosen(Value a, Value b, Value unless, Value ifTrue, Value ifFalse, Location at) {
        Value greater = out.compute(new Arithmetic.Compare(CompareKind.GT, a, b), at);
        Value condition = out.binary(BinaryKind.XOR, greater, unless, at);
        return out.compute(new Arithmetic.Select(condition, ifTrue, ifFalse), at);
    }

    /// Picks lanes of a buffer that holds the operand.
    void gather(Gather op, Buffer from, Buffer to, Location at) {
        Shape source = op.x().type().shape();
        Shape shape = op.index().type().shape();
        int extent = source.dim(op.axis());
        elements.begin();
        nests.over(
                shape,
                Loop.Axis.PARALLEL,
                at,
                lane -> {
                    Value index = out.cast(elements.at(op.index(), lane), DType.I32, at);
                    @Nullable Value[] picked = lane.clone();
                    // the extent is a power of two
                    picked[op.axis()] =
                            extent == 1
                                    ? null
                                    : out.binary(BinaryKind.AND, index, i32(extent - 1, at), at);
                    store(to, shape, lane, load(from, source, picked, at), at);
                });
    }

    void histogram(Histogram op, Buffer counts, Location at) {
        Shape bins = counts.shape();
        nests.over(bins, Loop.Axis.PARALLEL, at, bin -> store(counts, bins, bin, i32(0, at), at));
        elements.begin();
        nests.over(
                op.x().type().shape(),
                Loop.Axis.ORDERED,
                at,
                lane -> {
                    Value x = out.cast(elements.at(op.x(), lane), DType.I64, at);
                    Value low = out.constant(DType.I64, op.bins() - 1, at);
                    Value rest = out.constant(DType.I64, -op.bins(), at);
                    Value none = out.constant(DType.I64, 0, at);
                    Value above = out.binary(BinaryKind.AND, x, rest, at);
                    Value counted =
                            out.compute(new Arithmetic.Compare(CompareKind.EQ, above, none), at);
                    Value mask = elements.mask(op.mask(), lane);
                    if (mask != null) {
                        counted = out.binary(BinaryKind.AND, counted, mask, at);
                    }
                    Value bin = out.binary(BinaryKind.AND, x, low, at);
                    @Nullable Value[] place = {out.cast(bin, DType.I32, at)};
                    Value before = load(counts, bins, place, at);
                    Value one = out.cast(counted, DType.I32, at);
                    store(counts, bins, place, out.binary(BinaryKind.ADD, before, one, at), at);
                });
    }

    private Value i32(int value, Location at) {
        return out.constant(DType.I32, value, at);
    }

    private Value plus(Value a, int b, Location at) {
        return out.binary(BinaryKind.ADD, a, i32(b, at), at);
    }

    private void store(
            Buffer buffer, Shape shape, @Nullable Value[] lane, Value value, Location at) {
        out.add(new Memory.BufferStore(Elements.element(buffer, shape, lane), value, at));
    }

    private Value minus(int whole, Value part, Location at) {
        return out.binary(BinaryKind.SUB, out.constant(DType.I32, whole, at), part, at);
    }

    private Value load(Buffer buffer, Shape shape, @Nullable Value[] lane, Location at) {
        Value value = out.fresh(buffer.type());
        out.add(new Memory.BufferLoad(value, Elements.element(buffer, shape, lane), at));
        return value;
    }
}
