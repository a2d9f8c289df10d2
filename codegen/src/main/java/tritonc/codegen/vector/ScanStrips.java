package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// Writes a scan of a buffer as vectors: a block at a time, what the blocks before gave being
/// carried along in all lanes of a vector.
final class ScanStrips {
    private static final int LEAST_LANES = 4;

    private final ScanNest scan;
    private final Fresh fresh;
    private final List<LoopNode> out;
    private final int extent;
    private final int lanes;

    ScanStrips(ScanNest scan, int vectorBytes, Fresh fresh, List<LoopNode> out) {
        this.scan = scan;
        this.fresh = fresh;
        this.out = out;
        this.extent = extent(scan.lanes().shape());
        this.lanes = lanes(scan, vectorBytes);
    }

    /// Lanes of a vector of a scan.
    static int lanes(ScanNest scan, int vectorBytes) {
        int bytes = scan.lanes().type().bits() <= 32 ? 4 : 8;
        return Math.min(vectorBytes / bytes, scan.block());
    }

    /// Of the last axis that has more than one lane.
    private static int extent(Shape shape) {
        int axis = shape.rank() - 1;
        while (shape.dim(axis) == 1) {
            axis--;
        }
        return shape.dim(axis);
    }

    /// Whether a vector takes enough lanes.
    static boolean isPossible(ScanNest scan, int vectorBytes) {
        return lanes(scan, vectorBytes) >= LEAST_LANES && scan.lanes().type() != DType.I1;
    }

    void write() {
        int rows = scan.lanes().size() / extent;
        if (rows == 1) {
            row(null, out);
            return;
        }
        Value row = fresh.of(DType.I32);
        List<LoopNode> body = new ArrayList<>();
        row(row, body);
        strip(row, 0, rows, 1, List.of(), body, out);
    }

    private void strip(
            Value index,
            int from,
            int to,
            int step,
            List<Control.Carried> carried,
            List<LoopNode> body,
            List<LoopNode> nodes) {
        nodes.add(
                new Vector.Strip(
                        index,
                        Amount.of(from),
                        Amount.of(to),
                        step,
                        true,
                        fresh.of(DType.I32),
                        carried,
                        new LoopBlock(body),
                        scan.at()));
    }

    private void row(@Nullable Value row, List<LoopNode> to) {
        int first = scan.reverse() ? extent - scan.block() : 0;
        List<Value> begun = block(row, null, first, to);
        for (int i = 0; i < begun.size(); i++) {
            to.add(store(row, null, first, i, begun.get(i)));
        }
        if (extent == scan.block()) {
            return;
        }
        Value carried = fresh.of(begun.getFirst().type());
        Value index = fresh.of(DType.I32);
        List<LoopNode> body = new ArrayList<>();
        Value next = block(row, index, carried, body);
        Value result = fresh.of(carried.type());
        Value init = last(begun.getLast(), to);
        Control.Carried c = new Control.Carried(carried, init, next, result);
        strip(index, scan.block(), extent, scan.block(), List.of(c), body, to);
    }

    /// A block that is not the first.
    ///
    /// @param index how many lanes come before it
    /// @param before what they gave, in all lanes
    /// @return the same for the block after it
    private Value block(@Nullable Value row, Value index, Value before, List<LoopNode> to) {
        Value place = index;
        if (scan.reverse()) {
            place = fresh.of(DType.I32);
            Value start = fresh.of(DType.I32);
            long number = (long) extent - scan.block();
            to.add(compute(start, new Arithmetic.Constant(DType.I32, number)));
            to.add(compute(place, new Arithmetic.Binary(BinaryKind.SUB, start, index)));
        }
        List<Value> own = block(row, place, 0, to);
        // not from the lanes that are stored: the next block waits for this join alone
        Value next = joined(before, last(own.getLast(), to), to);
        for (int i = 0; i < own.size(); i++) {
            to.add(store(row, place, 0, i, joined(before, own.get(i), to)));
        }
        return next;
    }

    private Value joined(Value before, Value lanes, List<LoopNode> to) {
        Value joined = fresh.of(lanes.type());
        to.add(compute(joined, new Arithmetic.Binary(scan.kind().combine(), before, lanes)));
        return joined;
    }

    private LoopNode compute(Value result, Arithmetic op) {
        return new LoopNode.Compute(result, op, scan.at());
    }

    private Value last(Value vector, List<LoopNode> to) {
        Value last = fresh.of(vector.type());
        to.add(new Vector.Last(last, vector, scan.reverse(), Location.NONE));
        return last;
    }

    /// The vectors of a block, each lane joined with those of the block before it.
    private List<Value> block(
            @Nullable Value row, @Nullable Value place, int offset, List<LoopNode> to) {
        List<Value> read = new ArrayList<>();
        List<Value> joined = new ArrayList<>();
        for (int i = 0; i < scan.block() / lanes; i++) {
            Value lane = fresh.of(scan.lanes().type(), lanes);
            Memory.Element at = element(row, place, offset, i);
            to.add(new Vector.BufferLoad(lane, at, 1, null, null, scan.at()));
            read.add(lane);
            joined.add(fresh.of(lane.type()));
        }
        to.add(new Vector.Prefix(joined, read, scan.kind(), scan.reverse(), scan.at()));
        return joined;
    }

    private LoopNode store(
            @Nullable Value row, @Nullable Value place, int offset, int number, Value value) {
        Memory.Element at = element(row, place, offset, number);
        return new Vector.BufferStore(at, 1, null, value, null, scan.at());
    }

    /// Where a vector of a block begins.
    private Memory.Element element(
            @Nullable Value row, @Nullable Value place, int offset, int number) {
        Buffer buffer = scan.lanes();
        int count = scan.block() / lanes;
        int at = offset + lanes * (scan.reverse() ? count - 1 - number : number);
        List<Memory.Term> terms = new ArrayList<>();
        if (row != null) {
            terms.add(new Memory.Term(row, extent));
        }
        if (place != null) {
            terms.add(new Memory.Term(place, 1));
        }
        return new Memory.Element(buffer, terms, at);
    }
}
