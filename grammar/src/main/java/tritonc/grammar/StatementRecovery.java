package tritonc.grammar;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.BitSet;

/// Reports a syntax error and goes on with the next statement. An error leaves every rule up to the
/// statement (or `case`) it stands in; the rest of its line is skipped, and a block under that line
/// is read as if it were not indented, so that errors inside it are found too.
final class StatementRecovery extends DefaultErrorStrategy {
    /// After so many errors a file is not worth reading on.
    private static final int MAX_ERRORS = 100;

    private final TokenArray tokens;
    private final Diagnostics diagnostics;
    private final SyntaxMessages messages;
    private final BitSet broken;
    private int errors;

    /// @param broken the lines that were reported already when the words were read
    StatementRecovery(TokenArray tokens, SourceFile file, Diagnostics diagnostics, BitSet broken) {
        this.tokens = tokens;
        this.diagnostics = diagnostics;
        this.messages = new SyntaxMessages(tokens, file);
        this.broken = broken;
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    @Override
    public void reportError(Parser parser, RecognitionException e) {
        if (!inErrorRecoveryMode(parser)) {
            beginErrorCondition(parser);
            add(
                    e.getOffendingToken(),
                    e.getExpectedTokens(),
                    parser.getRuleContext().getRuleIndex());
        }
    }

    @Override
    public void recover(Parser parser, RecognitionException e) {
        int rule = parser.getRuleContext().getRuleIndex();
        if (rule != PythonParser.RULE_statement && rule != PythonParser.RULE_matchCase) {
            throw e;
        }
        boolean moved = tokens.index() > parser.getContext().getStart().getTokenIndex();
        if (rule == PythonParser.RULE_matchCase) {
            skipCase();
        } else if (!moved || !lineBegins()) {
            skipLine();
        }
        while (rule == PythonParser.RULE_statement && continuesStatement(tokens.LA(1))) {
            skipLine();
        }
        endErrorCondition(parser);
    }

    /// Before each statement of a file or block: reports and skips what begins none.
    @Override
    public void sync(Parser parser) {
        int rule = parser.getRuleContext().getRuleIndex();
        boolean list =
                rule == PythonParser.RULE_file
                        || rule == PythonParser.RULE_block
                        || rule == PythonParser.RULE_matchStatement;
        if (!list) {
            return;
        }
        ATNState state = parser.getInterpreter().atn.states.get(parser.getState());
        int kind = state.getStateType();
        boolean loop =
                kind == ATNState.STAR_LOOP_ENTRY
                        || kind == ATNState.STAR_LOOP_BACK
                        || kind == ATNState.PLUS_LOOP_BACK
                        || kind == ATNState.PLUS_BLOCK_START;
        if (!loop) {
            return;
        }
        IntervalSet possible = parser.getATN().nextTokens(state);
        while (!possible.contains(tokens.LA(1)) && tokens.LA(1) != Token.EOF) {
            int type = tokens.LA(1);
            if (type == PythonLexer.DEDENT) {
                tokens.consume();
                continue;
            }
            add(tokens.get(tokens.index()), possible, rule);
            beginErrorCondition(parser);
            if (type == PythonLexer.INDENT) {
                tokens.dissolveBlock(tokens.index());
            } else {
                skipLine();
            }
        }
    }

    private void add(Token offending, IntervalSet expected, int rule) {
        Diagnostic message = messages.of((PythonToken) offending, expected, rule);
        Span at = message.span().orElseThrow();
        if (!broken.get(at.line()) && ++errors <= MAX_ERRORS) {
            diagnostics.add(message);
        }
        if (errors == MAX_ERRORS) {
            tokens.seek(tokens.size() - 1);
        }
    }

    private boolean lineBegins() {
        return switch (tokens.LA(-1)) {
            case PythonLexer.NEWLINE, PythonLexer.INDENT, PythonLexer.DEDENT -> true;
            default -> false;
        };
    }

    private static boolean continuesStatement(int type) {
        return type != PythonLexer.CASE && Recovery.continuesStatement(type);
    }

    /// Skips a faulty `case` with its block, in which only a `case` could follow.
    private void skipCase() {
        if (!lineBegins()) {
            skipToNewline();
        }
        int depth = 0;
        while (tokens.LA(1) == PythonLexer.INDENT || depth > 0) {
            int type = tokens.LA(1);
            depth += type == PythonLexer.INDENT ? 1 : type == PythonLexer.DEDENT ? -1 : 0;
            tokens.consume();
        }
    }

    private void skipToNewline() {
        while (tokens.LA(1) != PythonLexer.NEWLINE && tokens.LA(1) != Token.EOF) {
            tokens.consume();
        }
        tokens.consume();
    }

    private void skipLine() {
        skipToNewline();
        if (tokens.LA(1) == PythonLexer.INDENT) {
            tokens.dissolveBlock(tokens.index());
        }
    }
}
