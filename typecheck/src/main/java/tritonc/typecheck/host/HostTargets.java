package tritonc.typecheck.host;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.List;

/// Binds values to the targets of host code's assignments and loops.
final class HostTargets {
    private HostTargets() {}

    static void bind(Expr target, PyValue value, HostFrame frame) {
        if (target instanceof Expr.Name n) {
            frame.bind(n.id(), value);
        } else if (target instanceof Expr.Tuple t) {
            unpack(t.elements(), value, t.span(), frame);
        } else if (target instanceof Expr.ListDisplay l) {
            unpack(l.elements(), value, l.span(), frame);
        } else {
            throw Undecided.because(target.span(), "it assigns something other than a name");
        }
    }

    private static void unpack(List<Expr> targets, PyValue value, Span at, HostFrame frame) {
        List<PyValue> values = Sequences.of(value, at);
        int star = -1;
        for (int i = 0; i < targets.size(); i++) {
            star = targets.get(i) instanceof Expr.Starred ? i : star;
        }
        int surplus = values.size() - targets.size();
        if (star < 0 ? surplus != 0 : surplus < -1) {
            throw Undecided.raised(at, "ValueError", values.size() + " values to unpack");
        }
        int next = 0;
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof Expr.Starred s) {
                int end = next + surplus + 1;
                bind(s.value(), new TupleValue(values.subList(next, end)), frame);
                next = end;
            } else {
                bind(targets.get(i), values.get(next++), frame);
            }
        }
    }
}
