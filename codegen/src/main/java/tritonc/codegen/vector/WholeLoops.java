package tritonc.codegen.vector;

import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The loops of a pipeline without what is left over behind their last whole turn, and without
/// masks: where their iterations are many enough for neither. That is so in all programs or in
/// none, and asked once. Where it cannot be asked they stay as they are.
final class WholeLoops {
    private final Trace trace;
    private final PipelineParts parts;
    private final IdentityHashMap<Loop, HeldMasks> held = new IdentityHashMap<>();
    private final IdentityHashMap<Loop, Amount> ends = new IdentityHashMap<>();
    private boolean areKnown = true;

    WholeLoops(Trace trace, PipelineParts parts) {
        this.trace = trace;
        this.parts = parts;
        for (LoopNode node : parts.steps()) {
            if (node instanceof Loop l) {
                note(l);
            }
        }
    }

    private void note(Loop loop) {
        Amount end = parts.isAlike(loop) ? loop.to() : other(loop).to();
        areKnown &=
                loop.from().is(0)
                        && switch (end) {
                            case Amount.Constant(long to) -> to % Loop.WHOLE == 0;
                            case Amount.Dynamic(Value to) ->
                                    to.type() == DType.I32 && trace.isCommon(to);
                        };
        HeldMasks masks = HeldMasks.of(loop, trace.constants());
        boolean isAsked = masks.bounds().stream().allMatch(this::isCommon);
        held.put(loop, isAsked ? masks : HeldMasks.NONE);
        ends.put(loop, end);
    }

    /// The loop that runs along, the loop itself if none does.
    private Loop other(Loop loop) {
        return loop == parts.lead() ? parts.last() : loop == parts.last() ? parts.lead() : loop;
    }

    private boolean isCommon(HeldMasks.Bound b) {
        List<Value> values = new ArrayList<>(b.left().values());
        values.addAll(b.right().values());
        return values.stream().allMatch(trace::isCommon);
    }

    /// Whether loops may be taken as whole.
    ///
    /// @param names of what all programs have in common
    Value hold(Renaming names, Nodes out) {
        Value all = out.constant(DType.I1, 1);
        if (!areKnown) {
            return all;
        }
        Set<Value> asked = new LinkedHashSet<>();
        for (Amount end : ends.values()) {
            if (end instanceof Amount.Dynamic(Value to) && asked.add(names.of(to))) {
                Value rest = out.constant(DType.I32, Loop.WHOLE - 1);
                Value left = out.binary(BinaryKind.AND, names.of(to), rest);
                Value zero = out.constant(DType.I32, 0);
                all = out.and(all, out.compare(CompareKind.EQ, left, zero));
            }
        }
        for (LoopNode node : parts.steps()) {
            if (node instanceof Loop l && !masks(l).isEmpty()) {
                Value to =
                        switch (ends.get(l)) {
                            case Amount.Constant(long end) -> out.constant(DType.I32, end);
                            case Amount.Dynamic(Value end) -> names.of(end);
                            case null -> throw new IllegalStateException("no end: " + l);
                        };
                Value bound = new HeldBound(l.extent(), out).of(masks(l).of(names::of), to);
                all = out.and(all, out.compare(CompareKind.EQ, bound, to));
            }
        }
        return all;
    }

    private HeldMasks masks(Loop loop) {
        return areKnown ? held.getOrDefault(loop, HeldMasks.NONE) : HeldMasks.NONE;
    }

    /// A loop where all that was asked holds.
    Renaming.Turned of(Loop loop) {
        return new Renaming.Turned(loop, masks(loop), areKnown);
    }

    /// The same of a step.
    LoopNode of(LoopNode step, Renaming names) {
        return step instanceof Loop l ? names.loop(of(l)) : names.node(step);
    }
}
