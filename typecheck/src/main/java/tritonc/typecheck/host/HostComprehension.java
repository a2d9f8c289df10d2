package tritonc.typecheck.host;

import tritonc.frontend.ast.Expr;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Comprehensions and generators of host code; all are made at once.
record HostComprehension(HostExpressions expressions) {
    PyValue value(Expr.Comprehension e, HostFrame around) {
        HostFrame frame = new HostFrame(around, around.imports());
        List<PyValue> elements = new ArrayList<>();
        Map<PyValue, PyValue> entries = new LinkedHashMap<>();
        clause(
                e,
                0,
                frame,
                () -> {
                    PyValue element = expressions.eval(e.element(), frame);
                    if (e.kind() == Expr.ComprehensionKind.DICT) {
                        entries.put(
                                element,
                                expressions.eval(Objects.requireNonNull(e.value()), frame));
                    } else {
                        elements.add(element);
                    }
                    Budget.size(Math.max(elements.size(), entries.size()), e.span());
                });
        return switch (e.kind()) {
            case DICT -> new DictValue(entries);
            case SET -> Sequences.distinct(elements);
            case LIST, GENERATOR -> new TupleValue(elements);
        };
    }

    private void clause(Expr.Comprehension e, int index, HostFrame frame, Runnable element) {
        if (index == e.clauses().size()) {
            element.run();
            return;
        }
        Expr.ForClause clause = e.clauses().get(index);
        PyValue over = expressions.eval(clause.iterable(), frame);
        for (PyValue item : Sequences.of(over, clause.iterable().span())) {
            HostTargets.bind(clause.target(), item, frame);
            boolean holds = true;
            for (Expr condition : clause.conditions()) {
                holds =
                        holds
                                && HostExpressions.truth(
                                        expressions.eval(condition, frame), condition.span());
            }
            if (holds) {
                clause(e, index + 1, frame, element);
            }
        }
    }
}
