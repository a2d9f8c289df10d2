package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.ParsedModule;
import tritonc.ir.diagnostic.SourceFile;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// A source file that was read and parsed.
public final class LoadedModule {
    private final SourceFile file;
    private final @Nullable Path path;
    private final ParsedModule ast;
    private final ModuleFinder finder;
    private final Scope scope;
    private @Nullable Set<String> changed;
    private final IdentityHashMap<Expr, Boolean> decided = new IdentityHashMap<>();

    LoadedModule(SourceFile file, @Nullable Path path, ParsedModule ast, ModuleFinder finder) {
        this.file = file;
        this.path = path;
        this.ast = ast;
        this.finder = finder;
        DefinitionTable table = new DefinitionTable();
        table.addAll(ast.body(), Reach.ALWAYS);
        this.scope = new Scope(Scope.Kind.MODULE, this, null, "", table);
    }

    public SourceFile file() {
        return file;
    }

    public ParsedModule ast() {
        return ast;
    }

    /// The names of the module.
    public Scope scope() {
        return scope;
    }

    /// An attribute of the module: a name it defines, or a module inside it if it is a package.
    Optional<Binding> member(String name) {
        Optional<Binding> own = scope.member(name);
        if (own.isPresent() || !isPackage()) {
            return own;
        }
        LoadedModule inside = find(1, name);
        return inside == null ? Optional.empty() : Optional.of(new Binding.ModuleRef(inside));
    }

    /// Whether a test around definitions holds, or a guess.
    ///
    /// @param scope where its names are looked up
    boolean holds(Expr test, Scope scope) {
        Boolean known = decided.get(test);
        if (known == null) {
            // a test that needs what it decides on is guessed
            decided.put(test, Likely.holds(test));
            known = finder.conditions().holds(test, scope).orElseGet(() -> Likely.holds(test));
            decided.put(test, known);
        }
        return known;
    }

    /// Whether a function of the module assigns a name of the module, by `global`.
    boolean changesLater(String name) {
        Set<String> names = changed;
        if (names == null) {
            names = GlobalStatements.names(ast.body());
            changed = names;
        }
        return names.contains(name);
    }

    boolean isPackage() {
        Path at = path;
        Path name = at == null ? null : at.getFileName();
        return name != null && name.toString().startsWith("__init__.");
    }

    /// The module that an import in this one means, or null if there is no file for it.
    ///
    /// @param level the number of leading dots
    @Nullable LoadedModule find(int level, String dotted) {
        return finder.find(path, level, dotted);
    }
}
