package tritonc.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

class DepthTest {
    private static List<Diagnostic> errors(String source) {
        Diagnostics diagnostics = new Diagnostics();
        PythonSyntax.parse(new SourceFile("deep.py", source), diagnostics);
        return diagnostics.inOrder();
    }

    private static void isTooDeep(String source) {
        assertThat(errors(source)).extracting(Diagnostic::code).containsExactly(Code.TOO_DEEP);
    }

    private static String blocks(int depth) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            source.repeat(' ', i).append("if x:\n");
        }
        return source.repeat(' ', depth).append("pass\n").toString();
    }

    @Test
    void tenThousandParenthesesAreRefused() {
        isTooDeep("x = " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + "\n");
        isTooDeep("x = " + "f(".repeat(10_000) + "1" + ")".repeat(10_000) + "\n");
        isTooDeep("x = " + "[{(".repeat(3_000) + "\n");
    }

    @Test
    void twoHundredBracketsAreRight() {
        assertThat(errors("x = " + "(".repeat(200) + "1" + ")".repeat(200) + "\n")).isEmpty();
    }

    @Test
    void tenThousandOperatorsAreRefused() {
        isTooDeep("x = " + "- ".repeat(10_000) + "1\n");
        isTooDeep("x = " + "not ".repeat(10_000) + "1\n");
        isTooDeep("x = 1" + " ** 1".repeat(10_000) + "\n");
        isTooDeep("x = 1" + " + 1".repeat(10_000) + "\n");
        isTooDeep("x = " + "lambda: ".repeat(10_000) + "1\n");
        isTooDeep("x = " + "1 if 1 else ".repeat(10_000) + "1\n");
        isTooDeep("x = a" + ".b".repeat(10_000) + "\n");
        isTooDeep("x = a" + "[0]".repeat(10_000) + "\n");
    }

    @Test
    void manyOperatorsInManyElementsAreRight() {
        assertThat(errors("x = [" + "-1 + 2,".repeat(10_000) + "]\n")).isEmpty();
        assertThat(errors("x = -1 + 2; ".repeat(10_000) + "\n")).isEmpty();
        assertThat(errors("x = " + "'s' ".repeat(10_000) + "\n")).isEmpty();
    }

    @Test
    void blocksDeeperThanPythonAllowsAreRefused() {
        assertThat(errors(blocks(99))).isEmpty();
        isTooDeep(blocks(10_000 / 4));
    }

    @Test
    void fieldsOfStringsInFieldsAreRefused() {
        isTooDeep("x = " + "f'{".repeat(5_000) + "1" + "}'".repeat(5_000) + "\n");
    }

    @Test
    void tenMegabytesAreRead() {
        assertThat(errors("x = f(a, b) + 1  # a line like others\n".repeat(270_000))).isEmpty();
    }

    @Test
    void aSmallStackGivesADiagnostic() throws InterruptedException {
        Diagnostics diagnostics = new Diagnostics();
        String source = "x = " + "(-".repeat(199) + "1" + ")".repeat(199) + "\n";
        SourceFile file = new SourceFile("deep.py", source);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean parsed = new AtomicBoolean();
        Runnable parse = () -> parsed.set(PythonSyntax.parse(file, diagnostics).isPresent());
        Thread small = new Thread(null, parse, "small", 1 << 15);
        small.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
        small.start();
        small.join();
        assertThat(thrown.get()).isNull();
        assertThat(parsed.get()).isNotEqualTo(diagnostics.hasErrors());
    }
}
