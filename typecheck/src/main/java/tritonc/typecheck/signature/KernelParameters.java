package tritonc.typecheck.signature;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.typecheck.builtin.Annotations;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.List;

/// The parameters of a kernel, as signatures see them.
public record KernelParameters(Callable kernel) {
    public String name() {
        return kernel.name();
    }

    public int count() {
        return parameters().size();
    }

    private List<Parameter> parameters() {
        return kernel.parameters();
    }

    public String name(int index) {
        return parameters().get(index).name();
    }

    /// Whether a parameter is annotated `tl.constexpr`.
    public boolean isConstexpr(int index) {
        return Annotations.isConstexpr(parameters().get(index).annotation(), kernel.names());
    }

    /// The argument that a parameter has when none is given; null if it must be given.
    public @Nullable Argument byDefault(int index) {
        Expr value = parameters().get(index).defaultValue();
        if (value == null) {
            return null;
        }
        PyValue constant = HostEvaluation.valueOrError(value, kernel.names());
        return constant instanceof ErrorValue ? null : new Argument.Constant(constant);
    }

    /// What the body of the kernel sees besides its own names.
    public Names names() {
        return kernel.names();
    }

    /// The parameters in order, comma-separated.
    String list() {
        StringBuilder text = new StringBuilder();
        for (Parameter p : parameters()) {
            text.append(text.isEmpty() ? "" : ", ").append(p.name());
        }
        return text.toString();
    }
}
