package tritonc.typecheck.names;

import tritonc.frontend.Conditions;
import tritonc.frontend.Scope;
import tritonc.frontend.ast.Expr;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.host.Undecided;

import java.util.Optional;

/// Decides tests of host code by evaluating them.
public final class HostConditions implements Conditions {
    @Override
    public Optional<Boolean> holds(Expr test, Scope scope) {
        try {
            return Optional.of(HostEvaluation.test(test, new ProgramNames().names(scope)));
        } catch (Undecided undecided) {
            return Optional.empty();
        }
    }
}
