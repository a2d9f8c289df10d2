package tritonc.frontend;

import tritonc.frontend.ast.ParsedModule;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.SourceFile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// A source file with all that can be found from it. Imported files are read when a name of theirs
/// is first asked for, and their errors are reported then; so a program serves one thread at a
/// time.
public final class Program {
    private static final String DIRECTIVE = "tritonc:";

    private final LoadedModule main;
    private final ModuleFinder finder;
    private final List<JitFunction> kernels = new ArrayList<>();
    private final List<GraphFunction> graphs = new ArrayList<>();

    Program(LoadedModule main, ModuleFinder finder) {
        this.main = main;
        this.finder = finder;
        List<Binding> functions = new ArrayList<>();
        main.scope().collect(functions);
        IdentityHashMap<Stmt.FunctionDef, JitFunction> fullest = fullest(functions);
        for (Binding f : functions) {
            Stmt.FunctionDef definition = null;
            if (f instanceof JitFunction jit) {
                definition = jit.definition();
            } else if (f instanceof Binding.HostFunction host) {
                definition = host.definition();
            } else if (f instanceof GraphFunction graph) {
                graphs.add(graph);
            }
            JitFunction kernel = definition == null ? null : fullest.remove(definition);
            if (kernel != null) {
                kernels.add(kernel);
            }
        }
    }

    /// The kernel of each definition; of several under different names the first of those with most
    /// decorators.
    private static IdentityHashMap<Stmt.FunctionDef, JitFunction> fullest(List<Binding> functions) {
        IdentityHashMap<Stmt.FunctionDef, JitFunction> fullest = new IdentityHashMap<>();
        for (Binding f : functions) {
            if (f instanceof JitFunction jit) {
                JitFunction other = fullest.get(jit.definition());
                if (other == null || other.decorators().size() < jit.decorators().size()) {
                    fullest.put(jit.definition(), jit);
                }
            }
        }
        return fullest;
    }

    /// The file that was asked for.
    public LoadedModule main() {
        return main;
    }

    /// Every `@triton.jit` function of the file in the order of the source, helpers included, also
    /// those in classes and functions and in arms of `if` and `try` that are probably not taken. A
    /// function that a call makes a kernel, as in `f = triton.jit(f)`, is one of them; under
    /// several names it counts once, with the most decorators.
    public List<JitFunction> kernels() {
        return List.copyOf(kernels);
    }

    /// Every `@graph` function of the file, in the order of the source.
    public List<GraphFunction> graphs() {
        return List.copyOf(graphs);
    }

    /// The kernel of a name, simple or qualified. A simple name means what it means in the module,
    /// so that an alias works too; failing that, the first kernel inside a class or function.
    public Optional<JitFunction> kernel(String name) {
        if (main.scope().member(name).orElse(null) instanceof JitFunction jit) {
            return Optional.of(jit);
        }
        for (JitFunction jit : kernels) {
            if (jit.qualifiedName().equals(name) || jit.name().equals(name)) {
                return Optional.of(jit);
            }
        }
        return Optional.empty();
    }

    /// The `@graph` function of a name, simple or qualified.
    public Optional<GraphFunction> graph(String name) {
        if (main.scope().member(name).orElse(null) instanceof GraphFunction graph) {
            return Optional.of(graph);
        }
        for (GraphFunction graph : graphs) {
            if (graph.qualifiedName().equals(name) || graph.name().equals(name)) {
                return Optional.of(graph);
            }
        }
        return Optional.empty();
    }

    /// The comments `# tritonc: run …` of the file, in order.
    public List<RunDirective> runDirectives() {
        List<RunDirective> found = new ArrayList<>();
        for (ParsedModule.Comment comment : main.ast().comments()) {
            String text = comment.text().strip();
            if (!text.startsWith(DIRECTIVE)) {
                continue;
            }
            String directive = text.substring(DIRECTIVE.length()).strip();
            boolean run =
                    directive.equals("run")
                            || directive.startsWith("run ")
                            || directive.startsWith("run\t");
            if (run) {
                found.add(new RunDirective(comment.span(), directive.substring(3).strip()));
            }
        }
        return found;
    }

    /// The files read so far, the main one first: what a compile depends on.
    public List<SourceFile> files() {
        return List.copyOf(finder.files());
    }

    /// Where those of [#files] lie that came from disk.
    public List<Path> paths() {
        return List.copyOf(finder.paths());
    }
}
