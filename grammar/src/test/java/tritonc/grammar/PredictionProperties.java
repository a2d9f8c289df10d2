package tritonc.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.misc.ParseCancellationException;

import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.util.List;

class PredictionProperties {
    private static final List<String> PIECES =
            List.of(
                    "a", "b", "1", "'s'", "f'{a}'", "+", "-", "**", "*", "not", "and", "or", "in",
                    "is", "<", "==", "(", ")", "[", "]", ".c", ",", "if", "else", "for", "lambda",
                    ":", "await", "~", "@", "//", "|", ":=", "=", "{", "}", "\n");

    /// Looking at one token must parse what full prediction parses, to the same tree.
    @Property(tries = 3000)
    void oneTokenDecidesLikeFullPrediction(@ForAll("texts") String text) {
        assertThat(tree(text, true)).isEqualTo(tree(text, false));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(l -> String.join(" ", l));
    }

    private static String tree(String text, boolean oneToken) {
        TokenArray tokens = new TokenReader(new SourceFile("any", text), new Diagnostics()).read();
        PythonParser parser = new PythonParser(tokens);
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        if (oneToken) {
            parser.setInterpreter(new OneTokenPrediction(parser, parser.getInterpreter()));
        }
        try {
            return parser.file().toStringTree(parser);
        } catch (ParseCancellationException e) {
            return "refused";
        }
    }
}
