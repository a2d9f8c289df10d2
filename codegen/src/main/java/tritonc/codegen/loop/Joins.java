package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;
import java.util.Map;

/// The loop that joins lanes along one axis. Where a mask bounds the axis and all lanes it leaves
/// out are one number, the loop leaves them out too: that number is the identity of the reduction,
/// known now or compared when the program runs, or it is joined once at the end where joining it
/// again changes nothing.
final class Joins {
    private final Emitter out;
    private final Bindings bindings;
    private final Elements elements;
    private final Nests nests;

    Joins(Emitter out, Bindings bindings, Elements elements, Nests nests) {
        this.out = out;
        this.bindings = bindings;
        this.elements = elements;
        this.nests = nests;
    }

    /// Which part of the axis the loop runs over.
    ///
    /// @param certain the lanes left out are left out for certain, so that the mask holds inside
    /// @param rest joined once at the end if lanes were left out
    private record Range(Amount from, Amount to, boolean certain, @Nullable Value rest) {}

    /// The joined lanes of `op.x()` at the coordinates of the other axes.
    ///
    /// @param bounding an access whose mask may bound the axis
    /// @param filled tiles of the shape of `op.x()`, and the buffers to put their lanes into
    Value join(
            Reduce op,
            @Nullable Value[] outer,
            @Nullable AccessPlan bounding,
            Map<Value, Buffer> filled,
            Location at) {
        int axis = op.axis();
        int extent = op.x().type().shape().dim(axis);
        Range whole = new Range(Amount.zero(), Amount.of(extent), false, null);
        Range range =
                bounding == null || extent == 1 ? whole : range(op, outer, bounding, whole, at);
        Value joined = out.fresh(op.x().type().element());
        Value index = nests.begin();
        @Nullable Value[] lane = lane(outer, axis, index);
        List<Value> facts =
                bounding == null || !range.certain()
                        ? List.of()
                        : elements.assume(bounding.box(), lane, axis);
        Value element = elements.at(op.x(), lane);
        filled.forEach((tile, buffer) -> {
            Memory.Element to = Elements.element(buffer, tile.type().shape(), lane);
            out.add(new Memory.BufferStore(to, elements.at(tile, lane), at));
        });
        elements.forget(facts);
        LoopBlock body = out.close();
        Loop.Reduction reduction = new Loop.Reduction(joined, op.kind(), op.order(), element);
        out.add(
                new Loop(
                        index,
                        range.from(),
                        range.to(),
                        extent,
                        Loop.Axis.REDUCTION,
                        List.of(reduction),
                        body,
                        at));
        return withRest(op, joined, range, extent, at);
    }

    private static @Nullable Value[] lane(@Nullable Value[] outer, int axis, Value index) {
        @Nullable Value[] lane = new @Nullable Value[outer.length + 1];
        System.arraycopy(outer, 0, lane, 0, axis);
        lane[axis] = index;
        System.arraycopy(outer, axis, lane, axis + 1, outer.length - axis);
        return lane;
    }

    private Range range(
            Reduce op, @Nullable Value[] outer, AccessPlan bounding, Range whole, Location at) {
        Value mask = bounding.op().mask();
        if (mask == null) {
            return whole;
        }
        Value anywhere = out.fresh(DType.I32);
        @Nullable Value[] lane = lane(outer, op.axis(), anywhere);
        Amount from = bounding.box().from().get(op.axis());
        Amount to = bounding.box().to().get(op.axis());
        return switch (op.kind()) {
            case MAX, MIN, MAX_NAN, MIN_NAN, AND, OR -> {
                Value rest = skipped(mask, lane, anywhere, false).at(op.x(), lane);
                yield rest == null ? whole : new Range(from, to, true, rest);
            }
            case SUM, PROD, XOR -> {
                Skipped supposed = skipped(mask, lane, anywhere, true);
                Value rest = supposed.at(op.x(), lane);
                Value condition = supposed.condition();
                long identity = Identity.of(op.kind(), op.x().type().dtype());
                if (rest != null && out.isConstant(rest, identity)) {
                    yield condition == null
                            ? new Range(from, to, true, null)
                            : where(condition, from, to, whole, at);
                }
                Value certain =
                        condition == null
                                ? rest
                                : skipped(mask, lane, anywhere, false).at(op.x(), lane);
                if (certain == null || out.constant(certain) != null) {
                    yield whole;
                }
                yield where(isIdentity(op.kind(), certain, at), from, to, whole, at);
            }
        };
    }

    private Skipped skipped(Value mask, @Nullable Value[] lane, Value anywhere, boolean supposes) {
        return new Skipped(out, bindings, elements, mask, lane, anywhere, supposes);
    }

    /// The range where a condition holds, all of the axis where it does not.
    private Range where(Value condition, Amount from, Amount to, Range whole, Location at) {
        return new Range(
                choice(condition, from, whole.from(), at),
                choice(condition, to, whole.to(), at),
                false,
                null);
    }

    /// An i1: whether a value turns out to be the identity.
    private Value isIdentity(ReduceKind kind, Value rest, Location at) {
        DType type = rest.type().dtype();
        Value bits = rest;
        DType as = type;
        if (type.isFloat()) {
            as =
                    switch (type.bits()) {
                        case 16 -> DType.I16;
                        case 32 -> DType.I32;
                        default -> DType.I64;
                    };
            bits = out.compute(new Arithmetic.Bitcast(rest, as), at);
        }
        Value identity = out.constant(as, Identity.of(kind, type), at);
        return out.compute(new Arithmetic.Compare(CompareKind.EQ, bits, identity), at);
    }

    private Amount choice(Value condition, Amount ifTrue, Amount ifFalse, Location at) {
        return ifTrue.equals(ifFalse)
                ? ifTrue
                : Amount.of(
                        out.compute(
                                new Arithmetic.Select(
                                        condition,
                                        out.value(ifTrue, DType.I32, at),
                                        out.value(ifFalse, DType.I32, at)),
                                at));
    }

    private Value withRest(Reduce op, Value joined, Range range, int extent, Location at) {
        Value rest = range.rest();
        if (rest == null || range.from().is(0) && range.to().is(extent)) {
            return joined;
        }
        Value length =
                out.binary(
                        BinaryKind.SUB,
                        out.value(range.to(), DType.I32, at),
                        out.value(range.from(), DType.I32, at),
                        at);
        Value all = out.constant(DType.I32, extent, at);
        Value skips = out.compute(new Arithmetic.Compare(CompareKind.LT, length, all), at);
        Value more = out.binary(op.kind().combine(), joined, rest, at);
        return out.compute(new Arithmetic.Select(skips, more, joined), at);
    }
}
