package tritonc.frontend;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Turns the definitions of one scope into bindings.
final class Resolver {
    private static final Set<String> INSTALLED =
            Set.of(
                    "collections",
                    "dataclasses",
                    "enum",
                    "functools",
                    "itertools",
                    "math",
                    "numpy",
                    "os",
                    "packaging",
                    "sys",
                    "torch",
                    "typing",
                    "warnings");

    private final Scope scope;
    private final KernelCalls calls;
    private final IdentityHashMap<Stmt.FunctionDef, Binding> functions = new IdentityHashMap<>();

    Resolver(Scope scope) {
        this.scope = scope;
        this.calls = new KernelCalls(scope);
    }

    /// The binding of a name in this scope alone.
    Optional<Binding> resolve(String name) {
        List<Definition> definitions = scope.table().of(name);
        if (definitions == null) {
            return star(name);
        }
        if (definitions.size() == 1) {
            return binding(name, definitions.getFirst(), Others.NONE);
        }
        return chosen(name, definitions, 0);
    }

    /// The most likely of several definitions.
    ///
    /// @param least the doubt that there must be at least
    private Optional<Binding> chosen(String name, List<Definition> definitions, int least) {
        int doubt = Integer.MAX_VALUE;
        int best = -1;
        for (int i = 0; i < definitions.size(); i++) {
            Definition d = definitions.get(i);
            int other = d.reach().doubt(test -> scope.module().holds(test, scope));
            boolean better = best < 0 || other < doubt;
            // the last of the least doubtful, unless it hides a kernel of the same doubt
            boolean later =
                    best >= 0
                            && other == doubt
                            && (isKernel(d) || !isKernel(definitions.get(best)));
            if (other >= least && (better || later)) {
                best = i;
                doubt = other;
            }
        }
        if (best < 0) {
            return Optional.empty();
        }
        Others others = new Others(definitions, best, doubt);
        Optional<Binding> found = binding(name, definitions.get(best), others);
        if (isThere(found)) {
            return found;
        }
        // an import that fails leads to a handler of its `try`
        Optional<Binding> other = chosen(name, definitions, doubt + 1);
        return isThere(other) ? other : found;
    }

    /// Whether a name is found, in a file or in a library that is installed wherever kernels run.
    private static boolean isThere(Optional<Binding> found) {
        if (found.isEmpty() || !(found.get() instanceof Binding.External external)) {
            return found.isPresent();
        }
        int dot = external.path().indexOf('.');
        return INSTALLED.contains(dot < 0 ? external.path() : external.path().substring(0, dot));
    }

    /// The definitions of a name, and which of them was chosen at which doubt.
    private record Others(List<Definition> all, int index, int doubt) {
        static final Others NONE = new Others(List.of(), 0, 0);
    }

    private boolean isKernel(Definition d) {
        if (d instanceof Definition.Assigned a) {
            return a.annotation() == null && calls.kernel(a.value()) != null;
        }
        return d instanceof Definition.Function f
                && !(function(f.definition()) instanceof Binding.HostFunction);
    }

    /// What a name of this scope stands for at a place in the file, by the definitions before it.
    Optional<Binding> before(String name, int place) {
        List<Definition> all = scope.table().of(name);
        if (all == null) {
            return Optional.empty();
        }
        List<Definition> earlier = new ArrayList<>(all.size());
        for (Definition d : all) {
            if (d.begins() <= place) {
                earlier.add(d);
            }
        }
        return chosen(name, earlier, 0);
    }

    /// The kernels that calls in this scope make of functions of the file.
    KernelCalls calls() {
        return calls;
    }

    private Optional<Binding> binding(String name, Definition definition, Others others) {
        // tests instead of a switch over types, which takes milliseconds to link in a fresh JVM
        if (definition instanceof Definition.Function f) {
            return Optional.of(function(f.definition()));
        }
        if (definition instanceof Definition.ImportedName i) {
            return imported(i.from(), i.name());
        }
        if (definition instanceof Definition.ImportedModule i) {
            return module(0, i.path());
        }
        if (definition instanceof Definition.Assigned a) {
            return Optional.of(assigned(name, a, others));
        }
        if (definition instanceof Definition.ClassOf c) {
            Scope members = scope.of(c.definition());
            return Optional.of(new Binding.HostClass(c.definition(), scope, members));
        }
        if (definition instanceof Definition.OfParameter p) {
            return Optional.of(new Binding.FunctionParameter(p.parameter(), p.function()));
        }
        return Optional.of(new Binding.Dynamic(name, ((Definition.Unknown) definition).span()));
    }

