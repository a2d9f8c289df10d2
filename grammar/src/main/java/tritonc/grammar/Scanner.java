package tritonc.grammar;

/// Finds the next word exactly as the lexer made of `PythonLexer.g4` would, which is the
/// specification: tests hold the two equal on arbitrary text. That lexer builds its automaton while
/// it reads, which costs the first file of a process more than all the rest of parsing.
final class Scanner {
    /// What `PythonLexer.g4` has in the place of every character beyond ASCII, for which ANTLR's
    /// automaton has no cache; as itself it may not stand in Python source.
    static final char BEYOND_ASCII = '\u001A';

    private final char[] chars;
    private int end;

    Scanner(char[] chars) {
        this.chars = chars;
    }

    /// The type of the word that begins at `start`, which must lie inside the text.
    int match(int start) {
        char c = chars[start];
        if (isLetter(c)) {
            return word(start);
        }
        if (isDigit(c) || c == '.' && isDigit(peek(start + 1))) {
            end = number(start);
            return PythonLexer.NUMBER;
        }
        return switch (c) {
            case '"', '\'' -> string(start);
            case '#' -> {
                end = start;
                while (end < chars.length && chars[end] != '\n' && chars[end] != '\r') {
                    end++;
                }
                yield PythonLexer.COMMENT;
            }
            case '\n', '\r' -> {
                end = lineEnd(start);
                yield PythonLexer.NEWLINE;
            }
            case '\\' -> {
                end = lineEnd(start + 1);
                yield end > start + 1 ? PythonLexer.JOIN : PythonLexer.UNKNOWN;
            }
            default -> symbol(c, start);
        };
    }

    /// Where the word found last ends.
    int end() {
        return end;
    }

