package tritonc.codegen.vector;

import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Value;

import java.util.function.Consumer;

/// Which values straight-line nodes define for those that follow.
final class Results {
    private Results() {}

    /// Calls `result` for each value that the node defines, control flow and nests apart.
    static void of(LoopNode node, Consumer<Value> result) {
        switch (node) {
            case LoopNode.Compute c -> result.accept(c.result());
            case LoopNode.Position p -> result.accept(p.result());
            case Guard g -> result.accept(g.result());
            case Memory.Load l -> result.accept(l.result());
            case Memory.BufferLoad l -> result.accept(l.result());
            case Vector.Spread s -> result.accept(s.result());
            case Vector.Ramp r -> result.accept(r.result());
            case Vector.Load l -> result.accept(l.result());
            case Vector.BufferLoad l -> result.accept(l.result());
            case Vector.Fold f -> result.accept(f.result());
            case Vector.Where w -> w.merges().forEach(m -> result.accept(m.result()));
            case Vector.Prefix p -> p.results().forEach(result);
            case Vector.Last l -> result.accept(l.result());
            case Vector.Strip s -> {
                result.accept(s.last());
                s.carried().forEach(c -> result.accept(c.result()));
            }
            case Vector.Product p -> p.loop().carried().forEach(c -> result.accept(c.result()));
            default -> {}
        }
    }
}
