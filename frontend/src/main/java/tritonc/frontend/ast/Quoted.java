package tritonc.frontend.ast;

/// Text as a Python literal.
final class Quoted {
    private Quoted() {}

    /// A string or bytes literal of single quotes, everything beyond printable ASCII escaped.
    static void literal(StringBuilder out, String prefix, String value, boolean bytes) {
        out.append(prefix).append('\'');
        for (int i = 0; i < value.length(); i++) {
            character(out, value, i, '\'', bytes);
        }
        out.append('\'');
    }

    /// The text of an f-string between double quotes.
    static void fText(StringBuilder out, String value, boolean doubleBraces) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (doubleBraces && (c == '{' || c == '}')) {
                out.append(c).append(c);
            } else {
                character(out, value, i, '"', false);
            }
        }
    }

    /// A surrogate stays only beside its partner, since alone no encoding can hold it.
    private static void character(
            StringBuilder out, String value, int i, char quote, boolean bytes) {
        char c = value.charAt(i);
        boolean paired =
                Character.isHighSurrogate(c)
                                && i + 1 < value.length()
                                && Character.isLowSurrogate(value.charAt(i + 1))
                        || Character.isLowSurrogate(c)
                                && i > 0
                                && Character.isHighSurrogate(value.charAt(i - 1));
        if (Character.isSurrogate(c) && !paired) {
            hex(out.append("\\u"), c, 4);
        } else {
            escaped(out, c, quote, bytes);
        }
    }

    private static void escaped(StringBuilder out, char c, char quote, boolean bytes) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c == quote) {
                    out.append('\\').append(c);
                } else if (c >= ' ' && c < 127 || c > 160 && !bytes && !Character.isISOControl(c)) {
                    out.append(c);
                } else if (c < 256) {
                    hex(out.append("\\x"), c, 2);
                } else {
                    hex(out.append("\\u"), c, 4);
                }
            }
        }
    }

    private static void hex(StringBuilder out, int value, int digits) {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(value >> shift & 15, 16));
        }
    }
}
