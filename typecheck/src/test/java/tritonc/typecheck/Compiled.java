package tritonc.typecheck;

import static org.assertj.core.api.Assertions.assertThat;

import tritonc.frontend.Frontend;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Label;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.text.Printer;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.verify.Verifier;
import tritonc.typecheck.names.HostConditions;

import java.util.List;
import java.util.Optional;

/// A kernel of a source text lowered for a signature.
record Compiled(Optional<TileKernel> kernel, Diagnostics diagnostics) {
    private static final String HEAD = "import triton\nimport triton.language as tl\n\n\n";

    /// Lowers the kernel `name` of a whole file; what comes out is verified.
    static Compiled of(String path, String text, String name, String signature) {
        Diagnostics diagnostics = new Diagnostics();
        Program program =
                Frontend.load(
                                new SourceFile(path, text),
                                List.of(),
                                new HostConditions(),
                                diagnostics)
                        .orElseThrow();
        JitFunction kernel = program.kernel(name).orElseThrow();
        Optional<TileKernel> lowered =
                Lowering.parse(kernel, signature, diagnostics)
                        .flatMap(a -> Lowering.lower(program, kernel, a, diagnostics));
        lowered.ifPresent(k -> assertThat(Verifier.verify(k)).isEmpty());
        return new Compiled(lowered, diagnostics);
    }

    /// Lowers `def kernel(parameters): body`.
    static Compiled body(String parameters, String signature, String body) {
        String text = HEAD + "@triton.jit\ndef kernel(" + parameters + "):\n" + body.indent(4);
        return of("kernel.py", text, "kernel", signature);
    }

    /// The kernel's text without places.
    String ir() {
        assertThat(diagnostics.inOrder()).isEmpty();
        return Printer.print(kernel.orElseThrow(), false);
    }

    /// The only error's code.
    String error() {
        assertThat(diagnostics.inOrder()).hasSize(1);
        return diagnostics.inOrder().getFirst().code().id();
    }

    /// Every diagnostic on lines of its own: place, code, message, labels, help.
    static String plain(Diagnostics diagnostics) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic d : diagnostics.inOrder()) {
            text.append(d.span().map(Compiled::place).orElse("-"))
                    .append(' ')
                    .append(d.code().id())
                    .append(' ')
                    .append(d.message())
                    .append('\n');
            for (Label label : d.labels()) {
                if (!label.text().isEmpty()) {
                    text.append("  ")
                            .append(place(label.span()))
                            .append(" `")
                            .append(label.span().text())
                            .append("`: ")
                            .append(label.text())
                            .append('\n');
                }
            }
            d.help().ifPresent(h -> text.append("  help: ").append(h).append('\n'));
        }
        return text.toString();
    }

    private static String place(Span span) {
        return span.line() + ":" + span.column();
    }
}
