package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.Unbound;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Two ways of a program as the blocks of one `if` op: the names that either assigns, and what they
/// return, become results of the op.
final class Fork {
    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final Flattening flattening;

    Fork(Semantics semantics, Diagnostics diagnostics) {
        this.semantics = semantics;
        this.diagnostics = diagnostics;
        this.flattening = new Flattening(semantics);
    }

    /// Where two ways part.
    ///
    /// @param tail whether the function ends where they would meet
    record Site(Value condition, Span span, Frame frame, boolean tail) {}

    /// One of the ways.
    @FunctionalInterface
    interface Way {
        Flow run();
    }

    /// What a way has left behind.
    private record Outcome(Block block, Flow flow, Map<String, PyValue> locals) {
        boolean returns() {
            return flow instanceof Flow.Returns;
        }
    }

    /// The results that the op will have, and what to do with them.
    private static final class Results {
        final List<Value> left = new ArrayList<>();
        final List<Value> right = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        final List<PyValue> templates = new ArrayList<>();
    }

    Flow run(Site site, Way first, Way second, Map<String, Span> assigned) {
        Frame frame = site.frame();
        Map<String, PyValue> before = frame.locals();
        Outcome a = outcome(first, frame, before);
        Outcome b = outcome(second, frame, before);
        frame.locals(before);
        semantics.emitter().at(site.span());
        Results results = new Results();
        if (!site.tail() && !(a.returns() && b.returns())) {
            for (Map.Entry<String, Span> name : assigned.entrySet()) {
                meet(name.getKey(), name.getValue(), a, b, site, results);
            }
        }
        Flow flow = flows(a.flow(), b.flow(), site, results);
        Block then = yielding(a.block(), results.left);
        Block otherwise = yielding(b.block(), results.right);
        List<Value> values =
                semantics.emitter().addAll(new ControlOp.If(site.condition(), then, otherwise));
        for (int i = 0; i < values.size(); i++) {
            semantics.emitter().sameAs(values.get(i), results.left.get(i));
        }
        return bind(flow, values.iterator(), results, frame);
    }

    private Outcome outcome(Way way, Frame frame, Map<String, PyValue> before) {
        frame.fork(before);
        Flow[] flow = {Flow.FALLS};
        Block block =
                semantics
                        .emitter()
                        .block(
                                List.of(),
                                none -> {
                                    flow[0] = way.run();
                                    return new ControlOp.Yield(List.of());
                                });
        return new Outcome(block, flow[0], frame.locals());
    }

    /// The block with other values handed on at its end.
    static Block yielding(Block block, List<Value> values) {
        if (values.isEmpty()) {
            return block;
        }
        List<Statement> all = new ArrayList<>(block.statements());
        Statement last = all.removeLast();
        all.add(new Statement(List.of(), new ControlOp.Yield(values), last.at()));
        return new Block(block.parameters(), all);
    }

    /// Decides what a name stands for behind the op.
    private void meet(String name, Span at, Outcome a, Outcome b, Site site, Results results) {
        PyValue x = a.returns() ? null : a.locals().get(name);
        PyValue y = b.returns() ? null : b.locals().get(name);
        Frame frame = site.frame();
        PyValue old = frame.locals().get(name);
        if (a.returns()) {
            x = y == null || y.equals(old) ? y : absent(y);
        } else if (b.returns()) {
            y = x == null || x.equals(old) ? x : absent(x);
        }
        if (x == null && y == null || x != null && x.equals(y)) {
            put(frame, name, x);
        } else if (x == null || y == null || x instanceof Unbound || y instanceof Unbound) {
            Unbound.Reason reason = Unbound.Reason.ONE_ARM;
            frame.bind(
                    name,
                    x instanceof Unbound ? x : y instanceof Unbound ? y : new Unbound(reason, at));
        } else {
            join(name, at, x, y, site, results);
        }
    }

    /// What stands for a value on the way that has returned.
    private PyValue absent(PyValue value) {
        return Flattening.isCarried(value) ? flattening.placeholder(value) : value;
    }

    private static void put(Frame frame, String name, @Nullable PyValue value) {
        if (value == null) {
            frame.locals().remove(name);
        } else {
            frame.bind(name, value);
        }
    }

    private void join(String name, Span at, PyValue x, PyValue y, Site site, Results results) {
        Flattening.Joined joined = flattening.join(x, y, at);
        if (joined != null) {
            add(joined, name, results);
            return;
        }
        if (x instanceof Tensor && y instanceof Tensor) {
            site.frame().bind(name, ErrorValue.ERROR);
            diagnostics.add(
                    Mistake.at(
                                    at,
                                    Code.BRANCH_TYPE,
                                    "`"
                                            + name
                                            + "` is "
                                            + x.describe()
                                            + " after one branch and "
                                            + y.describe()
                                            + " after the other")
                            .label(at, "assigned here")
                            .label(site.span(), "branches here")
                            .help("cast in one of the branches so that both types are equal")
                            .diagnostic());
            return;
        }
        site.frame().bind(name, new Unbound(Unbound.Reason.DIFFERENT, at));
    }

