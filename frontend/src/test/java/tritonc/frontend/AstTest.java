package tritonc.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.frontend.ast.AstPrinter;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.ParsedModule;
import tritonc.frontend.ast.SourcePrinter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.io.IOException;
import java.math.BigInteger;

class AstTest {
    private static ParsedModule parse(String source) {
        Diagnostics diagnostics = new Diagnostics();
        var module = Frontend.parse(new SourceFile("a.py", source), diagnostics);
        assertThat(diagnostics.inOrder()).isEmpty();
        return module.orElseThrow();
    }

    private static Expr expression(String source) {
        return ((Stmt.ExprStmt) parse(source + "\n").body().getFirst()).value();
    }

    @Test
    void everyConstructHasItsTree() throws IOException {
        GoldenCases.check("ast.txt", source -> AstPrinter.print(parse(source)));
    }

    @Test
    void whatIsPrintedParsesToTheSame() throws IOException {
        GoldenCases.check(
                "ast.txt",
                source -> {
                    ParsedModule module = parse(source);
                    String printed = SourcePrinter.print(module);
                    assertThat(SourcePrinter.print(parse(printed))).isEqualTo(printed);
                    return AstPrinter.print(module);
                });
    }

    @Test
    void whatTheGrammarLetsPassIsRefused() throws IOException {
        GoldenCases.check(
                "refused.txt",
                source -> {
                    Diagnostics diagnostics = new Diagnostics();
                    SourceFile file = new SourceFile("a.py", source);
                    boolean accepted = Frontend.parse(file, diagnostics).isPresent();
                    return accepted ? "accepted\n" : GoldenCases.text(diagnostics);
                });
    }

    @Test
    void spansHoldWhatWasWritten() {
        Expr.Binary sum = (Expr.Binary) expression("(a + b) * f(c)[1:2].d");
        assertThat(sum.span().text()).isEqualTo("(a + b) * f(c)[1:2].d");
        assertThat(sum.left().span().text()).isEqualTo("a + b");
        Expr.Attribute attribute = (Expr.Attribute) sum.right();
        assertThat(attribute.nameSpan().text()).isEqualTo("d");
        Expr.Subscript subscript = (Expr.Subscript) attribute.value();
        assertThat(subscript.span().text()).isEqualTo("f(c)[1:2]");
        assertThat(subscript.index().span().text()).isEqualTo("1:2");
        assertThat(expression("(a, b)").span().text()).isEqualTo("(a, b)");
        assertThat(expression("a, b").span().text()).isEqualTo("a, b");
    }

    @Test
    void spansOfDefinitionsEndWithTheirBodies() {
        var body = parse("@d\ndef f(x):\n    if x:\n        y\n\n\nz\n").body();
        assertThat(body.getFirst().span().text()).isEqualTo("def f(x):\n    if x:\n        y");
    }

    @Test
    void valuesOfLiterals() {
        assertThat(expression("0xFFFF_FFFF_FFFF_FFFF"))
                .isInstanceOfSatisfying(
                        Expr.IntLiteral.class,
                        l ->
                                assertThat(l.value())
                                        .isEqualTo(new BigInteger("18446744073709551615")));
        assertThat(expression("1e-3_0"))
                .isInstanceOfSatisfying(
                        Expr.FloatLiteral.class, l -> assertThat(l.value()).isEqualTo(1e-30));
        assertThat(expression("'a\\x41' r'\\n' 'b'"))
                .isInstanceOfSatisfying(
                        Expr.StringLiteral.class, l -> assertThat(l.value()).isEqualTo("aA\\nb"));
    }

    @Test
    void linesEndAlikeInEverySystem() {
        String expected = SourcePrinter.print(parse("if a:\n    b = '''x\ny'''\nc\n"));
        assertThat(SourcePrinter.print(parse("if a:\r\n    b = '''x\r\ny'''\r\nc\r\n")))
                .isEqualTo(expected);
        assertThat(SourcePrinter.print(parse("if a:\r    b = '''x\ry'''\rc"))).isEqualTo(expected);
    }

    @Test
    void anEmptyFileIsAModule() {
        assertThat(parse("").body()).isEmpty();
        assertThat(parse("\n  # only this\n").comments()).hasSize(1);
    }

    @Test
    void aDecimalWithoutEndIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        Frontend.parse(new SourceFile("a.py", "x = " + "9".repeat(5000)), diagnostics);
        assertThat(diagnostics.inOrder()).extracting(Diagnostic::code).containsExactly(Code.SYNTAX);
    }

    @Test
    void elifsWithoutEndAreRefused() {
        Diagnostics diagnostics = new Diagnostics();
        String source = "if a:\n    pass\n" + "elif b:\n    pass\n".repeat(5000);
        Frontend.parse(new SourceFile("a.py", source), diagnostics);
        assertThat(diagnostics.inOrder())
                .extracting(Diagnostic::code)
                .containsExactly(Code.TOO_DEEP);
    }
}
