package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.type.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The types of hundreds of expressions against those that Triton itself gives them.
class ExpressionTypesTest {
    private static final Path TABLE = Path.of("src/test/resources/types.txt");

    @Test
    void agreesWithTriton() throws IOException {
        List<String> differences = new ArrayList<>();
        int cases = 0;
        for (String line : Files.readAllLines(TABLE)) {
            if (line.startsWith("#")) {
                continue;
            }
            boolean differs = line.endsWith(" | error here");
            String[] parts = line.replace(" | error here", "").split(" \\| ");
            String expression = String.join(" | ", List.of(parts).subList(1, parts.length - 1));
            String expected = differs ? "error" : parts[parts.length - 1];
            String found = type(parts[0], expression);
            cases++;
            if (!found.equals(expected)) {
                differences.add(line + " | but here " + found);
            }
        }
        assertThat(cases).isGreaterThan(700);
        assertThat(differences).isEmpty();
    }

    /// The type of an expression, or `error`.
    private static String type(String parameters, String expression) {
        StringBuilder names = new StringBuilder();
        StringBuilder signature = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (String parameter : parameters.split("; ")) {
            String name = parameter.substring(0, parameter.indexOf(':'));
            String type = parameter.substring(parameter.indexOf(':') + 2);
            names.append(names.isEmpty() ? "" : ", ").append(name);
            signature.append(signature.isEmpty() ? "" : ", ");
            if (type.startsWith("[")) {
                signature.append('*').append(type.substring(type.indexOf(']') + 1));
                body.append(load(name, type.substring(1, type.indexOf(']')).split(",")));
            } else {
                signature.append(type);
            }
        }
        body.append("r = ").append(expression).append('\n');
        body.append("tl.static_assert(False, f\"{r.type}\")\n");
        Compiled compiled = Compiled.body(names.toString(), signature.toString(), body.toString());
        Diagnostic first = compiled.diagnostics().inOrder().getFirst();
        String message = first.message();
        if (!first.code().id().equals("T0235")) {
            return "error";
        }
        String type = message.substring(message.lastIndexOf(": ") + 2);
        DType dtype = type.startsWith("tl.") ? DType.ofTritonName(type.substring(3)) : null;
        return dtype == null ? type : dtype.toString();
    }

    private static String load(String name, String[] extents) {
        String rows = "tl.arange(0, " + extents[0] + ")";
        String offsets =
                extents.length == 1
                        ? rows
                        : rows
                                + "[:, None] * "
                                + extents[1]
                                + " + tl.arange(0, "
                                + extents[1]
                                + ")[None, :]";
        return name + " = tl.load(" + name + " + " + offsets + ")\n";
    }
}
