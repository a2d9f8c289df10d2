package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names of one module, class or function. Names are resolved when they are asked for, and only
/// then are the modules read that they come from: a broken import that nobody uses does no harm.
///
/// Several definitions of one name (in the arms of an `if`, or one after the other): those in arms
/// that are probably taken win ([Likely] says which), the body of a `try` over its handlers; then a
/// kernel wins over host code, because a later line may wrap it under its own name in a way that
/// [KernelCalls] does not see through; then the last.
///
/// Not thread-safe, like everything of a [Program].
public final class Scope {
    /// What a scope belongs to.
    public enum Kind {
        MODULE,
        CLASS,
        FUNCTION
    }

    private final Kind kind;
    private final LoadedModule module;
    private final @Nullable Scope parent;
    private final String qualifier;
    private final DefinitionTable table;
    private final Resolver resolver;
    private final Map<String, Optional<Binding>> known = new HashMap<>();
    private final Set<String> active = new HashSet<>();
    private final IdentityHashMap<Stmt, Scope> inner = new IdentityHashMap<>();

    Scope(
            Kind kind,
            LoadedModule module,
            @Nullable Scope parent,
            String qualifier,
            DefinitionTable table) {
        this.kind = kind;
        this.module = module;
        this.parent = parent;
        this.qualifier = qualifier;
        this.table = table;
        this.resolver = new Resolver(this);
    }

    public Kind kind() {
        return kind;
    }

    public LoadedModule module() {
        return module;
    }

    /// The name of the class or function with those around it and a dot behind, or nothing.
    String qualifier() {
        return qualifier;
    }

    /// What a name stands for in code of this scope: its own names, those of the functions and the
    /// module around it (not of classes, as in Python), then Python's own.
    public Optional<Binding> lookup(String name) {
        for (Scope at = this; at != null; at = at.parent) {
            if (at == this || at.kind != Kind.CLASS) {
                Optional<Binding> found = at.member(name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        if (Builtins.contains(name)) {
            return Optional.of(new Binding.Builtin(name));
        }
        return root().resolver.unseenStar(name);
    }

    /// What a name stands for in this scope alone: an attribute of the module or class.
    public Optional<Binding> member(String name) {
        Optional<Binding> found = known.get(name);
        if (found == null) {
            if (!active.add(name)) {
                return Optional.empty();
            }
            found = resolver.resolve(name);
            active.remove(name);
            known.put(name, found);
        }
        return found;
    }

    /// What a name or a dotted name stands for: `tl.math.exp`, `helpers.BLOCK`. Empty for other
    /// expressions and for names that nothing defines.
    public Optional<Binding> resolve(Expr e) {
        if (e instanceof Expr.Name name) {
            return lookup(name.id());
        }
        if (e instanceof Expr.Attribute attribute) {
            Optional<Binding> owner = resolve(attribute.value());
            return owner.isEmpty() ? owner : Resolver.attribute(owner.get(), attribute.name());
        }
        return Optional.empty();
    }

    /// The scope that code inside a function defined here sees: this one, or what is around it if
    /// this is a class.
    public Scope visibleInside() {
        Scope at = this;
        while (at.kind == Kind.CLASS && at.parent != null) {
            at = at.parent;
        }
        return at;
    }

    /// The module's scope.
    Scope root() {
        Scope at = this;
        while (at.parent != null) {
            at = at.parent;
        }
        return at;
    }

    /// The scope of a class or function defined here; always the same one for the same definition.
    public Scope of(Stmt definition) {
        Scope scope = inner.get(definition);
        if (scope == null) {
            scope = make(definition);
            inner.put(definition, scope);
        }
        return scope;
    }

    private Scope make(Stmt definition) {
        DefinitionTable names = new DefinitionTable();
        if (definition instanceof Stmt.FunctionDef f) {
            names.addParameters(f);
            names.addAll(f.body(), Reach.ALWAYS);
            return new Scope(Kind.FUNCTION, module, this, qualifier + f.name() + ".", names);
        }
        Stmt.ClassDef c = (Stmt.ClassDef) definition;
        names.addAll(c.body(), Reach.ALWAYS);
        return new Scope(Kind.CLASS, module, this, qualifier + c.name() + ".", names);
    }

    DefinitionTable table() {
        return table;
    }

    Resolver resolver() {
        return resolver;
    }

    /// Whether a name is, here or around, a function by its own definition, or a value that may be
    /// made of one. No other file is read to tell.
    boolean definesFunction(String name) {
        for (Scope at = this; at != null; at = at.parent) {
            List<Definition> all = at == this || at.kind != Kind.CLASS ? at.table.of(name) : null;
            if (all != null) {
                return all.stream()
                        .anyMatch(d ->
                                d instanceof Definition.Function
                                        || d instanceof Definition.Assigned);
            }
        }
        return false;
    }

    /// Every function defined here or inside, in order, kernels and others alike; behind them the
    /// kernels that calls make.
    void collect(List<Binding> out) {
        for (Stmt s : table.nested()) {
            if (s instanceof Stmt.FunctionDef f) {
                out.add(resolver.function(f));
            }
            of(s).collect(out);
        }
        for (Expr.Call call : table.calls()) {
            JitFunction made = resolver.calls().own(call);
            if (made != null) {
                out.add(made);
            }
        }
    }
}