    /// An alias stands for what it names; `f = triton.jit(g)` makes `g` a kernel.
    private Binding assigned(String name, Definition.Assigned a, Others others) {
        if (a.annotation() == null) {
            Optional<Binding> alias = scope.resolve(a.value());
            if (alias.isPresent()) {
                return alias.get();
            }
            JitFunction made = calls.kernel(a.value());
            if (made != null) {
                return made;
            }
        }
        if (scope.kind() == Scope.Kind.MODULE && scope.module().changesLater(name)) {
            return new Binding.Dynamic(name, a.span());
        }
        List<Definition> all = others.all();
        List<Definition> earlier = all.subList(0, Math.max(0, others.index()));
        return new Binding.GlobalValue(
                name,
                a.value(),
                a.annotation(),
                scope,
                a.span(),
                chosen(name, all, others.doubt() + 1).orElse(null),
                chosen(name, earlier, 0).orElse(null));
    }

    /// What a function defined in this scope is, by its decorators.
    Binding function(Stmt.FunctionDef f) {
        Binding known = functions.get(f);
        if (known == null) {
            known = classify(f);
            functions.put(f, known);
        }
        return known;
    }

    private Binding classify(Stmt.FunctionDef f) {
        if (f.decorators().isEmpty()) {
            return new Binding.HostFunction(f, scope);
        }
        List<Decorator> decorators = new ArrayList<>(f.decorators().size());
        boolean jit = false;
        boolean graph = false;
        for (Expr e : f.decorators()) {
            Expr named = e instanceof Expr.Call call ? call.function() : e;
            Decorator d = new Decorator(e, scope.resolve(named), scope);
            decorators.add(d);
            jit |= d.isJit();
            graph |= d.isTriton("tritonc.graph.graph");
        }
        String qualified = scope.qualifier() + f.name();
        Scope inside = scope.visibleInside();
        if (jit) {
            return new JitFunction(f.name(), qualified, f, decorators, inside);
        }
        return graph
                ? new GraphFunction(f.name(), qualified, f, inside)
                : new Binding.HostFunction(f, scope);
    }

    /// An attribute of what a name stands for.
    static Optional<Binding> attribute(Binding owner, String name) {
        if (owner instanceof Binding.TritonName t) {
            String path = TritonNames.canonical(t.path() + "." + name);
            return Optional.of(new Binding.TritonName(path));
        }
        if (owner instanceof Binding.External e) {
            return Optional.of(new Binding.External(e.path() + "." + name));
        }
        if (owner instanceof Binding.ModuleRef m) {
            return m.module().member(name);
        }
        return owner instanceof Binding.HostClass c ? c.members().member(name) : Optional.empty();
    }

    /// The module of a dotted name: Triton's own, one of a file, or one out of reach.
    private Optional<Binding> module(int level, String path) {
        if (level == 0 && TritonNames.owns(path)) {
            return Optional.of(new Binding.TritonName(TritonNames.canonical(path)));
        }
        LoadedModule found = scope.module().find(level, path);
        return Optional.of(
                found == null ? new Binding.External(path) : new Binding.ModuleRef(found));
    }

    /// `from … import name`
    private Optional<Binding> imported(Stmt.ImportFrom from, String name) {
        Binding module = module(from.level(), from.module()).orElseThrow();
        if (module instanceof Binding.External external) {
            String triton = TritonNames.reexported(name);
            String path = external.path().isEmpty() ? name : external.path() + "." + name;
            return Optional.of(
                    triton.isEmpty() ? new Binding.External(path) : new Binding.TritonName(triton));
        }
        return attribute(module, name);
    }

    /// A name out of a `from … import *` of a module that can be seen through.
    private Optional<Binding> star(String name) {
        for (Stmt.ImportFrom from : scope.table().starImports().reversed()) {
            Binding module = module(from.level(), from.module()).orElseThrow();
            if (module instanceof Binding.ModuleRef ref && !name.startsWith("_")) {
                Optional<Binding> found = ref.module().scope().member(name);
                if (found.isPresent()) {
                    return found;
                }
            }
            boolean language =
                    module instanceof Binding.TritonName t && t.path().equals("triton.language");
            if (language && TritonNames.hidesBuiltin(name)) {
                return attribute(module, name);
            }
        }
        return Optional.empty();
    }

    /// A name that nothing defines may still come out of a `*` that cannot be seen through.
    Optional<Binding> unseenStar(String name) {
        for (Stmt.ImportFrom from : scope.table().starImports().reversed()) {
            Binding module = module(from.level(), from.module()).orElseThrow();
            if (module instanceof Binding.TritonName || module instanceof Binding.External) {
                return attribute(module, name);
            }
        }
        return Optional.empty();
    }
}
