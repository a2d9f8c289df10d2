package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Streams a kernel through a rule into a new one; ids are given out afresh, in order, so that
/// equal kernels print alike. A rule sees each statement with its operands already mapped to the
/// new kernel's values and answers with the values that stand for the results (which it built with
/// [#out], or which existed before), or with `null` to keep the op. A statement that is kept has
/// its nested blocks streamed through the rule too.
public final class Rewriter {
    /// What to do with one statement.
    public interface Rule {
        /// @param op the op over values of the new kernel; its nested blocks are still the old ones
        /// @param old the statement as it stands in the old kernel
        /// @return the values to use for the old results, or `null` to keep the op
        @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter rewriter);

        /// Told of each op that was kept, with its results in the new kernel.
        default void kept(TileOp op, List<Value> results) {}

        /// Told before the statements of an old nested block are streamed.
        default void enter(Block old) {}

        /// Told after the statements of an old nested block were streamed.
        default void leave(Block old) {}
    }

    private final Builder out = new Builder();
    private final Map<Value, Value> mapping = new HashMap<>();
    private final Rule rule;
    private boolean changed;

    private Rewriter(Rule rule) {
        this.rule = rule;
    }

    /// The kernel after the rule; the very same object if the rule replaced nothing.
    public static TileKernel rewrite(TileKernel kernel, Rule rule) {
        Rewriter rewriter = new Rewriter(rule);
        for (Parameter p : kernel.parameters()) {
            rewriter.mapping.put(
                    p.value(), rewriter.out.parameter(p.name(), p.type(), p.divisibility()));
        }
        rewriter.statements(kernel.body());
        TileKernel made = rewriter.out.kernel(kernel.name());
        return rewriter.changed ? made : kernel;
    }

    /// Where new ops go.
    public Builder out() {
        return out;
    }

    /// The new value that stands for an old one.
    public Value map(Value old) {
        Value now = mapping.get(old);
        if (now == null) {
            throw new IllegalStateException("no value for " + old + " yet");
        }
        return now;
    }

    /// Makes `now` stand for `old` from here on; for rules that stream blocks themselves.
    public void map(Value old, Value now) {
        mapping.put(old, now);
    }

    /// Streams all statements of an old block but its terminator into the current place.
    public void statements(Block old) {
        List<Statement> list = old.statements();
        for (int i = 0; i < list.size() - 1; i++) {
            statement(list.get(i));
        }
    }

    /// Streams an old block, with fresh parameters, into a new one.
    public Block block(Block old) {
        List<tritonc.ir.type.Type> types = new ArrayList<>(old.parameters().size());
        for (Value p : old.parameters()) {
            types.add(p.type());
        }
        return out.block(
                types,
                fresh -> {
                    for (int i = 0; i < fresh.size(); i++) {
                        mapping.put(old.parameters().get(i), fresh.get(i));
                    }
                    rule.enter(old);
                    statements(old);
                    rule.leave(old);
                    Statement end = old.statements().getLast();
                    out.at(end.at());
                    return end.op().mapOperands(this::map);
                });
    }

    private void statement(Statement old) {
        out.at(old.at());
        TileOp op = old.op().mapOperands(this::map);
        List<Value> results = rule.rewrite(op, old, this);
        if (results == null) {
            TileOp kept = withBlocks(op);
            results = out.addAll(kept);
            rule.kept(kept, results);
        } else {
            changed = true;
        }
        for (int i = 0; i < old.results().size(); i++) {
            mapping.put(old.results().get(i), results.get(i));
        }
    }

    /// The op with its nested blocks streamed.
    public TileOp withBlocks(TileOp op) {
        return switch (op) {
            case ControlOp.For f ->
                    new ControlOp.For(f.lower(), f.upper(), f.step(), f.inits(), block(f.body()));
            case ControlOp.If i ->
                    new ControlOp.If(i.condition(), block(i.thenBlock()), block(i.elseBlock()));
            case ControlOp.While w ->
                    new ControlOp.While(w.inits(), block(w.before()), block(w.after()));
            case ControlOp.Yield y -> y;
            case ControlOp.Condition c -> c;
            case Arithmetic a -> a;
            case ShapeOp s -> s;
            case MemoryOp m -> m;
            case EffectOp e -> e;
            case ProgramOp p -> p;
            case Reduce r -> r;
            case CrossLane c -> c;
            case Fold f -> f.withCombine(block(f.combine()));
            case Dot d -> d;
        };
    }
}
