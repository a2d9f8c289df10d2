package tritonc.codegen.vector;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Identity;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a loop whose iterations run one by one as a strip of step 1. A reduction carries its
/// value along; where its order asks for several partials, they stand in a buffer. What an
/// iteration reads from a buffer that the one before it wrote is carried along too.
final class ScalarLoop {
    private final Loop loop;
    private final LoopBlock body;
    private final Fresh fresh;
    private final List<Buffer> buffers;
    private final Map<Integer, Arithmetic.Constant> constants;
    private final List<LoopNode> out;

    /// @param body of the loop, its own loops replaced
    /// @param constants scalars that are known, by id
    ScalarLoop(
            Loop loop,
            LoopBlock body,
            Fresh fresh,
            List<Buffer> buffers,
            Map<Integer, Arithmetic.Constant> constants,
            List<LoopNode> out) {
        this.constants = constants;
        this.loop = loop;
        this.body = body;
        this.fresh = fresh;
        this.buffers = buffers;
        this.out = out;
    }

    void write() {
        List<LoopNode> inside = new ArrayList<>(body.nodes());
        List<Control.Carried> carried = new ArrayList<>();
        List<Runnable> after = new ArrayList<>();
        for (Recurrence r : Recurrence.of(loop, constants)) {
            inside.remove(r.load());
            Value parameter = r.load().result();
            Value init = fresh.of(parameter.type());
            out.add(new Memory.BufferLoad(init, r.first(), loop.at()));
            Value last = fresh.of(parameter.type());
            carried.add(new Control.Carried(parameter, init, r.next(), last));
        }
        for (Loop.Reduction r : loop.reductions()) {
            DType type = r.result().type().dtype();
            int partials =
                    r.kind().orderMatters(type) ? Math.min(r.order().lanes(), loop.extent()) : 1;
            if (partials == 1) {
                Value parameter = fresh.of(type);
                Value init = constant(type, Identity.of(r.kind(), type), out);
                Value next = join(r, parameter, r.element(), inside);
                carried.add(new Control.Carried(parameter, init, next, r.result()));
            } else {
                Buffer buffer = new Buffer(buffers.size(), type, Shape.of(partials));
                buffers.add(buffer);
                fill(buffer, r);
                joinIn(buffer, r, inside);
                after.add(() -> fold(buffer, r));
            }
        }
        strip(loop.index(), loop.from(), loop.to(), carried, inside);
        after.forEach(Runnable::run);
    }

    private void strip(
            Value index,
            Amount from,
            Amount to,
            List<Control.Carried> carried,
            List<LoopNode> nodes) {
        Value last = fresh.of(DType.I32);
        LoopBlock block = new LoopBlock(nodes);
        out.add(new Vector.Strip(index, from, to, 1, false, last, carried, block, loop.at()));
    }

    private Value constant(DType type, long bits, List<LoopNode> to) {
        Value number = fresh.of(type);
        to.add(new LoopNode.Compute(number, new Arithmetic.Constant(type, bits), loop.at()));
        return number;
    }

    private Value join(Loop.Reduction r, Value before, Value element, List<LoopNode> to) {
        Value joined = fresh.of(before.type());
        Arithmetic op = new Arithmetic.Binary(r.kind().combine(), before, element);
        to.add(new LoopNode.Compute(joined, op, loop.at()));
        return joined;
    }

    private void fill(Buffer buffer, Loop.Reduction r) {
        DType type = r.result().type().dtype();
        Value identity = constant(type, Identity.of(r.kind(), type), out);
        Value index = fresh.of(DType.I32);
        List<LoopNode> nodes = new ArrayList<>();
        nodes.add(new Memory.BufferStore(Reads.own(buffer, index), identity, loop.at()));
        strip(index, Amount.zero(), Amount.of(buffer.size()), List.of(), nodes);
    }

    private void joinIn(Buffer buffer, Loop.Reduction r, List<LoopNode> inside) {
        Value mask = constant(DType.I32, buffer.size() - 1, inside);
        Value slot = fresh.of(DType.I32);
        Arithmetic and = new Arithmetic.Binary(BinaryKind.AND, loop.index(), mask);
        inside.add(new LoopNode.Compute(slot, and, loop.at()));
        Value before = fresh.of(buffer.type());
        inside.add(new Memory.BufferLoad(before, Reads.own(buffer, slot), loop.at()));
        Value joined = join(r, before, r.element(), inside);
        inside.add(new Memory.BufferStore(Reads.own(buffer, slot), joined, loop.at()));
    }

    private void fold(Buffer buffer, Loop.Reduction r) {
        int lanes = Math.min(buffer.size(), 8);
        List<Value> partials = new ArrayList<>();
        for (int i = 0; i < buffer.size(); i += lanes) {
            Memory.Element at = new Memory.Element(buffer, List.of(), i);
            Value partial = fresh.of(Type.of(buffer.type(), Shape.of(lanes)));
            partials.add(partial);
            out.add(new Vector.BufferLoad(partial, at, 1, null, null, loop.at()));
        }
        out.add(new Vector.Fold(r.result(), r.kind(), partials, loop.at()));
    }
}
