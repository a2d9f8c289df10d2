package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tritonc.driver.Compilation;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.TileFile;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.tile.TileKernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `tritonc compile FILE...`: writes artifacts, and stages on the way to them where asked.
@Command(name = "compile", description = "Compile kernels ahead of time.")
final class CompileCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private CommonOptions common = new CommonOptions();

    @Mixin private CompileFlags flags = new CompileFlags();

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Source files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--start-from",
            paramLabel = "FILE.tile",
            description = "Start from tile IR instead of source text.")
    private @Nullable Path startFrom;

    CompileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        StageFiles out =
                new StageFiles(
                        flags.folder(),
                        flags.emitted(),
                        Targets.tier(flags.target),
                        flags.features());
        Compiler compiler = new Compiler(options());
        if (startFrom != null) {
            return startFrom(startFrom, compiler, out);
        }
        if (files.isEmpty()) {
            throw new TritonException(
                    Diagnostic.error(Code.COMMAND_LINE, "no file to compile")
                            .help("name one or more source files"));
        }
        if (flags.configs) {
            return new ConfigurationList(console, common.json).print(compiler, files, flags.kernel);
        }
        if (flags.signature == null && flags.arguments.isEmpty() && flags.config == null) {
            return checkOnly(compiler, out);
        }
        for (Path file : files) {
            Program program = compiler.load(file);
            JitFunction kernel = KernelChoice.of(program, flags.kernel);
            out.write(
                    program, kernel, new SignatureChoice(program, flags).compile(compiler, kernel));
        }
        report(out);
        return Exit.DONE;
    }

    private CompileOptions options() {
        return CompileOptions.ofLevel(flags.level())
                .withTier(Targets.tier(flags.target))
                .withFeatures(flags.features())
                .debugging(Targets.debugs(flags.debug))
                .withRoots(flags.path)
                .printingTo((common.json ? console.err() : console.out())::println)
                .withPassListeners(flags.dumps(console.out()));
    }

    private int startFrom(Path file, Compiler compiler, StageFiles out) {
        if (!files.isEmpty()) {
            throw new TritonException(
                    Diagnostic.error(Code.START_FROM, "--start-from stands beside a source file")
                            .help("leave one of them out"));
        }
        TileKernel kernel = TileFile.read(file);
        Compilation made = compiler.compile(kernel, TileFile.signature(kernel));
        out.write(made);
        report(out);
        return Exit.DONE;
    }

    private int checkOnly(Compiler compiler, StageFiles out) {
        int kernels = 0;
        List<Diagnostic> found = new ArrayList<>();
        for (Path file : files) {
            Program program = compiler.load(file);
            found.addAll(compiler.check(program));
            kernels += program.kernels().size();
            out.writeTree(program);
        }
        int exit = console.report(found);
        if (exit == Exit.DONE && !common.quiet && !common.json) {
            console.out()
                    .println(
                            kernels
                                    + (kernels == 1 ? " kernel" : " kernels")
                                    + " checked; nothing was compiled, as neither -s nor -a says"
                                    + " for what");
        }
        report(out);
        return exit;
    }

    private void report(StageFiles out) {
        if (common.json) {
            ObjectNode json = new ObjectMapper().createObjectNode();
            ArrayNode written = json.putArray("files");
            out.written().forEach(p -> written.add(p.toString()));
            console.out().println(json.toPrettyString());
        } else if (!common.quiet) {
            out.written().forEach(console.out()::println);
        }
    }
}
