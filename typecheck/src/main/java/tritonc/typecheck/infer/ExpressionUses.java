package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;
import tritonc.ir.type.DType;
import tritonc.typecheck.builtin.Attributes;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What expressions say of the parameters in them.
final class ExpressionUses {
    private final Callable function;
    private final Facts facts;
    private final Summaries summaries;
    private final BuiltinUses builtins;
    private final Divisors divisors;
    private final Assertions assertions;
    private final ComparisonUses comparisons;
    private Map<String, Flow> variables = new HashMap<>();
    private boolean settled;

    ExpressionUses(Callable function, Facts facts, Summaries summaries) {
        this.function = function;
        this.facts = facts;
        this.summaries = summaries;
        this.builtins = new BuiltinUses(facts, this);
        this.assertions = new Assertions(this, facts);
        this.comparisons = new ComparisonUses(function, this, facts);
        this.divisors = new Divisors(function.names(), facts);
    }

    /// @param pass from 0; what depends on what is known already is left to later ones
    void begin(Map<String, Flow> at, int pass) {
        see(at);
        settled = pass > 0;
    }

    void see(Map<String, Flow> at) {
        variables = at;
        divisors.see(at);
    }

    /// A variable gets a value that is written out.
    void written(String variable, Expr value) {
        divisors.written(variable, value);
        assertions.written(variable, value);
    }

    boolean settled() {
        return settled;
    }

    /// Whether a name is a variable or a parameter of the function.
    boolean isOwn(String name) {
        return variables.containsKey(name);
    }

    Flow of(Expr e) {
        return switch (e) {
            case Expr.Name n -> variables.getOrDefault(n.id(), Flow.NONE);
            case Expr.IntLiteral i -> Flow.of(Kind.LITERAL);
            case Expr.FloatLiteral f -> Flow.of(Kind.FLOAT);
            case Expr.Binary b -> binary(b.op(), b.left(), b.right());
            case Expr.Unary u -> unary(u);
            case Expr.Logical l -> {
                for (Expr operand : l.operands()) {
                    truth(operand);
                }
                yield Flow.of(Kind.BOOL);
            }
            case Expr.Compare c -> comparisons.see(c);
            case Expr.Conditional c -> {
                test(c.test());
                Flow then = of(c.then());
                Flow otherwise = of(c.otherwise());
                mixed(then, otherwise);
                yield then.or(otherwise);
            }
            case Expr.Call c -> call(c);
            case Expr.Attribute a -> attribute(a);
            case Expr.Subscript s -> subscript(s);
            case Expr.Tuple t -> tuple(t.elements());
            case Expr.ListDisplay t -> tuple(t.elements());
            case Expr.NamedExpr n -> {
                Flow value = of(n.value());
                variables.put(n.target().id(), value);
                yield value;
            }
            case Expr.Starred s -> of(s.value());
            default -> Flow.NONE;
        };
    }

    private Flow tuple(List<Expr> elements) {
        List<Flow> all = new ArrayList<>();
        for (Expr e : elements) {
            all.add(of(e));
        }
        return Flow.tuple(all);
    }

    private Flow unary(Expr.Unary u) {
        if (u.op() == UnaryOp.NOT) {
            truth(u.operand());
            return Flow.of(Kind.BOOL);
        }
        Flow operand = of(u.operand());
        return operand.with(Flow.NONE, operand.kind());
    }

    /// An operand of `and`, `or`, `not`: for constexpr parameters a flag, for others a truth value.
    private void truth(Expr operand) {
        Flow flow = of(operand);
        facts.truth(flow);
        if (flow.direct()) {
            facts.mark(flow.parts(), e -> e.condition = true);
        }
    }

    void test(Expr test) {
        Flow flow = of(test);
        if (flow.direct()) {
            facts.mark(flow.parts(), e -> e.condition = true);
        }
    }

    Flow binary(BinaryOp op, Expr leftSide, Expr rightSide) {
        Flow left = of(leftSide);
        Flow right = of(rightSide);
        return switch (op) {
            case ADD, SUB -> {
                mixed(left, right);
                accumulated(left, right);
                if (settled && left.kind() == Kind.INT ^ right.kind() == Kind.INT) {
                    maybeInteger(left.kind() == Kind.INT ? right : left);
                }
                yield left.with(right, left.kind().join(right.kind())).pointing(heads(left, right));
            }
            case FLOOR_DIV, SHL, SHR -> {
                facts.integers(left);
                facts.integers(right);
                Flow result = left.with(right, Kind.INT);
                if (op != BinaryOp.FLOOR_DIV) {
                    yield result;
                }
                facts.mark(right.direct() ? right.parts() : Set.of(), e -> e.divides = true);
                yield divisors.quotient(left, rightSide, result);
            }
            case MOD -> {
                if (!facts.isFloat(left) || left.direct()) {
                    facts.integers(left);
                    facts.integers(right);
                }
                yield left.with(right, Kind.INT);
            }
            case BIT_AND, BIT_OR, BIT_XOR -> bits(left, right);
            case DIV -> {
                mixed(left, right);
                yield left.with(right, Kind.FLOAT);
            }
            case MUL, POW, MATMUL -> mixed(left, right).pointing(Set.of());
        };
    }

    /// An integer sum of products has operands of 8 bits.
    private void accumulated(Flow sum, Flow product) {
        boolean whole = sum.dtype() == DType.I32 && product.kind() == Kind.FLOAT;
        if (whole && product.dtype() == null) {
            for (Atom a : product.parts()) {
                Evidence e = facts.of(a);
                e.dtype = a.depth() > 0 && e.dtype == null ? DType.I8 : e.dtype;
            }
        }
    }

