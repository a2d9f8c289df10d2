package tritonc.typecheck.infer;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.HashMap;
import java.util.Map;

/// What parameters are divided by: `BLOCK // 32` has no elements unless there are 32.
final class Divisors {
    private static final int LARGEST = 1 << 12;

    private final Names names;
    private final Facts facts;
    private final Map<String, Integer> variables = new HashMap<>();
    private Map<String, Flow> flows = Map.of();

    Divisors(Names names, Facts facts) {
        this.names = names;
        this.facts = facts;
    }

    void see(Map<String, Flow> at) {
        flows = at;
    }

    /// A variable gets a value that is written out; any other value leaves nothing known.
    void written(String variable, Expr value) {
        int number = value instanceof Expr.IntLiteral ? number(value) : 0;
        if (number > 0) {
            variables.put(variable, number);
        } else {
            variables.remove(variable);
        }
    }

    /// `of // by`
    void quotient(Expr of, Expr by) {
        int divisor = number(by);
        Expr at = of;
        while (at instanceof Expr.Binary b && b.op() == BinaryOp.FLOOR_DIV) {
            divisor *= number(b.right());
            at = b.left();
        }
        int whole = divisor;
        Flow flow = at instanceof Expr.Name n ? flows.getOrDefault(n.id(), Flow.NONE) : Flow.NONE;
        if (whole > 1 && whole <= LARGEST && flow.direct()) {
            facts.mark(flow.parts(), e -> e.divisor = Math.max(e.divisor, whole));
        }
    }

    /// A number that is known, at most [#LARGEST]; else 0.
    private int number(Expr e) {
        if (e instanceof Expr.Name n && flows.containsKey(n.id())) {
            return variables.getOrDefault(n.id(), 0);
        }
        boolean told = e instanceof Expr.IntLiteral || e instanceof Expr.Name;
        PyValue value = told ? HostEvaluation.valueOrError(e, names) : null;
        boolean small = value instanceof PyInt i && i.value().bitLength() <= 12;
        return small && value instanceof PyInt i ? i.asInt() : 0;
    }
}
