package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Statements of host code that change variables. Values never change here: a list that grows is
/// another list under the same name. That is only right while no other name holds it, so that only
/// lists and dictionaries made under the name, and handed to no other, can be changed.
record HostChanges(HostExpressions expressions) {
    void assign(Stmt.Assign s, HostFrame frame) {
        PyValue value = expressions.eval(s.value(), frame);
        if (s.value() instanceof Expr.Name n) {
            frame.share(n.id());
        }
        boolean fresh = s.targets().size() == 1 && isFresh(s.value());
        for (Expr target : s.targets()) {
            if (target instanceof Expr.Name n && fresh) {
                frame.own(n.id(), value);
            } else if (target instanceof Expr.Subscript e) {
                entry(e, value, frame);
            } else {
                HostTargets.bind(target, value, frame);
            }
        }
    }

    private static boolean isFresh(Expr e) {
        return e instanceof Expr.ListDisplay
                || e instanceof Expr.DictDisplay
                || e instanceof Expr.Comprehension
                || e instanceof Expr.Binary
                || e instanceof Expr.Subscript s && s.index() instanceof Expr.Slice
                || e instanceof Expr.Call c
                        && c.function() instanceof Expr.Name n
                        && (n.id().equals("list") || n.id().equals("dict"))
                || e instanceof Expr.Call m
                        && m.function() instanceof Expr.Attribute a
                        && a.name().equals("copy");
    }

    /// `name[key] = value` of a dictionary.
    private void entry(Expr.Subscript target, PyValue value, HostFrame frame) {
        if (!(target.value() instanceof Expr.Name n)
                || !(owned(n, frame, target.span()) instanceof DictValue d)) {
            throw Undecided.because(target.span(), "it changes an element");
        }
        Map<PyValue, PyValue> entries = new LinkedHashMap<>(d.entries());
        entries.put(expressions.eval(target.index(), frame), value);
        Budget.size(entries.size(), target.span());
        frame.own(n.id(), new DictValue(entries));
    }

    void augment(Stmt.AugAssign s, HostFrame frame) {
        if (!(s.target() instanceof Expr.Name n)) {
            throw Undecided.because(s.span(), "it changes an element");
        }
        PyValue old = expressions.eval(n, frame);
        PyValue more = expressions.eval(s.value(), frame);
        if (old instanceof TupleValue && s.op() == BinaryOp.ADD) {
            TupleValue added = new TupleValue(Sequences.of(more, s.value().span()));
            frame.own(
                    n.id(),
                    HostExpressions.operate(
                            BinaryOp.ADD, owned(n, frame, s.span()), added, s.span()));
        } else {
            frame.bind(n.id(), HostExpressions.operate(s.op(), old, more, s.span()));
        }
    }

    private PyValue owned(Expr.Name n, HostFrame frame, Span at) {
        if (!frame.owns(n.id())) {
            throw Undecided.because(at, "it changes `" + n.id() + "`, which others may hold");
        }
        return expressions.eval(n, frame);
    }

    /// An expression that is a statement: a call that changes a list, or one whose result nobody
    /// wants.
    void effect(Expr e, HostFrame frame) {
        if (e instanceof Expr.StringLiteral) {
            return;
        }
        if (e instanceof Expr.Call c
                && c.function() instanceof Expr.Attribute a
                && a.value() instanceof Expr.Name n
                && changing(a.name())) {
            PyValue old = owned(n, frame, e.span());
            Call call = expressions.calls().arguments(a.name(), c, frame);
            PyValue changed = call.count() == 1 ? changed(old, a.name(), call) : null;
            if (changed == null) {
                throw Undecided.because(e.span(), "it calls `" + a.name() + "`");
            }
            frame.own(n.id(), changed);
            return;
        }
        expressions.eval(e, frame);
    }

    private static boolean changing(String method) {
        return switch (method) {
            case "append", "extend", "update", "insert", "pop", "remove", "sort", "setdefault" ->
                    true;
            default -> false;
        };
    }

    private static @Nullable PyValue changed(PyValue old, String method, Call call) {
        PyValue given = call.positional().getFirst().value();
        if (old instanceof DictValue d && method.equals("update") && given instanceof DictValue m) {
            Map<PyValue, PyValue> entries = new LinkedHashMap<>(d.entries());
            entries.putAll(m.entries());
            return new DictValue(entries);
        }
        if (!(old instanceof TupleValue t)) {
            return null;
        }
        List<PyValue> elements = new ArrayList<>(t.elements());
        switch (method) {
            case "append" -> elements.add(given);
            case "extend" -> elements.addAll(Sequences.of(given, call.span()));
            default -> {
                return null;
            }
        }
        Budget.size(elements.size(), call.span());
        return new TupleValue(elements);
    }
}
