package tritonc.grammar;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.BitSet;

/// Reads a whole file into tokens: the lexer says what the next word is, this class what it means
/// where it stands. It makes lines, blocks, keywords, f-strings and matching brackets, so that the
/// parser sees none of that trouble, and stops with [#tooDeep] rather than let anything recurse.
final class TokenReader {
    private final SourceFile file;
    private final char[] chars;
    private final Scanner scanner;
    private final TokenArray tokens;
    private final Words words = new Words();
    private final Comments comments;
    private final Indents indents;
    private final Brackets brackets;
    private final Diagnostics diagnostics;
    private boolean lineBegins = true;

    /// Where the next word is looked for.
    private int at;

    private final BitSet broken = new BitSet();
    private boolean tooDeep;

    /// The number of tokens when the line began.
    private int lineFirst;

    /// Where the current field of an f-string was opened, in open brackets; 0 outside of one.
    private int fieldDepth;

    TokenReader(SourceFile file, Diagnostics diagnostics) {
        this.file = file;
        this.chars = file.text().toCharArray();
        this.scanner = new Scanner(chars);
        this.tokens = new TokenArray(file);
        this.comments = new Comments(file);
        this.indents = new Indents(file);
        this.brackets = new Brackets(file);
        this.diagnostics = diagnostics;
    }

    /// Reads everything.
    TokenArray read() {
        while (!tooDeep && step()) {
            // one word after the other
        }
        int end = chars.length;
        while (brackets.open() > 0 && !tooDeep) {
            unclosed(end);
        }
        endLine(end, end);
        indents.end(tokens, end);
        tokens.add(Token.EOF, end, end, "");
        SoftKeywords.mark(tokens);
        return tokens;
    }

    Comments comments() {
        return comments;
    }

    /// The lines with something reported.
    BitSet broken() {
        return broken;
    }

    /// Whether reading was given up because of depth; that is reported already.
    boolean tooDeep() {
        return tooDeep;
    }

    /// Reads the next word; false at the end of the file.
    private boolean step() {
        int start = lineBegins && brackets.open() == 0 ? indentation() : blanks(at);
        if (start >= chars.length || tooDeep) {
            return false;
        }
        int type = scanner.match(start);
        at = scanner.end();
        word(type, start, at);
        return true;
    }

    private int blanks(int from) {
        int i = from;
        while (i < chars.length && (chars[i] == ' ' || chars[i] == '\t' || chars[i] == '\f')) {
            i++;
        }
        return i;
    }

    /// Measures the blanks that a line begins with and tells the blocks of it, unless the line has
    /// no code. Returns where its first word stands.
    private int indentation() {
        int column = 0;
        int tabColumn = 0;
        int i = at;
        for (; i < chars.length; i++) {
            char c = chars[i];
            if (c == ' ') {
                column++;
                tabColumn++;
            } else if (c == '\t') {
                column = (column / 8 + 1) * 8;
                tabColumn++;
            } else if (c == '\f') {
                column = 0;
                tabColumn = 0;
            } else {
                break;
            }
        }
        boolean code = i < chars.length && chars[i] != '\n' && chars[i] != '\r' && chars[i] != '#';
        if (code) {
            lineBegins = false;
            report(indents.line(tokens, i, column, tabColumn));
            lineFirst = tokens.size();
        }
        return i;
    }

    private void word(int type, int start, int end) {
        switch (type) {
            case PythonLexer.NAME -> name(start, end);
            case PythonLexer.NUMBER -> number(start, end);
            case PythonLexer.STRING -> add(type, start, end);
            case PythonLexer.OPEN_STRING -> openString(start, end);
            case PythonLexer.FSTRING_START -> new FStringReader(this).read(start, end);
            case PythonLexer.COMMENT -> comments.add(start, end, startsLine(start));
            case PythonLexer.NEWLINE -> endLine(start, end);
            case PythonLexer.JOIN -> join(start, end);
            case PythonLexer.LPAREN, PythonLexer.LBRACKET, PythonLexer.LBRACE -> {
                operator(start);
                open(type, start);
            }
            case PythonLexer.RPAREN, PythonLexer.RBRACKET, PythonLexer.RBRACE ->
                    close(type, start, end);
            case PythonLexer.COMMA, PythonLexer.SEMICOLON -> {
                brackets.separator();
                add(type, start, end);
            }
            case PythonLexer.COLON, PythonLexer.ASSIGN, PythonLexer.ARROW -> add(type, start, end);
            case PythonLexer.UNKNOWN -> unknown(start, end);
            default -> {
                operator(start);
                add(type, start, end);
            }
        }
    }

    private void name(int start, int end) {
        words.look(chars, start, end);
        int type = words.type();
        if (type == PythonLexer.NAME) {
            plainName(start, end);
            return;
        }
        if (brackets.open() > 0 && Recovery.beginsStatement(type) && startsLine(start)) {
            while (brackets.open() > 0) {
                unclosed(start);
            }
            endLine(start, start);
            at = file.lineStart(file.line(start));
            return;
        }
        int last = tokens.size() - 1;
        if (type == PythonLexer.IN && tokens.type(last) == PythonLexer.NOT) {
            tokens.extend(last, PythonLexer.NOT_IN, end);
        } else if (type == PythonLexer.NOT && tokens.type(last) == PythonLexer.IS) {
            tokens.extend(last, PythonLexer.IS_NOT, end);
        } else {
            if (Recovery.deepens(type)) {
                operator(start);
            }
            tokens.add(type, start, end, words.text());
        }
    }

