package tritonc.ir.text;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.ir.verify.Verifier;

import java.util.Arrays;

/// Reads the words, numbers, strings and types of IR text from left to right.
final class Scanner {
    private static final int DEEPEST_POINTER = 32;

    private final SourceFile file;
    private final String text;
    private int at;

    /// The text is no kernel; carries what to tell the user. Never leaves the package.
    static final class BadText extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Diagnostic diagnostic;

        BadText(Diagnostic diagnostic) {
            super(diagnostic.message(), null, false, false);
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    Scanner(SourceFile file) {
        this.file = file;
        this.text = file.text();
    }

    /// Whether a name can stand without quotes.
    static boolean isWord(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isWordPart(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isWordPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /// Writes a string in quotes; control characters and halves of surrogate pairs as `\\uXXXX`.
    static void quote(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
                out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    BadText bad(String message) {
        return badAt(at, message);
    }

    /// Bad text from `start` to here.
    BadText badAt(int start, String message) {
        int end = Math.min(Math.max(at, start + 1), text.length());
        return new BadText(Diagnostic.error(Code.IR_TEXT, spanFrom(start, end), message));
    }

    private Span spanFrom(int start, int end) {
        int from = Math.min(start, text.length());
        return new Span(file, from, Math.max(from, end));
    }

    /// From `start` to what was read last.
    Span span(int start) {
        return spanFrom(start, at);
    }

    /// Where the next word starts.
    int here() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else {
                break;
            }
        }
        return at;
    }

    boolean atEnd() {
        return here() == text.length();
    }

    /// Takes the symbol if it is next.
    boolean accept(String symbol) {
        if (text.startsWith(symbol, here())) {
            at += symbol.length();
            return true;
        }
        return false;
    }

    /// Takes the word if it is next, whole.
    boolean acceptWord(String word) {
        int end = here() + word.length();
        if (text.startsWith(word, at) && (end == text.length() || !isWordPart(text.charAt(end)))) {
            at = end;
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        if (!accept(symbol)) {
            throw bad("expected " + symbol);
        }
    }

    void expectWord(String word) {
        if (!acceptWord(word)) {
            throw bad("expected " + word);
        }
    }

    /// The next word; empty if there is none.
    String word() {
        int start = here();
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /// The next number as it stands: word characters, points and signs.
    String number() {
        int start = here();
        while (at < text.length()
                && (isWordPart(text.charAt(at)) || ".+-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    /// A decimal integer that fits an `int`.
    int integer() {
        int start = here();
        String number = number();
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw badAt(start, "expected an integer of 32 bits");
        }
    }

    boolean startsValue() {
        here();
        return text.startsWith("%", at);
    }

    int valueId() {
        int start = here();
        expect("%");
        if (at == text.length() || !isDigit(text.charAt(at))) {
            throw badAt(start, "expected the number of a value");
        }
        int id = integer();
        if (id == Integer.MAX_VALUE) {
            throw badAt(start, "value number too large");
        }
        return id;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    String string() {
        int start = here();
        expect("\"");
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            string.append(c == '\\' ? escape(start) : c);
        }
        if (at == text.length() || text.charAt(at) != '"') {
            throw badAt(start, "string never closed");
        }
        at++;
        return string.toString();
    }

    private char escape(int start) {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        if (c == '"' || c == '\\') {
            return c;
        }
        if (c == 'u' && at + 4 <= text.length()) {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(text.charAt(at + i), 16);
                code = digit < 0 ? -1 : code < 0 ? -1 : code * 16 + digit;
            }
            if (code >= 0) {
                at += 4;
                return (char) code;
            }
        }
        throw badAt(start, "unknown escape in string");
    }

    Type type() {
        int start = here();
        if (!accept("[")) {
            return element();
        }
        int[] dims = new int[Verifier.MAX_RANK];
        int rank = 0;
        long size = 1;
        do {
            if (rank == Verifier.MAX_RANK) {
                throw badAt(start, "more than " + Verifier.MAX_RANK + " axes");
            }
            dims[rank] = integer();
            size *= dims[rank];
            if (dims[rank] < 1 || size > Verifier.MAX_ELEMENTS) {
                throw badAt(start, "a block has 1 to " + Verifier.MAX_ELEMENTS + " elements");
            }
            rank++;
        } while (accept(","));
        expect("]");
        return new BlockType(element(), Shape.of(Arrays.copyOf(dims, rank)));
    }

    ElementType element() {
        int start = here();
        int pointers = 0;
        while (accept("*")) {
            pointers++;
        }
        DType dtype = DType.parse(word());
        if (dtype == null || pointers > DEEPEST_POINTER) {
            throw badAt(start, dtype == null ? "unknown type" : "too many pointers to pointers");
        }
        ElementType type = dtype;
        for (int i = 0; i < pointers; i++) {
            type = new PointerType(type);
        }
        return type;
    }
}
