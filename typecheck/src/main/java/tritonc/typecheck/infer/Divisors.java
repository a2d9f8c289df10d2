package tritonc.typecheck.infer;

import tritonc.frontend.ast.Expr;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.HashMap;
import java.util.Map;

/// What parameters are divided by: `BLOCK // 32` has no elements unless there are 32.
final class Divisors {
    private static final int LARGEST_BITS = 12;

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
    ///
    /// @param flow the quotient, without what is known of the divisor
    Flow quotient(Flow of, Expr by, Flow flow) {
        int number = number(by);
        boolean one = of.direct() || of.divisor() > 1;
        if (number <= 1 || !one || (long) number * of.divisor() >> LARGEST_BITS > 0) {
            return flow;
        }
        Flow divided = flow.dividedBy(of.divisor() * number);
        facts.mark(of.parts(), e -> e.divisor = Math.max(e.divisor, divided.divisor()));
        return divided;
    }

    /// A number that is known and not too large; else 0.
    private int number(Expr e) {
        if (e instanceof Expr.Name n && flows.containsKey(n.id())) {
            return variables.getOrDefault(n.id(), 0);
        }
        boolean told = e instanceof Expr.IntLiteral || e instanceof Expr.Name;
        PyValue value = told ? HostEvaluation.valueOrError(e, names) : null;
        boolean small = value instanceof PyInt i && i.value().bitLength() <= LARGEST_BITS;
        return small && value instanceof PyInt i ? i.asInt() : 0;
    }
}
