package tritonc.codegen.vector;

import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Computes 64-bit integers that differ from iteration to iteration in 32 bits where what is known
/// of them proves that nothing changes: a vector has twice the lanes then.
///
/// ```
/// loop %i in 0..%n of 1024 {              %top = min %limit, %base + 1024
///   %w = cast %i : i64                    %end = max %top, %base - 1
///   %offset = add %base, %w          ▶    %far = cast %end - %base : i32
///   %near = lt %offset, %limit            loop %i in 0..%n of 1024 {
///   …                                       %near = lt %i, %far
/// ```
///
/// A value of 64 bits is seen as the sum of a number that is the same in all iterations and one of
/// 32 bits that is not ([NarrowBody]). Nothing is changed where sums might leave their 64 bits,
/// where the part that differs may need more than 32, or in versions that check every access.
final class NarrowLanes {
    private final Fresh fresh;
    private final Intervals intervals = new Intervals();

    NarrowLanes(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The same block over narrower numbers.
    LoopBlock narrowed(LoopBlock block) {
        List<LoopNode> nodes = new ArrayList<>();
        Levels levels = new Levels(fresh, intervals, nodes);
        for (LoopNode node : block.nodes()) {
            intervals.define(node);
            switch (node) {
                case Loop l -> nodes.add(nest(l, levels));
                case Control.For f -> {
                    intervals.define(f);
                    nodes.add(f.with(narrowed(f.body())));
                }
                case Control.If i -> nodes.add(branches(i));
                case Control.While w ->
                        nodes.add(w.with(narrowed(w.before()), narrowed(w.after())));
                default -> nodes.add(node);
            }
        }
        return new LoopBlock(nodes);
    }

    private Control.If branches(Control.If i) {
        Map<Integer, Interval> before = intervals.saved();
        intervals.assume(i.condition());
        LoopBlock then = narrowed(i.thenBlock());
        intervals.restore(before);
        return i.with(then, i.isGuard() ? i.elseBlock() : narrowed(i.elseBlock()));
    }

    private Loop nest(Loop loop, Levels levels) {
        intervals.define(loop);
        boolean isInnermost = true;
        boolean isPlain = true;
        for (LoopNode node : loop.body().nodes()) {
            isInnermost &= !(node instanceof Loop);
            isPlain &=
                    node instanceof LoopNode.Compute
                            || node instanceof Loop
                            || node instanceof Memory && !(node instanceof Memory.Atomic);
        }
        if (!isPlain) {
            return loop;
        }
        if (isInnermost) {
            boolean isOrdered = loop.axis() == Loop.Axis.ORDERED;
            return isOrdered ? loop : new NarrowBody(loop, fresh, intervals, levels).narrowed();
        }
        List<LoopNode> body = levels.enter(loop.index());
        for (LoopNode node : loop.body().nodes()) {
            if (node instanceof Loop inner) {
                body.add(nest(inner, levels));
                inner.reductions().forEach(r -> levels.define(r.result()));
            } else {
                intervals.define(node);
                levels.define(node);
                body.add(node);
            }
        }
        levels.leave();
        return loop.with(new LoopBlock(body));
    }
}
