package tritonc.grammar;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.Locale;

/// What is said of characters that form no word.
final class BadCharacters {
    private BadCharacters() {}

    /// The character `c` at `at`, which may stand in no Python source outside of strings and
    /// comments.
    static Diagnostic character(SourceFile file, int at, int c) {
        Span span = new Span(file, at, at + Character.charCount(c));
        return switch (c) {
            case '\\' ->
                    Diagnostic.error(
                                    Code.SYNTAX,
                                    span,
                                    "a backslash joins lines only as the last character of"
                                            + " a line")
                            .help("take out what stands behind it, blanks included");
            case '$', '?', '`' ->
                    Diagnostic.error(Code.SYNTAX, span, "'" + (char) c + "' is no Python operator");
            case 0x201C, 0x201D, 0x2018, 0x2019 ->
                    Diagnostic.error(Code.SYNTAX, span, "typographic quote " + named(c))
                            .help("write ' or \"");
            case 0xA0, 0x3000, 0x2003, 0x200B, 0xFEFF ->
                    Diagnostic.error(Code.SYNTAX, span, "invisible character " + named(c))
                            .help("write an ordinary space");
            default ->
                    Diagnostic.error(
                            Code.SYNTAX,
                            span,
                            "character " + named(c) + " may not stand in Python source");
        };
    }

    private static String named(int c) {
        String code = String.format(Locale.ROOT, "U+%04X", c);
        boolean visible =
                !Character.isISOControl(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE;
        return visible ? code + " '" + Character.toString(c) + "'" : code;
    }

    /// Whether a word is an integer as C and Python 2 write octal ones.
    static boolean leadingZeros(char[] chars, int start, int end) {
        if (chars[start] != '0' || end - start < 2) {
            return false;
        }
        boolean nonZero = false;
        for (int i = start; i < end; i++) {
            if (chars[i] != '_' && (chars[i] < '0' || chars[i] > '9')) {
                return false;
            }
            nonZero |= chars[i] >= '1' && chars[i] <= '9';
        }
        return nonZero;
    }

    /// A number with something glued to it.
    static Diagnostic number(SourceFile file, int start, int end) {
        Span span = new Span(file, start, end);
        String text = span.text();
        char last = text.charAt(text.length() - 1);
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '_');
        Diagnostic error = Diagnostic.error(Code.SYNTAX, span, "'" + text + "' is no number");
        if (digits && text.charAt(0) == '0') {
            return error.help("a number has no leading zeros; octal ones begin with 0o");
        }
        if (last == 'L' || last == 'l') {
            return error.help("integers have no suffix in Python 3");
        }
        return text.contains("_")
                ? error.help("an underscore stands between two digits")
                : error.help("a name cannot begin with a digit");
    }

    /// A string without an end.
    static Diagnostic openString(SourceFile file, int start, int end) {
        String text = file.text();
        int quote = start;
        while (text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
            quote++;
        }
        boolean triple = text.startsWith(text.substring(quote, quote + 1).repeat(3), quote);
        String wanted = text.substring(quote, triple ? quote + 3 : quote + 1);
        Span span = new Span(file, start, triple ? quote + 3 : end);
        return Diagnostic.error(Code.UNCLOSED, span, "this string is never closed")
                .help("write " + wanted + " where it should end");
    }
}
