package tritonc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `tritonc explain CODE`: the page of an error code.
@Command(name = "explain", description = "Print what an error code means and how to mend it.")
final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "CODE", description = "An error code, such as T0203.")
    private String subject = "";

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Optional<Code> code = ErrorPages.code(subject);
        if (code.isEmpty()) {
            Diagnostic unknown =
                    Diagnostic.error(Code.UNKNOWN_CODE, "there is no code `" + subject + "`");
            return console.report(
                    List.of(unknown.help("codes are written T and four digits, such as T0203")));
        }
        String page =
                ErrorPages.page(code.get())
                        .orElse("# " + code.get().id() + ": " + code.get().title() + "\n");
        if (common.json) {
            ObjectNode json = new ObjectMapper().createObjectNode();
            json.put("code", code.get().id()).put("title", code.get().title()).put("page", page);
            console.out().println(json.toPrettyString());
        } else {
            console.out().print(page);
        }
        return Exit.DONE;
    }
}