    private Flow bits(Flow left, Flow right) {
        if (left.kind() == Kind.BOOL || right.kind() == Kind.BOOL) {
            facts.truth(left);
            facts.truth(right);
            return Flow.of(Kind.BOOL);
        }
        if (settled && !allTruth(left) && !allTruth(right)) {
            facts.integers(left);
            facts.integers(right);
        }
        return left.with(right, left.kind() == Kind.INT ? Kind.INT : right.kind());
    }

    private boolean allTruth(Flow flow) {
        for (Atom a : flow.parts()) {
            Evidence e = facts.known(a);
            if (e == null || !e.truth) {
                return false;
            }
        }
        return flow.direct();
    }

    /// Two values that meet in arithmetic: a parameter beside a float is a float.
    Flow mixed(Flow left, Flow right) {
        if (settled) {
            if (facts.isFloat(left) && !facts.isInteger(right)) {
                facts.floats(right);
            }
            if (facts.isFloat(right) && !facts.isInteger(left)) {
                facts.floats(left);
            }
        }
        Flow merged = left.with(right, left.kind().join(right.kind()));
        return merged.pointing(Flow.union(left.heads(), right.heads()));
    }

    /// What an address that is a sum points with: of both sides the likelier, else the left one.
    private Set<Atom> heads(Flow left, Flow right) {
        if (left.heads().isEmpty() || right.heads().isEmpty()) {
            return Flow.union(left.heads(), right.heads());
        }
        return likely(left.heads()) >= likely(right.heads()) ? left.heads() : right.heads();
    }

    private int likely(Set<Atom> heads) {
        int best = -1;
        for (Atom a : heads) {
            Evidence e = facts.known(a);
            int score = e != null && e.pointer ? 3 : e != null && e.integer ? 0 : named(a);
            best = Math.max(best, score);
        }
        return best;
    }

    private int named(Atom a) {
        String name = function.parameters().get(a.parameter()).name().toLowerCase(Locale.ROOT);
        return a.depth() > 0 ? 1 : NameHints.pointer(name) ? 3 : 2;
    }

    /// A value that meets an integer.
    void maybeInteger(Flow flow) {
        if (flow.direct() || !facts.isFloat(flow)) {
            facts.mark(flow.parts(), e -> e.maybeInteger = true);
        }
    }

    private Flow attribute(Expr.Attribute a) {
        Flow owner = of(a.value());
        if (a.name().equals("T")) {
            return owner;
        }
        if (a.name().equals("element_ty") && a.value() instanceof Expr.Attribute dtype) {
            // what was loaded is a block, whose type has an element type too
            boolean block = dtype.name().equals("type");
            for (Atom head : of(dtype.value()).heads()) {
                facts.of(head).pointer |= !block || head.depth() == 0;
            }
        }
        return Flow.NONE;
    }

    private Flow subscript(Expr.Subscript s) {
        Flow value = of(s.value());
        Flow index = of(s.index());
        if (value.elements().isEmpty()) {
            TupleUses.indexed(facts, value, s.index());
            return value;
        }
        facts.integers(index);
        if (s.index() instanceof Expr.IntLiteral i
                && i.value().bitLength() < Integer.SIZE
                && i.value().signum() >= 0
                && i.value().intValue() < value.elements().size()) {
            return value.elements().get(i.value().intValue());
        }
        return value.elements().stream().reduce(Flow.NONE, Flow::or);
    }

    private Flow call(Expr.Call c) {
        List<Flow> positional = new ArrayList<>();
        Map<String, Flow> named = new LinkedHashMap<>();
        for (Argument a : c.arguments()) {
            Flow flow = of(a.value());
            if (a instanceof Argument.Unpacked) {
                TupleUses.whole(facts, flow);
            }
            if (a instanceof Argument.Keyword k) {
                named.put(k.name(), flow);
            } else {
                positional.add(flow);
            }
        }
        PyValue called = value(c.function());
        if (called instanceof BuiltinValue b) {
            if (b.name().endsWith(".static_assert") && c.arguments().size() > 0) {
                assertions.holds(c.arguments().getFirst().value());
            }
            return builtins.call(b.name(), c, positional, named);
        }
        if (called instanceof FunctionValue f) {
            Summary summary = summaries.of(f.function());
            Map<Integer, Flow> bound = Summaries.bind(f.function().parameters(), positional, named);
            facts.called(summary.facts(), bound);
            return summary.result(bound);
        }
        if (c.function() instanceof Expr.Attribute a && called == null) {
            return builtins.method(a, c, positional, named);
        }
        Flow local = of(c.function());
        called(local, c.arguments());
        return Flow.tuple(positional).with(Flow.NONE, Kind.UNKNOWN);
    }

    private void called(Flow function, List<Argument> arguments) {
        boolean plain = arguments.stream().allMatch(a -> a instanceof Argument.Positional);
        if (function.direct()) {
            facts.mark(
                    function.parts(),
                    e -> {
                        e.function = true;
                        e.arguments = Math.max(e.arguments, plain ? arguments.size() : 0);
                    });
        }
    }

    /// What a name or a dotted name stands for outside the function; null for anything of its own.
    @Nullable PyValue value(Expr e) {
        if (e instanceof Expr.Name n) {
            return variables.containsKey(n.id()) ? null : function.names().lookup(n.id());
        }
        if (e instanceof Expr.Attribute a && value(a.value()) instanceof ModuleValue m) {
            return Attributes.member(m, a.name());
        }
        return null;
    }
}
