package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Structured control flow. There are no jumps: an early `return` has become an [If] around what
/// follows. Blocks may read every value defined before the op that holds them.
public sealed interface ControlOp extends TileOp {
    /// Runs `body` for iv = lower, lower + step, … while iv < upper: ceil((upper - lower) / step)
    /// times, computed without overflow; not at all where step ≤ 0. `lower`, `upper` and `step` are
    /// integer scalars of one type. The body's parameters are the iv, then the carried values,
    /// which start as `inits`; it yields their next values; the results are their last.
    record For(Value lower, Value upper, Value step, List<Value> inits, Block body)
            implements ControlOp {
        public For {
            inits = List.copyOf(inits);
            boolean bounds =
                    lower.type() instanceof DType d
                            && d.isInteger()
                            && !d.isBool()
                            && upper.type() == d
                            && step.type() == d;
            if (!bounds || body.parameters().size() != inits.size() + 1) {
                throw new IllegalArgumentException("malformed for");
            }
        }

        @Override
        public String name() {
            return "for";
        }

        public Value iv() {
            return body.parameters().getFirst();
        }

        /// The body's parameters that carry values from one iteration to the next.
        public List<Value> carried() {
            return body.parameters().subList(1, body.parameters().size());
        }

        @Override
        public List<Value> operands() {
            List<Value> all = new ArrayList<>(List.of(lower, upper, step));
            all.addAll(inits);
            return all;
        }

        @Override
        public List<Type> resultTypes() {
            return inits.stream().map(Value::type).toList();
        }

        @Override
        public List<Block> blocks() {
            return List.of(body);
        }

        @Override
        public For mapOperands(UnaryOperator<Value> change) {
            Value l = change.apply(lower);
            Value u = change.apply(upper);
            Value s = change.apply(step);
            List<Value> i = Operands.map(inits, change);
            boolean same = l == lower && u == upper && s == step && i == inits;
            return same ? this : new For(l, u, s, i, body);
        }
    }

    /// Runs one of the blocks, by an `i1` scalar; the results are what it yields.
    record If(Value condition, Block thenBlock, Block elseBlock) implements ControlOp {
        public If {
            if (condition.type() != DType.I1
                    || thenBlock.yields().size() != elseBlock.yields().size()) {
                throw new IllegalArgumentException("malformed if");
            }
        }

        @Override
        public String name() {
            return "if";
        }

        @Override
        public List<Value> operands() {
            return List.of(condition);
        }

        @Override
        public List<Type> resultTypes() {
            return thenBlock.yields().stream().map(Value::type).toList();
        }

        @Override
        public List<Block> blocks() {
            return List.of(thenBlock, elseBlock);
        }

        @Override
        public If mapOperands(UnaryOperator<Value> change) {
            Value c = change.apply(condition);
            return c == condition ? this : new If(c, thenBlock, elseBlock);
        }
    }

    /// Runs `before` over the carried values, which start as `inits`; while its [Condition] holds,
    /// hands that op's values to `after`, which yields the next carried ones. The results are the
    /// values of the condition that failed.
    record While(List<Value> inits, Block before, Block after) implements ControlOp {
        public While {
            inits = List.copyOf(inits);
            boolean ends = before.statements().getLast().op() instanceof Condition;
            if (!ends || before.parameters().size() != inits.size()) {
                throw new IllegalArgumentException("malformed while");
            }
        }

        /// What `before` ends with.
        public Condition condition() {
            return (Condition) before.statements().getLast().op();
        }

        @Override
        public String name() {
            return "while";
        }

        @Override
        public List<Value> operands() {
            return inits;
        }

        @Override
        public List<Type> resultTypes() {
            return condition().values().stream().map(Value::type).toList();
        }

        @Override
        public List<Block> blocks() {
            return List.of(before, after);
        }

        @Override
        public While mapOperands(UnaryOperator<Value> change) {
            List<Value> i = Operands.map(inits, change);
            return i == inits ? this : new While(i, before, after);
        }
    }

    /// Ends a block and hands values to the op that holds it; ends the kernel's body with none.
    record Yield(List<Value> values) implements ControlOp, Terminator {
        public Yield {
            values = List.copyOf(values);
        }

        @Override
        public String name() {
            return "yield";
        }

        @Override
        public List<Value> operands() {
            return values;
        }

        @Override
        public List<Type> resultTypes() {
            return List.of();
        }

        @Override
        public Yield mapOperands(UnaryOperator<Value> change) {
            List<Value> v = Operands.map(values, change);
            return v == values ? this : new Yield(v);
        }
    }

    /// Ends the `before` block of a [While].
    record Condition(Value condition, List<Value> values) implements ControlOp, Terminator {
        public Condition {
            values = List.copyOf(values);
            if (condition.type() != DType.I1) {
                throw new IllegalArgumentException("condition of " + condition.type());
            }
        }

        @Override
        public String name() {
            return "condition";
        }

        @Override
        public List<Value> operands() {
            List<Value> all = new ArrayList<>();
            all.add(condition);
            all.addAll(values);
            return all;
        }

        @Override
        public List<Type> resultTypes() {
            return List.of();
        }

        @Override
        public Condition mapOperands(UnaryOperator<Value> change) {
            Value c = change.apply(condition);
            List<Value> v = Operands.map(values, change);
            return c == condition && v == values ? this : new Condition(c, v);
        }
    }
}
