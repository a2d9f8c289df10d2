package tritonc.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.antlr.v4.runtime.Token;

import tritonc.ir.diagnostic.SourceFile;

import java.util.List;

class ScannerProperties {
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "f",
                    "r",
                    "b",
                    "u",
                    "rb",
                    "Rf",
                    "x1",
                    "_",
                    "é",
                    "0",
                    "1",
                    "07",
                    "9_9",
                    "1.",
                    ".5",
                    "1e",
                    "e+3",
                    "j",
                    "0x",
                    "fF_",
                    "0b2",
                    "0o",
                    "_1",
                    "\"",
                    "'",
                    "\"\"\"",
                    "'''",
                    "\\",
                    "\n",
                    "\r",
                    "\r\n",
                    "\\\n",
                    "\\\r\n",
                    " ",
                    "#",
                    "# c",
                    "(",
                    ")",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    ":",
                    ";",
                    ".",
                    "...",
                    "!",
                    "->",
                    "=",
                    "+",
                    "-",
                    "*",
                    "/",
                    "%",
                    "&",
                    "|",
                    "^",
                    "<",
                    ">",
                    "~",
                    "@",
                    "$",
                    "?",
                    "`",
                    "\t",
                    "\u0000",
                    "\u001A",
                    "\uD83D\uDE00");

    @Property(tries = 5000)
    void findsTheWordsOfTheGrammar(@ForAll("texts") String text) {
        SourceFile file = new SourceFile("any", text);
        SourceChars input = new SourceChars(file);
        PythonLexer lexer = new PythonLexer(input);
        Scanner scanner = new Scanner(text.toCharArray());
        int at = 0;
        for (Token t = lexer.nextToken(); t.getType() != Token.EOF; t = lexer.nextToken()) {
            assertThat(t.getStartIndex()).isEqualTo(at);
            int type = scanner.match(at);
            assertThat(PythonLexer.VOCABULARY.getSymbolicName(type))
                    .as("word at %d of %s", at, text)
                    .isEqualTo(PythonLexer.VOCABULARY.getSymbolicName(t.getType()));
            assertThat(scanner.end()).isEqualTo(t.getStopIndex() + 1);
            at = scanner.end();
        }
        assertThat(at).isEqualTo(text.length());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(24).map(l -> String.join("", l));
    }
}
