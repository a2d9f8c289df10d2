package tritonc.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One command line: its words in, output and an exit code out. Nothing here ends the process.
public final class Cli {
    private final Console console;

    public Cli(PrintStream out, PrintStream err) {
        console = new Console(out, err);
    }

    /// Runs a command line; the exit code (see `docs/cli.md`).
    public int run(String... words) {
        CommandLine line = new CommandLine(new RootCommand(console));
        line.addSubcommand(new CompileCommand(console));
        line.addSubcommand(new RunCommand(console));
        line.addSubcommand(new CheckCommand(console));
        line.addSubcommand(new ExplainCommand(console));
        line.addSubcommand(new DoctorCommand(console));
        line.setOut(new PrintWriter(console.out(), true, console.out().charset()));
        line.setErr(new PrintWriter(console.err(), true, console.err().charset()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> misread(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, parsed, words));
        return line.execute(words);
    }

    private int misread(CommandLine.ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e.getMessage() == null ? "unreadable" : e.getMessage();
        List<String> near = new ArrayList<>();
        if (e instanceof CommandLine.UnmatchedArgumentException u) {
            near.addAll(u.getSuggestions());
        }
        String help =
                near.isEmpty()
                        ? "`" + name + " --help` lists what it takes"
                        : "did you mean `" + near.getFirst() + "`?";
        return console.report(
                List.of(
                        Diagnostic.error(Code.COMMAND_LINE, message.lines().findFirst().orElse(""))
                                .help(help)));
    }

    private int failed(Exception e, ParseResult parsed, String[] words) {
        if (e instanceof TritonException t) {
            return console.report(t.diagnostics());
        }
        String stage = e instanceof CompilerBug b ? b.stage() : "tritonc";
        console.err().println("bug in tritonc, in stage " + stage + ": " + e.getMessage());
        console.err().println("command: tritonc " + String.join(" ", Arrays.asList(words)));
        console.err().println("Please report it with the file that provoked it.");
        if (parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("-v")) {
            e.printStackTrace(console.err());
        } else {
            console.err().println("(-v prints where it happened)");
        }
        return Exit.BUG;
    }
}
