package tritonc.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.io.IOException;

class SyntaxErrorsTest {
    @Test
    void everyMistakeHasItsMessage() throws IOException {
        GoldenCases.check(
                "syntax-errors.txt",
                source -> {
                    Diagnostics diagnostics = new Diagnostics();
                    SourceFile file = new SourceFile("case.py", source);
                    boolean accepted = PythonSyntax.parse(file, diagnostics).isPresent();
                    return accepted ? "accepted" : GoldenCases.text(diagnostics);
                });
    }

    @Test
    void rightSourceHasNoMessage() {
        Diagnostics diagnostics = new Diagnostics();
        String source = "match = 1\nprint(f'{match!r:>{10}}')\ncase = type = match\n";
        assertThat(PythonSyntax.parse(new SourceFile("a.py", source), diagnostics)).isPresent();
        assertThat(diagnostics.inOrder()).isEmpty();
    }

    @Test
    void aHopelessFileStopsAtAHundredErrors() {
        Diagnostics diagnostics = new Diagnostics();
        PythonSyntax.parse(new SourceFile("a.py", "x = = 1\n".repeat(5000)), diagnostics);
        assertThat(diagnostics.errorCount()).isEqualTo(100);
    }
}
