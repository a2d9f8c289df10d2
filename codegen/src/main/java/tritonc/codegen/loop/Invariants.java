package tritonc.codegen.loop;

import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Parts what all programs of a row compute alike from what each computes for itself.
public final class Invariants {
    private final List<LoopNode> first = new ArrayList<>();
    private final List<LoopNode> rest = new ArrayList<>();
    private final BitSet known = new BitSet();

    /// @param kernel before or behind vectorising
    public Invariants(LoopKernel kernel) {
        kernel.parameters().forEach(p -> known.set(p.value().id()));
        for (LoopNode node : kernel.body().nodes()) {
            (isInvariant(node) ? first : rest).add(node);
        }
    }

    /// What is computed once.
    public List<LoopNode> first() {
        return first;
    }

    /// What each program does.
    public List<LoopNode> rest() {
        return rest;
    }

    private boolean isInvariant(LoopNode node) {
        return switch (node) {
            case LoopNode.Compute c ->
                    c.op().operands().stream().allMatch(v -> known.get(v.id()))
                            && learn(c.result());
            case LoopNode.Position p ->
                    (p.op() instanceof ProgramOp.NumPrograms || p.op().axis() != 0)
                            && learn(p.result());
            default -> false;
        };
    }

    private boolean learn(Value v) {
        known.set(v.id());
        return true;
    }
}
