package tritonc.typecheck.names;

import tritonc.frontend.Binding;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Scope;
import tritonc.typecheck.value.Names;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// The names of a program for one compile; each scope and each function is one object.
public final class ProgramNames {
    private final IdentityHashMap<Scope, ScopeNames> scopes = new IdentityHashMap<>();
    private final Map<JitFunction, InlinedFunction> functions = new HashMap<>();

    /// A `@triton.jit` function as something to evaluate.
    public InlinedFunction function(JitFunction function) {
        InlinedFunction known = functions.get(function);
        if (known == null) {
            known = new InlinedFunction(function, names(function.scope()));
            functions.put(function, known);
        }
        return known;
    }

    /// A function that is no kernel.
    HostCode host(Binding.HostFunction f) {
        return new HostCode(
                f, names(f.scope().visibleInside()), names(f.scope().of(f.definition())));
    }

    /// The names that code in a scope sees.
    public Names names(Scope scope) {
        ScopeNames known = scopes.get(scope);
        if (known == null) {
            known = new ScopeNames(scope, this);
            scopes.put(scope, known);
        }
        return known;
    }
}