    private static void add(Flattening.Joined joined, String name, Results results) {
        Flattening.flatten(joined.a(), results.left);
        Flattening.flatten(joined.b(), results.right);
        results.names.add(name);
        results.templates.add(joined.a());
    }

    /// How the function goes on behind the op; what is returned becomes results of the op.
    private Flow flows(Flow a, Flow b, Site site, Results results) {
        if (a instanceof Flow.Falls && b instanceof Flow.Falls) {
            return Flow.FALLS;
        }
        if (a instanceof Flow.Returns x && b instanceof Flow.Returns y) {
            return new Flow.Returns(
                    returned(x, y, site, results), x.at() == null ? y.at() : x.at());
        }
        Flow.Returns x = known(a);
        Flow.Returns y = known(b);
        if (x == null && y == null) {
            return Flow.FALLS;
        }
        if (x == null) {
            x = absent(Objects.requireNonNull(y));
        } else if (y == null) {
            y = absent(x);
        }
        results.left.add(flag(a));
        results.right.add(flag(b));
        results.names.add("");
        results.templates.add(new Tensor(results.left.getLast()));
        Value flag = results.left.getLast();
        PyValue value = returned(x, Objects.requireNonNull(y), site, results);
        return new Flow.Maybe(flag, value, x.at());
    }

    private static Flow.@Nullable Returns known(Flow flow) {
        return switch (flow) {
            case Flow.Falls f -> null;
            case Flow.Returns r -> r;
            case Flow.Maybe m -> new Flow.Returns(m.value(), m.at());
        };
    }

    private Flow.Returns absent(Flow.Returns known) {
        return new Flow.Returns(absent(known.value()), known.at());
    }

    private Value flag(Flow flow) {
        return switch (flow) {
            case Flow.Falls f -> semantics.emitter().constant(DType.I1, 0);
            case Flow.Returns r -> semantics.emitter().constant(DType.I1, 1);
            case Flow.Maybe m -> m.returned();
        };
    }

    /// The value returned on either way, as results of the op if it holds tensors.
    private PyValue returned(Flow.Returns x, Flow.Returns y, Site site, Results results) {
        if (x.value().equals(y.value())) {
            return x.value();
        }
        Flattening.Joined joined = flattening.join(x.value(), y.value(), site.span());
        if (joined != null) {
            add(joined, "", results);
            return joined.a();
        }
        diagnostics.add(mismatch(x, y, site).diagnostic());
        return ErrorValue.ERROR;
    }

    private static Mistake mismatch(Flow.Returns x, Flow.Returns y, Site site) {
        Span a = x.at() == null ? site.span() : x.at();
        Span b = y.at() == null ? site.span() : y.at();
        boolean missing =
                x.value() instanceof PyNone && x.at() == null
                        || y.value() instanceof PyNone && y.at() == null;
        if (missing) {
            Span there = x.at() == null ? b : a;
            PyValue value = x.at() == null ? y.value() : x.value();
            return Mistake.at(
                            there,
                            Code.RETURN_MISSING,
                            "the function returns a value here but reaches its end elsewhere")
                    .label(there, value.describe())
                    .help("return a value of the same type at the end");
        }
        return Mistake.at(
                        a,
                        Code.RETURN_TYPE,
                        "one way gives "
                                + x.value().describe()
                                + ", the other "
                                + y.value().describe())
                .label(a, x.value().describe())
                .label(b, y.value().describe())
                .help("cast one of them so that both types are equal");
    }

    private Flow bind(Flow flow, Iterator<Value> values, Results results, Frame frame) {
        Value flag = null;
        PyValue value = null;
        for (int i = 0; i < results.names.size(); i++) {
            String name = results.names.get(i);
            PyValue rebuilt = Flattening.rebuild(results.templates.get(i), values);
            if (!name.isEmpty()) {
                frame.bind(name, rebuilt);
            } else if (flow instanceof Flow.Maybe && flag == null) {
                flag = ((Tensor) rebuilt).value();
            } else {
                value = rebuilt;
            }
        }
        return switch (flow) {
            case Flow.Falls f -> f;
            case Flow.Returns r -> value == null ? r : new Flow.Returns(value, r.at());
            case Flow.Maybe m ->
                    new Flow.Maybe(
                            flag == null ? m.returned() : flag,
                            value == null ? m.value() : value,
                            m.at());
        };
    }
}
