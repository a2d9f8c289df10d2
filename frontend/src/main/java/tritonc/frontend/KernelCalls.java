package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Kernels that calls in one scope make, as decorators do: `f = triton.jit(f)`, `g =
/// triton.autotune(…)(f)`. A call whose function is itself a call is seen through whatever it
/// calls, as a decorator is; `wrapper(f)` only if that is Triton's or a class, because other
/// functions of one kernel may give anything.
final class KernelCalls {
    private final Scope scope;
    private final IdentityHashMap<Expr.Call, Optional<JitFunction>> known = new IdentityHashMap<>();

    KernelCalls(Scope scope) {
        this.scope = scope;
    }

    /// The kernel that a value is, or null if it is something else.
    @Nullable JitFunction kernel(Expr value) {
        if (value instanceof Expr.Conditional c) {
            boolean holds = scope.module().holds(c.test(), scope);
            JitFunction likely = kernel(holds ? c.then() : c.otherwise());
            return likely != null ? likely : kernel(holds ? c.otherwise() : c.then());
        }
        if (!(value instanceof Expr.Call call) || wrapped(call) == null) {
            return null;
        }
        Optional<JitFunction> kernel = known.get(call);
        if (kernel == null) {
            known.put(call, Optional.empty());
            kernel = Optional.ofNullable(made(call));
            known.put(call, kernel);
        }
        return kernel.orElse(null);
    }

    /// The kernel that a value is if it is made of a function of this file, or by `triton.jit`:
    /// others are not looked for, so that no file is read for a call that has nothing to do with
    /// kernels.
    @Nullable JitFunction own(Expr value) {
        Expr at = value;
        boolean jit = false;
        while (at instanceof Expr.Call call) {
            jit |= isJit(call.function() instanceof Expr.Call f ? f.function() : call.function());
            at = wrapped(call);
        }
        boolean own = at instanceof Expr.Name name && scope.definesFunction(name.id());
        return own || jit && at != null ? kernel(value) : null;
    }

    private boolean isJit(Expr function) {
        return function instanceof Expr.Attribute a
                && a.name().equals("jit")
                && a.value() instanceof Expr.Name
                && new Decorator(function, scope.resolve(function), scope).isJit();
    }

    /// What a call would wrap, by its form alone.
    private static @Nullable Expr wrapped(Expr.Call call) {
        List<Argument> arguments = call.arguments();
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Argument.Positional first)) {
            return null;
        }
        boolean factory = call.function() instanceof Expr.Call;
        for (Argument a : arguments.subList(1, arguments.size())) {
            if (factory || !(a instanceof Argument.Keyword)) {
                return null;
            }
        }
        return first.value();
    }

    private @Nullable JitFunction made(Expr.Call call) {
        Expr inside = wrapped(call);
        Binding function = inside == null ? null : meaning(inside, call).orElse(null);
        if (function instanceof JitFunction jit) {
            Decorator decorator = decorator(call);
            return decorator == null ? null : with(jit, decorator);
        }
        if (function instanceof Binding.HostFunction host) {
            Decorator decorator = decorator(call);
            return decorator == null || !decorator.isJit() ? null : kernel(host, decorator);
        }
        return null;
    }

    private static JitFunction with(JitFunction jit, Decorator outer) {
        List<Decorator> all = new ArrayList<>(jit.decorators().size() + 1);
        all.add(outer);
        all.addAll(jit.decorators());
        return new JitFunction(jit.name(), jit.qualifiedName(), jit.definition(), all, jit.scope());
    }

    private static JitFunction kernel(Binding.HostFunction host, Decorator jit) {
        Stmt.FunctionDef f = host.definition();
        String qualified = host.scope().qualifier() + f.name();
        return new JitFunction(f.name(), qualified, f, List.of(jit), host.scope().visibleInside());
    }

    /// The decorator that does what a call does, or null for one that is not seen through.
    private @Nullable Decorator decorator(Expr.Call call) {
        if (call.function() instanceof Expr.Call factory) {
            return new Decorator(factory, scope.resolve(factory.function()), scope);
        }
        Optional<Binding> target = scope.resolve(call.function());
        boolean known =
                target.isPresent()
                        && (target.get() instanceof Binding.TritonName
                                || target.get() instanceof Binding.HostClass);
        if (!known) {
            return null;
        }
        List<Argument> rest = call.arguments().subList(1, call.arguments().size());
        Expr written = new Expr.Call(call.span(), call.function(), List.copyOf(rest));
        return new Decorator(written, target, scope);
    }

    /// What is wrapped. A name that this scope defines means there what it meant before the call.
    private Optional<Binding> meaning(Expr e, Expr.Call around) {
        if (e instanceof Expr.Call || e instanceof Expr.Conditional) {
            return Optional.ofNullable(kernel(e));
        }
        if (e instanceof Expr.Name name) {
            Optional<Binding> before = scope.resolver().before(name.id(), around.span().start());
            if (before.isPresent()) {
                return before;
            }
        }
        return scope.resolve(e);
    }
}
