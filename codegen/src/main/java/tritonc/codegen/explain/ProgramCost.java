package tritonc.codegen.explain;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Vector;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;

import java.util.HashMap;
import java.util.Map;

/// Adds up what the loops of a program cost at best.
final class ProgramCost {
    private final Map<LoopNode, NestExplanation> nests;

    /// Of an axis that a mask cuts off, by where it ends.
    private final Map<Amount, Integer> extents = new HashMap<>();

    private final Map<Value, Long> constants = new HashMap<>();

    /// @param loops what strips were made of
    /// @param nests by the strips that they explain
    ProgramCost(LoopBlock loops, Map<LoopNode, NestExplanation> nests) {
        this.nests = nests;
        extents(loops);
    }

    private void extents(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            if (node instanceof Loop l) {
                extents.merge(l.to(), l.extent(), Math::min);
            }
            Explainer.inside(node).forEach(this::extents);
        }
    }

    /// Cycles that the loops of a block need.
    double of(LoopBlock block) {
        double sum = 0;
        for (LoopNode node : block.nodes()) {
            if (node instanceof LoopNode.Compute(Value result, Arithmetic op, _)) {
                note(result, op);
            }
            sum += of(node);
        }
        return sum;
    }

    /// Notes a constant, or how many elements there are up to where masks end that hold at first.
    private void note(Value result, Arithmetic op) {
        switch (op) {
            case Arithmetic.Constant c -> {
                constants.put(result, c.bits());
                if (c.bits() >= 0 && c.bits() <= Integer.MAX_VALUE) {
                    extents.putIfAbsent(Amount.of(result), (int) c.bits());
                }
            }
            case Arithmetic.Binary b when b.kind() == BinaryKind.MIN -> {
                least(result, b.a());
                least(result, b.b());
            }
            case Arithmetic.Binary b when b.kind() == BinaryKind.MAX -> least(result, b.a());
            case Arithmetic.Select s -> least(result, s.ifTrue());
            case Arithmetic.Cast c -> least(result, c.x());
            default -> {}
        }
    }

    private void least(Value result, Value of) {
        Integer known = extents.get(Amount.of(of));
        if (known != null) {
            extents.merge(Amount.of(result), known, Math::min);
        }
    }

    private double of(LoopNode node) {
        return switch (node) {
            case Vector.Strip s -> {
                NestExplanation nest = nests.get(s);
                yield nest == null
                        ? trips(s.from(), s.to()) / s.step() * of(s.body())
                        : trips(s.from(), s.to()) * nest.limits().getFirst().cycles();
            }
            case Loop l -> trips(l.from(), l.to()) * of(l.body());
            case Control.For f -> Math.max(1, trips(f)) * of(f.body());
            case Control.If i when i.isGuard() -> of(i.thenBlock());
            case Control.If i -> cheaper(of(i.thenBlock()), of(i.elseBlock()));
            case LoopNode other -> Explainer.inside(other).stream().mapToDouble(this::of).sum();
        };
    }

    /// The lesser cost of two blocks; of the other one where a block has no loops.
    private static double cheaper(double a, double b) {
        return a == 0 || b == 0 ? a + b : Math.min(a, b);
    }

    /// Elements of an axis: all of them, unless it begins where a mask ends.
    private double trips(Amount from, Amount to) {
        if (!(from instanceof Amount.Constant(long first))) {
            return 0;
        }
        return to instanceof Amount.Constant(long end)
                ? end - first
                : extents.getOrDefault(to, 0) - first;
    }

    private double trips(Control.For loop) {
        Long lower = constants.get(loop.lower());
        Long upper = constants.get(loop.upper());
        Long step = constants.get(loop.step());
        return lower == null || upper == null || step == null || step <= 0
                ? 1
                : Math.ceil((double) (upper - lower) / step);
    }
}
