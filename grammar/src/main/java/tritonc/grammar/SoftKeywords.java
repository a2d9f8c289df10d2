package tritonc.grammar;

import org.antlr.v4.runtime.Token;

/// Finds where `match`, `case` and `type` are keywords. They are ordinary names elsewhere (Language
/// Reference, 2.3.2), and one pass over the tokens can tell:
/// - `match` begins a logical line that ends with a colon and is followed by an operand: no other
///   statement begins with a name and ends with a colon;
/// - `case` begins a line directly inside the block of such a `match`;
/// - `type` begins a statement and is followed by a name and then by `=` or `[`.
final class SoftKeywords {
    private SoftKeywords() {}

    static void mark(TokenArray tokens) {
        boolean[] matchBlock = new boolean[Indents.MAX_DEPTH + 2];
        int depth = 0;
        boolean lineBegins = true;
        boolean matchLine = false;
        for (int i = 0; i < tokens.size(); i++) {
            int type = tokens.type(i);
            switch (type) {
                case PythonLexer.INDENT -> matchBlock[++depth] = matchLine;
                case PythonLexer.DEDENT -> depth--;
                case PythonLexer.NAME -> {
                    if (lineBegins) {
                        matchLine = isMatch(tokens, i);
                        if (matchLine) {
                            tokens.retype(i, PythonLexer.MATCH);
                        } else if (matchBlock[depth] && is(tokens, i, "case")) {
                            tokens.retype(i, PythonLexer.CASE);
                        }
                    }
                    if (isType(tokens, i)) {
                        tokens.retype(i, PythonLexer.TYPE);
                    }
                }
                default -> matchLine &= !lineBegins;
            }
            boolean layout = type == PythonLexer.INDENT || type == PythonLexer.DEDENT;
            lineBegins = type == PythonLexer.NEWLINE || lineBegins && layout;
        }
    }

    private static boolean is(TokenArray tokens, int i, String word) {
        return tokens.at(i).end() - tokens.at(i).start() == word.length()
                && tokens.at(i).getText().equals(word);
    }

    private static boolean isMatch(TokenArray tokens, int i) {
        if (!is(tokens, i, "match") || !beginsOperand(tokens.type(i + 1))) {
            return false;
        }
        int end = i;
        while (tokens.type(end) != PythonLexer.NEWLINE && tokens.type(end) != Token.EOF) {
            end++;
        }
        return tokens.type(end - 1) == PythonLexer.COLON;
    }

    private static boolean beginsOperand(int type) {
        return switch (type) {
            case PythonLexer.NAME,
                    PythonLexer.NUMBER,
                    PythonLexer.STRING,
                    PythonLexer.FSTRING_START,
                    PythonLexer.LPAREN,
                    PythonLexer.LBRACKET,
                    PythonLexer.LBRACE,
                    PythonLexer.MINUS,
                    PythonLexer.PLUS,
                    PythonLexer.TILDE,
                    PythonLexer.STAR,
                    PythonLexer.NOT,
                    PythonLexer.LAMBDA,
                    PythonLexer.AWAIT,
                    PythonLexer.NONE,
                    PythonLexer.TRUE,
                    PythonLexer.FALSE,
                    PythonLexer.ELLIPSIS ->
                    true;
            default -> false;
        };
    }

    private static boolean isType(TokenArray tokens, int i) {
        if (tokens.type(i + 1) != PythonLexer.NAME || !is(tokens, i, "type")) {
            return false;
        }
        int after = tokens.type(i + 2);
        if (after != PythonLexer.ASSIGN && after != PythonLexer.LBRACKET) {
            return false;
        }
        return switch (tokens.type(i - 1)) {
            case 0,
                    PythonLexer.NEWLINE,
                    PythonLexer.INDENT,
                    PythonLexer.DEDENT,
                    PythonLexer.SEMICOLON,
                    PythonLexer.COLON ->
                    true;
            default -> false;
        };
    }
}
