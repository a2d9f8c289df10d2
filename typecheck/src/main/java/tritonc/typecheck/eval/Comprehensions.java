package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `[f(x) for x in values]` over a tuple, which gives a tuple.
record Comprehensions(Expressions expressions) {
    PyValue list(Expr.Comprehension e, Frame frame) {
        Expr.ForClause clause = e.clauses().getFirst();
        if (e.kind() != Expr.ComprehensionKind.LIST || e.clauses().size() != 1) {
            throw Objects.requireNonNull(RefusedSyntax.comprehension(e));
        }
        PyValue over = expressions.eval(clause.iterable(), frame);
        if (over instanceof ErrorValue) {
            return over;
        }
        if (!(over instanceof TupleValue tuple)) {
            Span at = clause.iterable().span();
            throw Mistake.at(at, Code.LOOP_SOURCE, "a list is made from the elements of a tuple")
                    .label(at, over.describe());
        }
        // the names of the clause are its own
        Map<String, PyValue> before = new HashMap<>(frame.locals());
        PyValue list = elements(e.element(), clause, tuple, frame);
        for (String name : Assigned.by(clause.target()).keySet()) {
            PyValue outer = before.get(name);
            if (outer == null) {
                frame.locals().remove(name);
            } else {
                frame.bind(name, outer);
            }
        }
        return list;
    }

    private PyValue elements(Expr element, Expr.ForClause clause, TupleValue over, Frame frame) {
        List<PyValue> all = new ArrayList<>(over.size());
        for (PyValue value : over.elements()) {
            Assignments.assign(clause.target(), value, frame);
            if (taken(clause, frame)) {
                all.add(expressions.eval(element, frame));
            }
        }
        return all.contains(ErrorValue.ERROR) ? ErrorValue.ERROR : new TupleValue(all);
    }

    private boolean taken(Expr.ForClause clause, Frame frame) {
        for (Expr condition : clause.conditions()) {
            PyValue value = expressions.eval(condition, frame);
            Boolean truth = PythonMath.truth(value);
            if (truth == null && !(value instanceof ErrorValue)) {
                throw Mistake.at(
                                condition.span(),
                                Code.NOT_CONSTEXPR,
                                "which elements a list has must be known at compile time")
                        .label(condition.span(), value.describe());
            }
            if (truth == null || !truth) {
                return false;
            }
        }
        return true;
    }
}
