package tritonc.frontend;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.ParsedModule;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the files of imported modules and reads each once. An absolute name is looked for beside
/// the importing file, beside the outermost package that holds it, the same for the main file,
/// under the roots, and in the projects around the importing file, in this order; a relative one in
/// the package of the importing file. A project is a folder with a file that builds it; its `src`
/// counts too, as that is where many keep their packages. `a/b.tri`, `a/b.py` and `a/b/__init__.py`
/// are modules `a.b`; a folder alone is a package without names of its own.
final class ModuleFinder {
    private static final String[] SUFFIXES = {".tri", ".py"};
    private static final String[] PROJECT_FILES = {"pyproject.toml", "setup.py", "setup.cfg"};

    private final List<Path> roots;
    private final Conditions conditions;
    private final Diagnostics diagnostics;
    private final Map<Path, Optional<LoadedModule>> modules = new HashMap<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final List<Path> paths = new ArrayList<>();
    private final Map<Path, List<Path>> projects = new HashMap<>();
    private List<Path> mainFolders = List.of();

    ModuleFinder(List<Path> roots, Conditions conditions, Diagnostics diagnostics) {
        this.roots = List.copyOf(roots);
        this.conditions = conditions;
        this.diagnostics = diagnostics;
    }

    Conditions conditions() {
        return conditions;
    }

    /// The files read so far, in order.
    List<SourceFile> files() {
        return files;
    }

    /// Where those of [#files] lie that are on disk.
    List<Path> paths() {
        return paths;
    }

    /// Reads the file at `path`, unless that was done before. Empty if it has errors, which are
    /// reported.
    Optional<LoadedModule> load(Path path) {
        Path key = path.toAbsolutePath().normalize();
        Optional<LoadedModule> known = modules.get(key);
        if (known == null) {
            Optional<SourceFile> file = SourceLoader.read(path, diagnostics);
            known = file.isEmpty() ? Optional.empty() : parse(file.get(), path);
            modules.put(key, known);
        }
        return known;
    }

    Optional<LoadedModule> parse(SourceFile file, @Nullable Path path) {
        files.add(file);
        if (path != null) {
            paths.add(path);
        }
        Optional<ParsedModule> ast = Frontend.parse(file, diagnostics);
        return ast.isEmpty()
                ? Optional.empty()
                : Optional.of(new LoadedModule(file, path, ast.get(), this));
    }

    @Nullable LoadedModule find(@Nullable Path importer, int level, String dotted) {
        String[] parts = dotted.isEmpty() ? new String[0] : split(dotted);
        if (level > 0) {
            Path folder = importer == null ? null : importer.toAbsolutePath().normalize();
            for (int i = 0; i < level && folder != null; i++) {
                folder = folder.getParent();
            }
            return folder == null ? null : in(folder, parts);
        }
        for (Path folder : searched(importer)) {
            LoadedModule found = in(folder, parts);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String[] split(String dotted) {
        List<String> parts = new ArrayList<>(4);
        int from = 0;
        for (int dot = dotted.indexOf('.'); dot >= 0; dot = dotted.indexOf('.', from)) {
            parts.add(dotted.substring(from, dot));
            from = dot + 1;
        }
        parts.add(dotted.substring(from));
        return parts.toArray(new String[0]);
    }

    private List<Path> searched(@Nullable Path importer) {
        List<Path> folders = new ArrayList<>(roots.size() + 2);
        Path beside = importer == null ? null : importer.toAbsolutePath().normalize().getParent();
        if (beside != null) {
            folders.add(beside);
            Path outer = beside;
            while (outer.getParent() != null && isPackage(outer)) {
                outer = outer.getParent();
            }
            if (!outer.equals(beside)) {
                folders.add(outer);
            }
        }
        folders.addAll(mainFolders);
        folders.addAll(roots);
        if (beside != null) {
            folders.addAll(projects(beside));
        }
        return folders;
    }

    /// The folders of packages of the projects that a folder is in, the innermost first.
    private List<Path> projects(Path folder) {
        List<Path> known = projects.get(folder);
        if (known == null) {
            known = new ArrayList<>();
            for (Path at = folder; at != null; at = at.getParent()) {
                if (hasFile(at, PROJECT_FILES)) {
                    known.add(at);
                    known.add(at.resolve("src"));
                }
            }
            projects.put(folder, known);
        }
        return known;
    }

    private static boolean hasFile(Path folder, String[] names) {
        for (String name : names) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return true;
            }
        }
        return false;
    }

    /// Searches the folders of the main file for the imports of every file, as Python does.
    void main(Path file) {
        mainFolders = searched(file);
    }

    private static boolean isPackage(Path folder) {
        for (String suffix : SUFFIXES) {
            if (Files.isRegularFile(folder.resolve("__init__" + suffix))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable LoadedModule in(Path folder, String[] parts) {
        Path at = folder;
        for (String part : parts) {
            at = at.resolve(part);
        }
        Path name = at.getFileName();
        if (name == null) {
            return null;
        }
        for (String suffix : SUFFIXES) {
            Path file = parts.length == 0 ? at : at.resolveSibling(name + suffix);
            if (parts.length > 0 && Files.isRegularFile(file)) {
                return load(file).orElse(null);
            }
            Path init = at.resolve("__init__" + suffix);
            if (Files.isRegularFile(init)) {
                return load(init).orElse(null);
            }
        }
        return Files.isDirectory(at) ? namespace(at) : null;
    }

    /// The package of a folder without `__init__`.
    private LoadedModule namespace(Path folder) {
        Path init = folder.resolve("__init__.py");
        Path key = init.toAbsolutePath().normalize();
        Optional<LoadedModule> known = modules.get(key);
        if (known == null) {
            SourceFile empty = new SourceFile(init.toString(), "");
            known =
                    Frontend.parse(empty, diagnostics)
                            .map(ast -> new LoadedModule(empty, init, ast, this));
            modules.put(key, known);
        }
        return known.orElseThrow();
    }
}
