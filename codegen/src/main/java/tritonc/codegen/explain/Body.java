package tritonc.codegen.explain;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.TreeSet;

/// Counts what the body of a strip does in a turn.
final class Body {
    final TreeSet<Integer> lines = new TreeSet<>();
    int lanes = 1;
    int laneBits = 32;
    double operations;
    private double read;
    private double written;
    private double scratch;
    private double scattered;

    Body(LoopBlock block) {
        block(block);
    }

    private void block(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            if (node.at().line() > 0) {
                lines.add(node.at().line());
            }
            node(node);
        }
    }

    private void node(LoopNode node) {
        switch (node) {
            case LoopNode.Compute c -> compute(c);
            case Vector.Quotient q -> operations += wide(q.result()).type().size();
            case Vector.Load l -> tensor(l.result(), l.step(), l.place().base(), true);
            case Vector.Store s -> tensor(s.value(), s.step(), s.place().base(), false);
            case Vector.BufferLoad l -> scratch += bytes(wide(l.result()));
            case Vector.BufferStore s -> scratch += bytes(wide(s.value()));
            case Memory.Load l -> read += l.result().type().element().bytes();
            case Memory.Store s -> written += s.value().type().element().bytes();
            case Memory.Atomic a -> {
                read += a.value().type().element().bytes();
                written += a.value().type().element().bytes();
            }
            case Memory.BufferLoad l -> scratch += bytes(l.result());
            case Memory.BufferStore s -> scratch += bytes(s.value());
            case Vector.Where w -> w.merges().forEach(m -> operations += m.result().type().size());
            case Control.If i -> {
                block(i.thenBlock());
                block(i.elseBlock());
            }
            default -> {}
        }
    }

    private void compute(LoopNode.Compute c) {
        Type type = wide(c.result()).type();
        int size = type.isBlock() ? type.size() : 1;
        switch (c.op()) {
            case Arithmetic.Constant _, Arithmetic.Bitcast _, Arithmetic.AddPointer _ -> {}
            case Arithmetic.Fma _ -> operations += 2 * size;
            case Arithmetic.Unary u when u.kind() == UnaryKind.AT_MOST_ZERO -> {}
            default -> operations += size;
        }
    }

    /// Notes how wide the vectors are.
    private Value wide(Value value) {
        Type type = value.type();
        if (type.isBlock() && type.element() != DType.I1) {
            lanes = Math.max(lanes, type.size());
            laneBits = Math.max(laneBits, type.element().bits() == 64 ? 64 : 32);
        }
        return value;
    }

    private static double bytes(Value value) {
        Type type = value.type();
        return (double) type.element().bytes() * (type.isBlock() ? type.size() : 1);
    }

    private void tensor(Value value, Amount step, Value base, boolean reads) {
        wide(value);
        ElementType element = value.type().element();
        boolean one = !base.type().isBlock() && step.is(0);
        double moved = one ? element.bytes() : bytes(value);
        if (reads) {
            read += moved;
        } else {
            written += moved;
        }
        boolean apart = base.type().isBlock() || !one && !step.is(element.bytes());
        scattered += apart ? moved : 0;
    }

    NestExplanation.Traffic traffic(double elements, boolean streamed) {
        return new NestExplanation.Traffic(
                read / elements,
                written / elements,
                scratch / elements,
                scattered / elements,
                streamed);
    }
}
