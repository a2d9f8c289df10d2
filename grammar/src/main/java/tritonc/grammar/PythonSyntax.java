package tritonc.grammar;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.BitSet;
import java.util.Optional;

/// The door of this room.
public final class PythonSyntax {
    private PythonSyntax() {}

    /// Parses a file. The fast way (SLL prediction, stop at the first error) reads every right
    /// file; only if it fails the file is read again with full prediction, to report all of its
    /// errors.
    ///
    /// @return the tree, or nothing if there was a syntax error, which is then reported
    public static Optional<SyntaxTree> parse(SourceFile file, Diagnostics diagnostics) {
        try {
            return read(file, diagnostics);
        } catch (StackOverflowError e) {
            diagnostics.add(
                    Diagnostic.error(
                                    Code.TOO_DEEP,
                                    new Span(file, 0, 0),
                                    "the source is nested too deep for the stack of this thread")
                            .help("compile on a thread with a larger stack"));
            return Optional.empty();
        }
    }

    private static Optional<SyntaxTree> read(SourceFile file, Diagnostics diagnostics) {
        int before = diagnostics.errorCount();
        TokenReader reader = new TokenReader(file, diagnostics);
        TokenArray tokens = reader.read();
        if (reader.tooDeep()) {
            return Optional.empty();
        }
        PythonParser parser = new PythonParser(tokens);
        parser.removeErrorListeners();
        parser.setInterpreter(new OneTokenPrediction(parser, parser.getInterpreter()));
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            PythonParser.FileContext tree = parser.file();
            return diagnostics.errorCount() == before
                    ? Optional.of(new SyntaxTree(tree, reader.comments()))
                    : Optional.empty();
        } catch (ParseCancellationException e) {
            reportErrors(parser, tokens, file, diagnostics, reader.broken());
            return Optional.empty();
        }
    }

    /// Reads once more with ANTLR's own full prediction.
    private static void reportErrors(
            PythonParser parser,
            TokenArray tokens,
            SourceFile file,
            Diagnostics diagnostics,
            BitSet broken) {
        tokens.seek(0);
        parser.reset();
        ParserATNSimulator fast = parser.getInterpreter();
        ParserATNSimulator full =
                new ParserATNSimulator(
                        parser, fast.atn, fast.decisionToDFA, fast.getSharedContextCache());
        full.setPredictionMode(PredictionMode.LL);
        parser.setInterpreter(full);
        parser.setErrorHandler(new StatementRecovery(tokens, file, diagnostics, broken));
        parser.file();
    }
}
