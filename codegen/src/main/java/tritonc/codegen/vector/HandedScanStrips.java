package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Identity;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes a [HandedScan] as one loop: each turn computes a block of lanes, scans it, joins it with
/// what the blocks before gave, which is carried along in all lanes of a vector, and uses it.
final class HandedScanStrips {
    private final HandedScan parts;
    private final ScanNest scan;
    private final Fresh fresh;
    private final Nodes out;
    private final Outside outside;
    private final int lanes;

    /// What the blocks before give, in all lanes.
    private Value before;

    /// @param constants scalars that are known, by id
    HandedScanStrips(
            HandedScan parts,
            Fresh fresh,
            Map<Integer, Arithmetic.Constant> constants,
            List<LoopNode> nodes) {
        this.parts = parts;
        this.scan = parts.scan();
        this.fresh = fresh;
        this.lanes = parts.fillPlan().lanes();
        this.outside = new Outside(fresh, lanes, constants, nodes);
        this.out = new Nodes(fresh, nodes);
        DType type = (DType) scan.lanes().type();
        before = out.constant(Type.of(type, Shape.of(lanes)), nothing(scan.kind(), type));
    }

    /// What joined with any lane is that lane: of floats that includes -0.
    private static long nothing(ReduceKind kind, DType type) {
        return kind == ReduceKind.SUM && type.isFloat()
                ? 1L << type.bits() - 1
                : Identity.of(kind, type);
    }

    void write() {
        parts.between().forEach(out::add);
        Value end = strip(parts.fill().from(), true);
        strip(Amount.of(end), false);
    }

    /// @return the index where the strip ended
    private Value strip(Amount from, boolean isWhole) {
        Value index = fresh.of(DType.I32);
        Value last = fresh.of(DType.I32);
        Value carried = fresh.of(before.type());
        Value result = fresh.of(before.type());
        List<LoopNode> body = new ArrayList<>();
        Value next = block(index, carried, isWhole, body);
        out.add(
                new Vector.Strip(
                        index,
                        from,
                        parts.to(),
                        scan.block(),
                        isWhole,
                        last,
                        List.of(new Control.Carried(carried, before, next, result)),
                        new LoopBlock(body),
                        parts.use().at()));
        before = result;
        return last;
    }

    /// @return what the blocks up to this one give, in all lanes
    private Value block(Value index, Value carried, boolean isWhole, List<LoopNode> body) {
        Nodes nodes = new Nodes(fresh, body);
        List<@Nullable Value> masks = new ArrayList<>();
        List<Value> read = new ArrayList<>();
        List<Value> scanned = new ArrayList<>();
        for (int i = 0; i < scan.block() / lanes; i++) {
            int at = i * lanes;
            Value mask = isWhole ? null : mask(index, at, nodes, body);
            Value lane = computed(index, at, mask, body);
            masks.add(mask);
            read.add(lane);
            scanned.add(fresh.of(lane.type()));
        }
        nodes.add(new Vector.Prefix(scanned, read, scan.kind(), false, scan.at()));
        Value last = fresh.of(carried.type());
        nodes.add(new Vector.Last(last, scanned.getLast(), false, Location.NONE));
        // not from the lanes that are used: the next block waits for this join alone
        Value next = nodes.binary(scan.kind().combine(), carried, last);
        for (int i = 0; i < scanned.size(); i++) {
            Value joined = nodes.binary(scan.kind().combine(), carried, scanned.get(i));
            use(joined, index, i * lanes, masks.get(i), body);
        }
        return next;
    }

    /// A vector of what is scanned.
    private Value computed(Value index, int offset, @Nullable Value mask, List<LoopNode> body) {
        LaneBody vector = lanes(parts.fill(), parts.fillPlan(), index, offset, mask, body);
        Value lane = null;
        for (Arms.Step step : parts.fillPlan().steps()) {
            if (step instanceof Arms.Plain(Memory.BufferStore s)) {
                lane = vector.vector(s.value());
            } else {
                vector.write(step);
            }
        }
        return Objects.requireNonNull(lane);
    }

    private void use(
            Value joined, Value index, int offset, @Nullable Value mask, List<LoopNode> body) {
        LaneBody vector = lanes(parts.use(), parts.usePlan(), index, offset, mask, body);
        for (LoopNode node : parts.use().body().nodes()) {
            if (node instanceof Memory.BufferLoad l && l.element().buffer().equals(scan.lanes())) {
                vector.define(l.result(), joined);
            }
        }
        parts.usePlan().steps().forEach(vector::write);
    }

    private LaneBody lanes(
            Loop loop,
            LoopPlan plan,
            Value index,
            int offset,
            @Nullable Value mask,
            List<LoopNode> body) {
        HeldMasks none = HeldMasks.NONE;
        return new LaneBody(loop, plan, fresh, outside, body, index, offset, mask, none);
    }

    /// The lanes of a vector before the end.
    private Value mask(Value index, int offset, Nodes nodes, List<LoopNode> body) {
        Value first = offset == 0 ? index : nodes.plus(index, offset);
        Value ramp = fresh.of(DType.I32, lanes);
        body.add(new Vector.Ramp(ramp, first, Location.NONE));
        return nodes.compare(CompareKind.LT, ramp, end());
    }

    private Value end() {
        return switch (parts.to()) {
            case Amount.Constant(long to) -> outside.spread(out.constant(DType.I32, to));
            case Amount.Dynamic(Value to) ->
                    outside.spread(to.type() == DType.I32 ? to : out.narrow(to));
        };
    }
}