    private char peek(int at) {
        return at < chars.length ? chars[at] : 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || c >= 128
                || c == BEYOND_ASCII;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private int lineEnd(int at) {
        char c = peek(at);
        if (c == '\r' && at < chars.length) {
            return peek(at + 1) == '\n' ? at + 2 : at + 1;
        }
        return c == '\n' ? at + 1 : at;
    }

    private int word(int start) {
        int i = start + 1;
        while (i < chars.length && (isLetter(chars[i]) || isDigit(chars[i]))) {
            i++;
        }
        end = i;
        if (i - start > 2 || i >= chars.length || !isQuote(chars[i])) {
            return PythonLexer.NAME;
        }
        int a = chars[start] | 0x20;
        int b = i - start == 2 ? chars[start + 1] | 0x20 : 0;
        if (chars[start] > 'z' || i - start == 2 && chars[start + 1] > 'z') {
            return PythonLexer.NAME;
        }
        if (a == 'f' && (b == 0 || b == 'r') || a == 'r' && b == 'f') {
            boolean triple = chars[i] == peek(i + 1) && chars[i] == peek(i + 2);
            end = triple ? i + 3 : i + 1;
            return PythonLexer.FSTRING_START;
        }
        boolean one = b == 0 && (a == 'u' || a == 'r' || a == 'b');
        boolean two = a == 'b' && b == 'r' || a == 'r' && b == 'b';
        return one || two ? string(i) : PythonLexer.NAME;
    }

    private int string(int quoteAt) {
        char quote = chars[quoteAt];
        boolean triple = peek(quoteAt + 1) == quote && peek(quoteAt + 2) == quote;
        int i = quoteAt + (triple ? 3 : 1);
        while (i < chars.length) {
            char c = chars[i];
            if (c == quote && (!triple || peek(i + 1) == quote && peek(i + 2) == quote)) {
                end = triple ? i + 3 : i + 1;
                return PythonLexer.STRING;
            }
            if (!triple && (c == '\n' || c == '\r')) {
                break;
            }
            if (c != '\\') {
                i++;
            } else if (i + 1 < chars.length) {
                i += chars[i + 1] == '\r' && peek(i + 2) == '\n' ? 3 : 2;
            } else {
                break;
            }
        }
        end = i;
        return PythonLexer.OPEN_STRING;
    }

    private int number(int start) {
        if (chars[start] == '0') {
            int radix =
                    switch (peek(start + 1)) {
                        case 'x', 'X' -> 16;
                        case 'o', 'O' -> 8;
                        case 'b', 'B' -> 2;
                        default -> 0;
                    };
            int i = radix == 0 ? start : digits(start + 2, radix, true);
            if (i > start + 2) {
                return i;
            }
        }
        int i = digits(start, 10, false);
        if (peek(i) == '.') {
            i = digits(i + 1, 10, false);
        }
        if ((peek(i) | 0x20) == 'e') {
            int sign = peek(i + 1) == '+' || peek(i + 1) == '-' ? 1 : 0;
            int exponent = digits(i + 1 + sign, 10, false);
            i = exponent > i + 1 + sign ? exponent : i;
        }
        return (peek(i) | 0x20) == 'j' ? i + 1 : i;
    }

    /// Behind the digits at `from`, with single underscores between them, and before the first one
    /// if `leading`; `from` if there are none.
    private int digits(int from, int radix, boolean leading) {
        int i = from;
        boolean underscore = leading;
        while (true) {
            int at = underscore && peek(i) == '_' ? i + 1 : i;
            if (!isDigit(peek(at), radix)) {
                return i;
            }
            i = at + 1;
            underscore = true;
        }
    }

    private static boolean isDigit(char c, int radix) {
        if (isDigit(c)) {
            return c - '0' < radix;
        }
        int letter = c | 0x20;
        return radix == 16 && c < 128 && letter >= 'a' && letter <= 'f';
    }

    private int symbol(char c, int start) {
        char next = peek(start + 1);
        boolean twice = next == c;
        boolean equals = next == '=';
        return switch (c) {
            case '(' -> one(start, PythonLexer.LPAREN);
            case ')' -> one(start, PythonLexer.RPAREN);
            case '[' -> one(start, PythonLexer.LBRACKET);
            case ']' -> one(start, PythonLexer.RBRACKET);
            case '{' -> one(start, PythonLexer.LBRACE);
            case '}' -> one(start, PythonLexer.RBRACE);
            case ',' -> one(start, PythonLexer.COMMA);
            case ';' -> one(start, PythonLexer.SEMICOLON);
            case '~' -> one(start, PythonLexer.TILDE);
            case ':' -> maybe(start, equals, PythonLexer.WALRUS, PythonLexer.COLON);
            case '=' -> maybe(start, equals, PythonLexer.EQUAL, PythonLexer.ASSIGN);
            case '!' -> maybe(start, equals, PythonLexer.NOT_EQUAL, PythonLexer.EXCLAMATION);
            case '+' -> maybe(start, equals, PythonLexer.PLUS_ASSIGN, PythonLexer.PLUS);
            case '%' -> maybe(start, equals, PythonLexer.PERCENT_ASSIGN, PythonLexer.PERCENT);
            case '@' -> maybe(start, equals, PythonLexer.AT_ASSIGN, PythonLexer.AT);
            case '&' -> maybe(start, equals, PythonLexer.AMPERSAND_ASSIGN, PythonLexer.AMPERSAND);
            case '|' -> maybe(start, equals, PythonLexer.BAR_ASSIGN, PythonLexer.BAR);
            case '^' -> maybe(start, equals, PythonLexer.CARET_ASSIGN, PythonLexer.CARET);
            case '-' ->
                    next == '>'
                            ? length(start, 2, PythonLexer.ARROW)
                            : maybe(start, equals, PythonLexer.MINUS_ASSIGN, PythonLexer.MINUS);
            case '.' ->
                    twice && peek(start + 2) == '.'
                            ? length(start, 3, PythonLexer.ELLIPSIS)
                            : one(start, PythonLexer.DOT);
            case '*', '/', '<', '>' -> doublable(c, start, equals);
            default -> one(start, PythonLexer.UNKNOWN);
        };
    }

    /// The words that begin with a character that may stand there twice.
    private int doublable(char c, int start, boolean equals) {
        boolean twice = peek(start + 1) == c;
        boolean third = peek(start + 2) == '=';
        return switch (c) {
            case '*' ->
                    twice
                            ? doubled(start, third, PythonLexer.POWER_ASSIGN, PythonLexer.POWER)
                            : maybe(start, equals, PythonLexer.STAR_ASSIGN, PythonLexer.STAR);
            case '/' ->
                    twice
                            ? doubled(start, third, PythonLexer.FLOOR_ASSIGN, PythonLexer.FLOOR)
                            : maybe(start, equals, PythonLexer.SLASH_ASSIGN, PythonLexer.SLASH);
            case '<' ->
                    twice
                            ? doubled(
                                    start,
                                    third,
                                    PythonLexer.SHIFT_LEFT_ASSIGN,
                                    PythonLexer.SHIFT_LEFT)
                            : maybe(start, equals, PythonLexer.LESS_EQUAL, PythonLexer.LESS);
            default ->
                    twice
                            ? doubled(
                                    start,
                                    third,
                                    PythonLexer.SHIFT_RIGHT_ASSIGN,
                                    PythonLexer.SHIFT_RIGHT)
                            : maybe(start, equals, PythonLexer.GREATER_EQUAL, PythonLexer.GREATER);
        };
    }

    private int one(int start, int type) {
        return length(start, 1, type);
    }

    private int maybe(int start, boolean two, int longer, int shorter) {
        return two ? length(start, 2, longer) : length(start, 1, shorter);
    }

    private int doubled(int start, boolean three, int longer, int shorter) {
        return three ? length(start, 3, longer) : length(start, 2, shorter);
    }

    private int length(int start, int length, int type) {
        end = start + length;
        return type;
    }
}
