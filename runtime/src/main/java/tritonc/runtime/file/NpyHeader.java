package tritonc.runtime.file;

import org.jspecify.annotations.Nullable;

/// The dictionary at the head of a `.npy` file: a Python literal with the keys `descr`,
/// `fortran_order` and `shape`, each once, in any order. Nothing is evaluated; whatever is not of
/// this form is refused. The format is described in NumPy's manual, `numpy.lib.format`.
final class NpyHeader {
    private static final int MOST_AXES = 64;

    private final String text;
    private int at;
    private @Nullable String descr;
    private @Nullable Boolean fortranOrder;
    private long @Nullable [] shape;

    private NpyHeader(String text) {
        this.text = text;
    }

    /// @param descr the element type as NumPy writes it, `<f4`; null for a structured type
    record Content(@Nullable String descr, boolean fortranOrder, long[] shape) {}

    /// What is wrong with a header.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    static Content parse(String text) throws Malformed {
        NpyHeader header = new NpyHeader(text);
        boolean plain = header.dictionary();
        String descr = header.descr;
        long[] shape = header.shape;
        Boolean fortranOrder = header.fortranOrder;
        if (plain && (descr == null || shape == null || fortranOrder == null)) {
            throw new Malformed("the header lacks descr, fortran_order or shape");
        }
        return new Content(
                plain ? descr : null,
                fortranOrder != null && fortranOrder,
                shape == null ? new long[0] : shape);
    }

    /// Reads it all; false if the element type is structured, and then no further.
    private boolean dictionary() throws Malformed {
        expect('{');
        while (!skip('}')) {
            String key = string();
            expect(':');
            if (key.equals("descr") && peek() == '[') {
                return false;
            }
            entry(key);
            if (!skip(',')) {
                expect('}');
                break;
            }
        }
        blank();
        if (at != text.length()) {
            throw malformed("something follows the dictionary");
        }
        return true;
    }

    private void entry(String key) throws Malformed {
        boolean again =
                switch (key) {
                    case "descr" -> descr != null;
                    case "fortran_order" -> fortranOrder != null;
                    case "shape" -> shape != null;
                    default -> throw malformed("unknown key");
                };
        if (again) {
            throw malformed("key twice");
        }
        switch (key) {
            case "descr" -> descr = string();
            case "shape" -> shape = tuple();
            default -> fortranOrder = truth();
        }
    }

    private String string() throws Malformed {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw malformed("a string is missing");
        }
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw malformed("a string does not end");
        }
        String found = text.substring(at + 1, end);
        at = end + 1;
        if (found.indexOf('\\') >= 0) {
            throw malformed("a string with an escape");
        }
        return found;
    }

    private boolean truth() throws Malformed {
        peek();
        boolean yes = text.startsWith("True", at);
        if (!yes && !text.startsWith("False", at)) {
            throw malformed("fortran_order is neither True nor False");
        }
        at += yes ? 4 : 5;
        return yes;
    }

    private long[] tuple() throws Malformed {
        long[] axes = new long[MOST_AXES];
        int count = 0;
        expect('(');
        boolean comma = true;
        while (!skip(')')) {
            if (!comma || count == MOST_AXES) {
                throw malformed("shape is no tuple of numbers");
            }
            axes[count++] = number();
            comma = skip(',');
        }
        if (count == 1 && !comma) {
            throw malformed("shape is no tuple");
        }
        return java.util.Arrays.copyOf(axes, count);
    }

    /// A decimal number without sign, also with the `L` that Python 2 wrote.
    private long number() throws Malformed {
        peek();
        int start = at;
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            if (at - start >= 18) {
                throw malformed("shape has a number beyond reason");
            }
            value = value * 10 + (text.charAt(at++) - '0');
        }
        if (at == start) {
            throw malformed("shape holds what is no number");
        }
        if (at < text.length() && text.charAt(at) == 'L') {
            at++;
        }
        return value;
    }

    private void blank() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
    }

    /// The next character that is not blank.
    private char peek() throws Malformed {
        blank();
        if (at == text.length()) {
            throw malformed("the header ends too early");
        }
        return text.charAt(at);
    }

    private boolean skip(char wanted) throws Malformed {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) throws Malformed {
        if (!skip(wanted)) {
            throw malformed("`" + wanted + "` is missing");
        }
    }

    private Malformed malformed(String why) {
        return new Malformed("header: " + why + " (at character " + at + ")");
    }
}
