package tritonc.frontend.tree;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

/// Resolves the escapes of string text. Language Reference, 2.4.1.1. An unknown escape stands for
/// itself, backslash included, as in Python.
final class Escapes {
    private final Tree tree;
    private final SourceFile file;
    private final String text;
    private final int start;
    private final int end;
    private final boolean bytes;
    private final boolean braces;
    private final StringBuilder out = new StringBuilder();
    private int at;

    /// @param start where the text begins in the file
    /// @param end where it ends
    /// @param bytes whether it is a bytes literal, which knows no Unicode escapes
    /// @param braces whether doubled braces stand for one, as in an f-string
    Escapes(Tree tree, SourceFile file, int start, int end, boolean bytes, boolean braces) {
        this.tree = tree;
        this.file = file;
        this.text = file.text();
        this.start = start;
        this.end = end;
        this.bytes = bytes;
        this.braces = braces;
    }

    /// The text with line ends as `\n`.
    String resolve(boolean raw) {
        if (plain()) {
            return text.substring(start, end);
        }
        at = start;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\\' && !raw && at + 1 < end) {
                at++;
                escape();
            } else if (c == '\r') {
                out.append('\n');
                at += text.startsWith("\n", at + 1) ? 2 : 1;
            } else if (braces && (c == '{' || c == '}')) {
                out.append(c);
                at += at + 1 < end && text.charAt(at + 1) == c ? 2 : 1;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private boolean plain() {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == '\r' || braces && (c == '{' || c == '}')) {
                return false;
            }
        }
        return true;
    }

    private void escape() {
        char c = text.charAt(at++);
        switch (c) {
            case '\n' -> {}
            case '\r' -> at += text.startsWith("\n", at) ? 1 : 0;
            case '\\', '\'', '"' -> out.append(c);
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000B');
            case 'x' -> hex(c, 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
            case 'u' -> unicode(c, 4);
            case 'U' -> unicode(c, 8);
            case 'N' -> named();
            default -> out.append('\\').append(c);
        }
    }

    private void unicode(char letter, int digits) {
        if (bytes) {
            out.append('\\').append(letter);
        } else {
            hex(letter, digits);
        }
    }

    private void octal(char first) {
        int value = first - '0';
        for (int i = 0;
                i < 2 && at < end && text.charAt(at) >= '0' && text.charAt(at) <= '7';
                i++) {
            value = value * 8 + text.charAt(at++) - '0';
        }
        out.append((char) (bytes ? value & 0xFF : value));
    }

    private void hex(char letter, int digits) {
        int from = at - 2;
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < end ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                error(from, "'\\" + letter + "' needs " + digits + " hexadecimal digits");
                return;
            }
            value = value * 16 + digit;
            at++;
        }
        if (value > Character.MAX_CODE_POINT) {
            error(from, "no character has so large a number");
            return;
        }
        out.appendCodePoint((int) value);
    }

    private void named() {
        if (bytes) {
            out.append("\\N");
            return;
        }
        int from = at - 2;
        int close = at < end && text.charAt(at) == '{' ? text.indexOf('}', at) : -1;
        if (close < 0 || close >= end) {
            error(from, "'\\N' needs the name of a character in braces");
            return;
        }
        String name = text.substring(at + 1, close);
        at = close + 1;
        try {
            out.appendCodePoint(Character.codePointOf(name));
        } catch (IllegalArgumentException e) {
            error(from, "there is no character named '" + name + "'");
        }
    }

    private void error(int from, String message) {
        tree.error(new Span(file, from, Math.min(at, end)), message);
    }
}
