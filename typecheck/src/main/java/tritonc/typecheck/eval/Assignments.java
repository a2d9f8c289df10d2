package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Conversion;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;

/// Binds values to targets.
final class Assignments {
    private Assignments() {}

    /// The value that a plain assignment gives a name: numbers become tensors, those in tuples too,
    /// but not those in aggregates.
    static PyValue plain(PyValue value, Span at, Semantics semantics) {
        if (Conversion.isNumber(value)) {
            return new Tensor(semantics.conversion().tensor(value, at));
        }
        if (value instanceof TupleValue t && !t.isAggregate()) {
            List<PyValue> elements = new ArrayList<>(t.size());
            for (PyValue element : t.elements()) {
                elements.add(plain(element, at, semantics));
            }
            return t.with(elements);
        }
        return value;
    }

    /// Binds a value to a name, or its elements to the names of a tuple; more elements than names
    /// are left over without a word, as in Triton.
    ///
    /// @throws Mistake for another target, or too few elements
    static void assign(Expr target, PyValue value, Frame frame) {
        if (target instanceof Expr.Name n) {
            frame.bind(n.id(), value);
            return;
        }
        switch (target) {
            case Expr.Tuple t -> unpack(t.elements(), t.span(), value, frame);
            case Expr.ListDisplay l -> unpack(l.elements(), l.span(), value, frame);
            default -> throw RefusedSyntax.target(target);
        }
    }

    private static void unpack(List<Expr> targets, Span at, PyValue value, Frame frame) {
        if (value instanceof ErrorValue) {
            poison(targets, frame);
            return;
        }
        int star = star(targets);
        boolean fits =
                value instanceof TupleValue tuple
                        && tuple.size() >= targets.size() - (star < 0 ? 0 : 1);
        if (!(value instanceof TupleValue t) || !fits) {
            poison(targets, frame);
            String what =
                    value instanceof TupleValue tuple
                            ? tuple.size() + " values"
                            : "one value, " + value.describe() + ",";
            throw Mistake.at(
                    at,
                    Code.UNPACK,
                    "cannot unpack " + what + " into " + targets.size() + " names");
        }
        int taken = 0;
        for (int i = 0; i < targets.size(); i++) {
            if (i == star && targets.get(i) instanceof Expr.Starred s) {
                int end = t.size() - (targets.size() - 1 - i);
                assign(s.value(), new TupleValue(t.elements().subList(taken, end)), frame);
                taken = end;
            } else {
                assign(targets.get(i), t.elements().get(taken++), frame);
            }
        }
    }

    private static int star(List<Expr> targets) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof Expr.Starred) {
                return i;
            }
        }
        return -1;
    }

    private static void poison(List<Expr> targets, Frame frame) {
        for (Expr target : targets) {
            poison(target, frame);
        }
    }

    /// Gives every name of a target the value that silences what follows.
    static void poison(Expr target, Frame frame) {
        switch (target) {
            case Expr.Name n -> frame.bind(n.id(), ErrorValue.ERROR);
            case Expr.Tuple t -> poison(t.elements(), frame);
            case Expr.ListDisplay l -> poison(l.elements(), frame);
            case Expr.Starred s -> poison(s.value(), frame);
            default -> {}
        }
    }
}
