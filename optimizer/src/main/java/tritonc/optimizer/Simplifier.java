package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Streams a kernel through rules that replace an op by a value, knowing how every earlier value is
/// defined. What a rule builds goes through the rules again, so that one sweep settles chains of
/// rewrites; each rule makes the op cheaper or its form more canonical, so that this ends.
final class Simplifier implements Rewriter.Rule {
    /// A list of rules: the value that replaces `op`, or `null` where none fires.
    interface Rules {
        @Nullable Value simplify(TileOp op, Simplifier scope);

        /// For ops that do not have exactly one result.
        default @Nullable List<Value> simplifyWhole(
                TileOp op, Statement old, Rewriter rewriter, Simplifier scope) {
            return null;
        }
    }

    private final Rules rules;
    private final Map<Value, TileOp> definitions = new HashMap<>();
    private @Nullable Rewriter rewriter;

    private Simplifier(Rules rules) {
        this.rules = rules;
    }

    /// `kernel` after the rules; the very same object if none fired.
    static TileKernel run(TileKernel kernel, Rules rules) {
        return Rewriter.rewrite(kernel, new Simplifier(rules));
    }

    /// How a value of the new kernel is defined; `null` for parameters.
    @Nullable TileOp definition(Value value) {
        return definitions.get(value);
    }

    /// The constant that a value is, if it is one.
    Arithmetic.@Nullable Constant constant(Value value) {
        return definitions.get(value) instanceof Arithmetic.Constant c ? c : null;
    }

    boolean isConstant(Value value) {
        return definitions.get(value) instanceof Arithmetic.Constant;
    }

    /// Whether `value` is a constant of these lane bits.
    boolean isConstant(Value value, long bits) {
        return definitions.get(value) instanceof Arithmetic.Constant c && c.bits() == bits;
    }

    /// The value of `op`: simplified, or added.
    Value add(TileOp op) {
        Value simple = rules.simplify(op, this);
        if (simple != null) {
            return simple;
        }
        Value made = out().out().add(op);
        definitions.put(made, op);
        return made;
    }

    private Rewriter out() {
        if (rewriter == null) {
            throw new IllegalStateException("no kernel is being rewritten");
        }
        return rewriter;
    }

    @Override
    public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter stream) {
        rewriter = stream;
        if (old.results().size() != 1 || !op.blocks().isEmpty()) {
            return rules.simplifyWhole(op, old, stream, this);
        }
        Value simple = rules.simplify(op, this);
        return simple == null ? null : List.of(simple);
    }

    @Override
    public void kept(TileOp op, List<Value> results) {
        if (results.size() == 1) {
            definitions.put(results.getFirst(), op);
        }
    }
}