    private void plainName(int start, int end) {
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            ascii &= chars[i] < 128 && chars[i] != Scanner.BEYOND_ASCII;
        }
        if (ascii) {
            tokens.add(PythonLexer.NAME, start, end, words.text());
            return;
        }
        int good = 0;
        for (int i = start; i < end; i += Character.charCount(Character.codePointAt(chars, i))) {
            int c = Character.codePointAt(chars, i);
            boolean allowed =
                    !Character.isIdentifierIgnorable(c)
                            && (i == start && good == 0
                                    ? c == '_' || Character.isUnicodeIdentifierStart(c)
                                    : Character.isUnicodeIdentifierPart(c));
            if (!allowed) {
                report(BadCharacters.character(file, i, c));
                return;
            }
            good++;
        }
        tokens.add(PythonLexer.NAME, start, end, Words.normal(words.text()));
    }

    private void number(int start, int end) {
        int next = end < chars.length ? chars[end] : ' ';
        boolean glued =
                next >= '0' && next <= '9'
                        || next == '_'
                        || next >= 128
                        || Character.isLetter(next) && !Recovery.keywordFollows(chars, end);
        if (glued || BadCharacters.leadingZeros(chars, start, end)) {
            int to = end;
            while (to < chars.length
                    && (Character.isLetterOrDigit(chars[to]) || chars[to] == '_')) {
                to++;
            }
            at = to;
            report(BadCharacters.number(file, start, to));
            tokens.add(PythonLexer.NUMBER, start, to, "0");
        } else {
            tokens.add(PythonLexer.NUMBER, start, end, null);
        }
    }

    private void openString(int start, int end) {
        report(BadCharacters.openString(file, start, end));
        at = end;
        tokens.add(PythonLexer.STRING, start, end, "''");
    }

    private void join(int start, int end) {
        if (end >= chars.length) {
            report(
                    Diagnostic.error(
                            Code.SYNTAX,
                            new Span(file, start, start + 1),
                            "the file ends after a line continuation"));
        }
    }

    private void unknown(int start, int end) {
        report(BadCharacters.character(file, start, Character.codePointAt(chars, start)));
        at = Math.max(end, start + 1);
    }

    /// Ends the logical line unless it is empty or a bracket is open.
    private void endLine(int start, int end) {
        if (brackets.open() > 0) {
            return;
        }
        brackets.separator();
        if (!lineBegins) {
            if (tokens.size() > lineFirst) {
                tokens.add(PythonLexer.NEWLINE, start, end, null);
            }
            lineBegins = true;
        }
    }

    private boolean startsLine(int at) {
        int i = at - 1;
        while (i >= 0 && (chars[i] == ' ' || chars[i] == '\t' || chars[i] == '\f')) {
            i--;
        }
        return i < 0 || chars[i] == '\n' || chars[i] == '\r';
    }

    private void open(int type, int start) {
        report(brackets.push(type, start));
        add(type, start, start + 1);
    }

    private void close(int type, int start, int end) {
        if (brackets.open() == 0) {
            report(
                    Diagnostic.error(
                                    Code.SYNTAX,
                                    new Span(file, start, end),
                                    "'" + chars[start] + "' closes no bracket")
                            .help("take it out, or open the bracket it should close"));
            return;
        }
        int wanted = brackets.wanted();
        if (type != wanted) {
            report(brackets.mismatch(start, end));
        }
        brackets.pop();
        add(wanted, start, end);
    }

    /// Reports the innermost open bracket and closes it before `at`.
    private void unclosed(int at) {
        int wanted = brackets.wanted();
        report(brackets.unclosed());
        brackets.pop();
        add(wanted, at, at);
    }

    private void operator(int start) {
        report(brackets.operator(start));
    }

    // ------------------------------------------------------------ for FStringReader

    /// Reads words until the bracket opened last, which begins a field, is at its end: then the
    /// next word is `!`, `:` or `}` on the field's own level, or the file has ended.
    void field() {
        int outer = fieldDepth;
        fieldDepth = brackets.open();
        while (!tooDeep && brackets.open() >= fieldDepth) {
            int start = blanks(at);
            if (brackets.open() == fieldDepth && endsField(start)) {
                at = start;
                break;
            }
            if (!step()) {
                break;
            }
        }
        fieldDepth = outer;
    }

    private boolean endsField(int at) {
        if (at >= chars.length) {
            return true;
        }
        char c = chars[at];
        return c == ':' || c == '}' || c == '!' && (at + 1 >= chars.length || chars[at + 1] != '=');
    }

    void add(int type, int start, int end) {
        tokens.add(type, start, end, null);
    }

    void openField(int start) {
        open(PythonLexer.LBRACE, start);
        at = start + 1;
    }

    void closeField(int start) {
        brackets.pop();
        add(PythonLexer.RBRACE, start, start + 1);
        at = start + 1;
    }

    /// Stands in for the expression of a field without one.
    void emptyField(int at) {
        tokens.add(PythonLexer.NAME, at, at, "_");
    }

    boolean gaveUp() {
        return tooDeep;
    }

    int depth() {
        return brackets.open();
    }

    SourceFile file() {
        return file;
    }

    char[] chars() {
        return chars;
    }

    int position() {
        return at;
    }

    void seek(int index) {
        at = Math.min(index, chars.length);
    }

    void report(@Nullable Diagnostic diagnostic) {
        if (diagnostic != null) {
            diagnostics.add(diagnostic);
            broken.set(diagnostic.span().orElseThrow().line());
            tooDeep |= diagnostic.code() == Code.TOO_DEEP;
        }
    }
}
