package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tritonc.codegen.explain.Explainer;
import tritonc.codegen.explain.KernelExplanation;
import tritonc.codegen.x86.cost.Core;
import tritonc.driver.Compilation;
import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.driver.MachineCode;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.target.CpuTier;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `tritonc explain CODE`: the page of an error code; `tritonc explain FILE`: what the code of a
/// kernel is like.
@Command(
        name = "explain",
        description = "Print what an error code means, or what the code of a kernel is like.")
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private CommonOptions common = new CommonOptions();

    @Mixin private SignatureFlags flags = new SignatureFlags();

    @Parameters(
            index = "0",
            paramLabel = "CODE|FILE",
            description = "An error code, such as T0203, or a source file.")
    private String subject = "";

    @Option(
            names = "--cycles",
            paramLabel = "CORE",
            description = "The processor whose cycles are counted: ${COMPLETION-CANDIDATES}.")
    private Core cycles = Core.GOLDEN_COVE;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Code> code = ErrorPages.code(subject);
        if (code.isPresent()) {
            return page(code.get());
        }
        if (!subject.contains(".") && !Files.exists(Path.of(subject))) {
            Diagnostic unknown =
                    Diagnostic.error(Code.UNKNOWN_CODE, "there is no code `" + subject + "`");
            return console.report(
                    List.of(unknown.help("codes are written T and four digits, such as T0203")));
        }
        return kernel(Path.of(subject));
    }

    private int page(Code code) {
        String page = ErrorPages.page(code).orElse("# " + code.id() + ": " + code.title() + "\n");
        if (common.json) {
            ObjectNode json = new ObjectMapper().createObjectNode();
            json.put("code", code.id()).put("title", code.title()).put("page", page);
            console.out().println(json.toPrettyString());
        } else {
            console.out().print(page);
        }
        return Exit.DONE;
    }

    private int kernel(Path file) {
        Compiler compiler =
                new Compiler(
                        CompileOptions.ofLevel(flags.level())
                                .debugging(Targets.debugs(flags.debug))
                                .withRoots(flags.path));
        CpuTier asked = Targets.tier(flags.target);
        CpuTier tier = CpuTier.MACHINE_CODE.contains(asked) ? asked : CpuTier.AVX512;
        Program program = compiler.load(file);
        if (flags.signature == null) {
            takeDirective(program);
        }
        JitFunction kernel = KernelChoice.of(program, flags.kernel);
        Compilation made = new SignatureChoice(program, flags).compile(compiler, kernel);
        KernelExplanation explanation =
                Explainer.explain(
                        made.loop(), MachineCode.instructions(tier, cycles.features()), cycles);
        if (common.json) {
            console.out().println(ExplanationJson.of(explanation).toPrettyString());
        } else {
            String source = program.main().file().text();
            new ExplanationText(explanation, source.lines().toList(), console.out()).print();
        }
        return Exit.DONE;
    }

    /// What the file's comment for `run` says and the command line does not.
    private void takeDirective(Program program) {
        RunOptions given = new RunOptions();
        given.take(flags, new RunOptions());
        flags.take(Launchable.withDirective(program, given), new RunOptions());
    }
}
