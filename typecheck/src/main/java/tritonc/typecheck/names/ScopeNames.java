package tritonc.typecheck.names;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Binding;
import tritonc.frontend.GraphFunction;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Scope;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.builtin.KnownNames;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.host.Undecided;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The names of one scope as values.
final class ScopeNames implements Names {
    private final Scope scope;
    private final ProgramNames program;
    private final Map<String, Optional<PyValue>> known = new HashMap<>();

    ScopeNames(Scope scope, ProgramNames program) {
        this.scope = scope;
        this.program = program;
    }

    @Override
    public @Nullable PyValue lookup(String name) {
        Optional<PyValue> found = known.get(name);
        if (found == null) {
            // a variable that needs its own value is host code of a kind nobody evaluates
            known.put(name, Optional.of(HostValue.variable(name, "it needs its own value")));
            found = scope.lookup(name).map(binding -> value(name, binding));
            known.put(name, found);
        }
        return found.orElse(null);
    }

    private PyValue value(String name, Binding binding) {
        if (binding instanceof Binding.TritonName t) {
            return KnownNames.of(t.path());
        }
        if (binding instanceof JitFunction f) {
            return new FunctionValue(program.function(f));
        }
        if (binding instanceof Binding.Builtin b) {
            return KnownNames.of("builtins." + b.name());
        }
        return switch (binding) {
            case JitFunction f -> new FunctionValue(program.function(f));
            case GraphFunction g -> new HostValue(HostValue.Kind.GRAPH, name, "");
            case Binding.TritonName t -> KnownNames.of(t.path());
            case Binding.External e -> KnownNames.of(e.path());
            case Binding.Builtin b -> KnownNames.of("builtins." + b.name());
            case Binding.ModuleRef m ->
                    new ModuleValue(
                            m.module().file().path(), new MemberNames(m.module().scope(), program));
            case Binding.GlobalValue g -> global(g);
            case Binding.HostFunction f -> new HostFunctionValue(program.host(f));
            case Binding.HostClass c ->
                    HostClasses.of(c, new MemberNames(c.members(), program), this);
            case Binding.FunctionParameter p ->
                    HostValue.variable(name, "it is a parameter of `" + p.function().name() + "`");
            case Binding.Dynamic d -> HostValue.variable(name, "it changes while the host runs");
        };
    }

    private PyValue global(Binding.GlobalValue g) {
        Binding before = g.before();
        if (before != null && g.scope() == scope) {
            known.put(g.name(), Optional.of(value(g.name(), before)));
        }
        try {
            return HostEvaluation.value(g.value(), program.names(g.scope()));
        } catch (Undecided undecided) {
            Binding otherwise = g.otherwise();
            PyValue other = otherwise == null ? null : value(g.name(), otherwise);
            return other == null || other instanceof HostValue
                    ? HostValue.variable(g.name(), undecided.reason())
                    : other;
        }
    }

    @Override
    public List<String> all() {
        TreeSet<String> names = new TreeSet<>();
        for (Stmt s : scope.module().ast().body()) {
            switch (s) {
                case Stmt.FunctionDef f -> names.add(f.name());
                case Stmt.Import i -> i.names().forEach(n -> names.add(bound(n)));
                case Stmt.ImportFrom i -> i.names().forEach(n -> names.add(bound(n)));
                case Stmt.Assign a -> a.targets().forEach(t -> add(t, names));
                case Stmt.AnnAssign a -> add(a.target(), names);
                default -> {}
            }
        }
        return new ArrayList<>(names);
    }

    private static String bound(Stmt.Alias alias) {
        String as = alias.asName();
        return as == null ? alias.name() : as;
    }

    private static void add(Expr target, Set<String> names) {
        if (target instanceof Expr.Name n) {
            names.add(n.id());
        }
    }

    /// The attributes of a module: its own names only.
    private record MemberNames(Scope scope, ProgramNames program) implements Names {
        @Override
        public @Nullable PyValue lookup(String name) {
            return scope.member(name).isPresent() ? program.names(scope).lookup(name) : null;
        }

        @Override
        public List<String> all() {
            return program.names(scope).all();
        }
    }
}
