package tritonc.frontend;

import tritonc.frontend.ast.ParsedModule;
import tritonc.frontend.tree.AstBuilder;
import tritonc.grammar.PythonSyntax;
import tritonc.grammar.SyntaxTree;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The door of this room.
public final class Frontend {
    private Frontend() {}

    /// Reads and parses a file and finds its kernels.
    ///
    /// @param path the file
    /// @param roots folders in which imports are looked for, besides the file's own
    /// @param conditions decides tests around definitions
    /// @param diagnostics takes what is wrong, also with files that are imported later
    /// @return nothing if the file cannot be read or has syntax errors
    public static Optional<Program> load(
            Path path, List<Path> roots, Conditions conditions, Diagnostics diagnostics) {
        ModuleFinder finder = new ModuleFinder(roots, conditions, diagnostics);
        finder.main(path);
        return program(finder.load(path), finder);
    }

    /// The same for a text in memory. Imports are only looked for in `roots`.
    public static Optional<Program> load(
            SourceFile file, List<Path> roots, Conditions conditions, Diagnostics diagnostics) {
        ModuleFinder finder = new ModuleFinder(roots, conditions, diagnostics);
        return program(finder.parse(file, null), finder);
    }

    private static Optional<Program> program(Optional<LoadedModule> main, ModuleFinder finder) {
        return main.isEmpty() ? Optional.empty() : Optional.of(new Program(main.get(), finder));
    }

    /// Only the syntax tree of a text, or nothing if it has syntax errors.
    public static Optional<ParsedModule> parse(SourceFile file, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        Optional<SyntaxTree> tree = PythonSyntax.parse(file, diagnostics);
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        ParsedModule module = AstBuilder.build(file, tree.get(), diagnostics);
        return diagnostics.errorCount() == before ? Optional.of(module) : Optional.empty();
    }
}
