package tritonc.grammar;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

/// Reads the inside of one f-string: text here, the expressions of its fields by [TokenReader].
/// Language Reference, 2.4.3; since Python 3.12 a field may hold any expression, with the quotes of
/// the string itself.
final class FStringReader {
    private final TokenReader reader;
    private final SourceFile file;
    private final char[] chars;
    private int opening;
    private int openingEnd;
    private char quote;
    private boolean triple;
    private boolean raw;
    private boolean broken;

    FStringReader(TokenReader reader) {
        this.reader = reader;
        this.file = reader.file();
        this.chars = reader.chars();
    }

    /// Reads to behind the closing quote. `start` to `end` are the prefix and the opening quote.
    void read(int start, int end) {
        opening = start;
        openingEnd = end;
        quote = chars[end - 1];
        triple = end - start >= 4 && chars[end - 2] == quote && chars[end - 3] == quote;
        raw =
                chars[start] == 'r'
                        || chars[start] == 'R'
                        || chars[start + 1] == 'r'
                        || chars[start + 1] == 'R';
        reader.add(PythonLexer.FSTRING_START, start, end);
        pieces(false);
        int at = reader.position();
        int length = broken ? 0 : triple ? 3 : 1;
        reader.seek(at + length);
        reader.add(PythonLexer.FSTRING_END, at, at + length);
    }

    /// Reads text and fields up to the closing quote or, in a format, up to the `}` of its field.
    private void pieces(boolean format) {
        while (!broken && !reader.gaveUp()) {
            int start = reader.position();
            int end = text(start, format);
            if (end > start) {
                reader.add(PythonLexer.FSTRING_TEXT, start, end);
            }
            reader.seek(end);
            if (end >= chars.length || !triple && newline(end)) {
                unclosed(end);
            } else if (chars[end] == '{') {
                field(end);
            } else {
                return;
            }
        }
    }

    private boolean newline(int at) {
        return chars[at] == '\n' || chars[at] == '\r';
    }

    /// Where the text ends that begins at `from`.
    private int text(int from, boolean format) {
        int i = from;
        while (i < chars.length) {
            char c = chars[i];
            if (c == quote && closes(i) || !triple && newline(i)) {
                return i;
            }
            boolean doubled = !format && i + 1 < chars.length && chars[i + 1] == c;
            if (c == '{' || c == '}') {
                if (!doubled) {
                    if (c == '{' || format) {
                        return i;
                    }
                    reader.report(
                            Diagnostic.error(
                                            Code.SYNTAX,
                                            new Span(file, i, i + 1),
                                            "a '}' in an f-string must be doubled")
                                    .help("write '}}'"));
                    i++;
                } else {
                    i += 2;
                }
            } else if (c == '\\') {
                i = escape(i);
            } else {
                i++;
            }
        }
        return i;
    }

    private boolean closes(int at) {
        return !triple || at + 2 < chars.length && chars[at + 1] == quote && chars[at + 2] == quote;
    }

    /// Behind the escape at `at`. A brace behind a backslash is still a brace.
    private int escape(int at) {
        int next = at + 1;
        if (next >= chars.length) {
            return next;
        }
        char c = chars[next];
        if (!raw && c == 'N' && next + 1 < chars.length && chars[next + 1] == '{') {
            int i = next + 2;
            while (i < chars.length && chars[i] != '}' && chars[i] != quote && !newline(i)) {
                i++;
            }
            return Math.min(chars.length, i + 1);
        }
        if (c == '\r' && next + 1 < chars.length && chars[next + 1] == '\n') {
            return next + 2;
        }
        return c == '{' || c == '}' ? next : next + 1;
    }

    private void field(int start) {
        reader.openField(start);
        int depth = reader.depth();
        int first = reader.position();
        reader.field();
        int at = reader.position();
        if (reader.depth() < depth || at >= chars.length || reader.gaveUp()) {
            broken = true;
            return;
        }
        if (at == first || file.text().substring(first, at).isBlank()) {
            reader.report(
                    Diagnostic.error(
                                    Code.SYNTAX,
                                    new Span(file, start, at + 1),
                                    "a field of an f-string needs an expression")
                            .help("write '{{' for a brace"));
            reader.emptyField(at);
        }
        if (chars[at] == '!') {
            at = conversion(at);
        }
        if (at < chars.length && chars[at] == ':') {
            reader.add(PythonLexer.COLON, at, at + 1);
            reader.seek(at + 1);
            pieces(true);
            at = reader.position();
        }
        if (broken || at >= chars.length || chars[at] != '}') {
            unclosedField(start, at);
        } else {
            reader.closeField(at);
        }
    }

    private int conversion(int at) {
        int end = at + 1;
        while (end < chars.length && Character.isJavaIdentifierPart(chars[end])) {
            end++;
        }
        Span name = new Span(file, at + 1, end);
        String text = name.text();
        if (!text.equals("r") && !text.equals("s") && !text.equals("a")) {
            reader.report(
                    Diagnostic.error(
                            Code.SYNTAX,
                            new Span(file, at, end),
                            "the conversion of an f-string's field is one of '!r', '!s' and '!a'"));
        }
        reader.add(PythonLexer.EXCLAMATION, at, at + 1);
        reader.add(PythonLexer.NAME, at + 1, end);
        while (end < chars.length && chars[end] == ' ') {
            end++;
        }
        reader.seek(end);
        return end;
    }

    private void unclosedField(int start, int at) {
        if (!broken) {
            reader.report(
                    Diagnostic.error(
                                    Code.UNCLOSED,
                                    new Span(file, start, start + 1),
                                    "this field of an f-string is never closed")
                            .help("write '}' where it should end, or '{{' for a brace"));
        }
        broken = true;
        reader.closeField(Math.min(at, chars.length));
        reader.seek(at);
    }

    private void unclosed(int end) {
        broken = true;
        reader.report(BadCharacters.openString(file, opening, triple ? openingEnd : end));
    }
}
