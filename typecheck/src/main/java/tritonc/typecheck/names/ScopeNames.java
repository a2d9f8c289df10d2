package tritonc.typecheck.names;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.Binding;
import tritonc.frontend.GraphFunction;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Scope;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.builtin.KnownNames;
import tritonc.typecheck.eval.ConstantEvaluation;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.FunctionValue;
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
            known.put(name, Optional.of(new HostValue(HostValue.Kind.VARIABLE, name)));
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
            case GraphFunction g -> new HostValue(HostValue.Kind.GRAPH, name);
            case Binding.TritonName t -> KnownNames.of(t.path());
            case Binding.External e -> KnownNames.of(e.path());
            case Binding.Builtin b -> KnownNames.of("builtins." + b.name());
            case Binding.ModuleRef m ->
                    new ModuleValue(
                            m.module().file().path(), new MemberNames(m.module().scope(), program));
            case Binding.GlobalValue g -> global(g);
            case Binding.HostFunction f -> new HostValue(HostValue.Kind.FUNCTION, name);
            case Binding.HostClass c -> new HostValue(HostValue.Kind.CLASS, name);
            case Binding.FunctionParameter p -> new HostValue(HostValue.Kind.VARIABLE, name);
            case Binding.Dynamic d -> new HostValue(HostValue.Kind.VARIABLE, name);
        };
    }

    private PyValue global(Binding.GlobalValue g) {
        PyValue value = ConstantEvaluation.of(g.value(), program.names(g.scope()));
        return value instanceof ErrorValue
                ? new HostValue(HostValue.Kind.VARIABLE, g.name())
                : value;
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
