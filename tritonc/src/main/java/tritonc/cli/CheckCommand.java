package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `tritonc check FILE...`: everything that can be checked without a signature; `-v` says what was
/// assumed.
@Command(name = "check", description = "Check files without compiling them.")
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Source files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "One more folder where imports are looked for.")
    private List<Path> path = new ArrayList<>();

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Compiler compiler = new Compiler(CompileOptions.defaults().withRoots(path));
        List<Diagnostic> found = new ArrayList<>();
        List<String> assumed = new ArrayList<>();
        int kernels = 0;
        for (Path file : files) {
            try {
                Program program = compiler.load(file);
                kernels += program.kernels().size();
                found.addAll(compiler.check(program));
                if (common.verbose) {
                    assumed.addAll(compiler.assumptions(program));
                }
            } catch (TritonException e) {
                found.addAll(e.diagnostics());
            }
        }
        if (common.json) {
            console.out().println(json(found, assumed, kernels).toPrettyString());
            return Exit.of(found);
        }
        assumed.forEach(console.err()::println);
        int exit = console.report(found);
        if (exit == Exit.DONE && !common.quiet) {
            console.out()
                    .println(
                            files.size()
                                    + (files.size() == 1 ? " file, " : " files, ")
                                    + kernels
                                    + (kernels == 1 ? " kernel" : " kernels")
                                    + ": no errors");
        }
        return exit;
    }

    private static ObjectNode json(List<Diagnostic> found, List<String> assumed, int kernels) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("kernels", kernels);
        if (!assumed.isEmpty()) {
            assumed.forEach(json.putArray("assumed")::add);
        }
        ArrayNode all = json.putArray("diagnostics");
        for (Diagnostic d : found) {
            ObjectNode node = all.addObject();
            node.put("code", d.code().id())
                    .put("severity", d.severity().name().toLowerCase(java.util.Locale.ROOT));
            node.put("message", d.message());
            d.span()
                    .ifPresent(s ->
                            node.put("file", s.file().path())
                                    .put("line", s.line())
                                    .put("column", s.column()));
            d.help().ifPresent(h -> node.put("help", h));
        }
        return json;
    }
}
