package tritonc.runtime;

import tritonc.ir.type.DType;

/// Constants as signatures write them, which is as Python does.
final class Literals {
    static final String NONE = "None";

    private Literals() {}

    static String truth(boolean value) {
        return value ? "True" : "False";
    }

    static String number(DType type, long lane) {
        if (type.isFloat()) {
            return real(Elements.toDouble(type, lane));
        }
        return type == DType.U64 ? Long.toUnsignedString(lane) : Long.toString(lane);
    }

    /// The shortest decimal that reads back as the same double; `inf` and `nan` as Python prints
    /// them.
    static String real(double value) {
        if (Double.isInfinite(value)) {
            return value < 0 ? "-inf" : "inf";
        }
        return value != value ? "nan" : Double.toString(value).replace('E', 'e');
    }

    /// A string in single quotes, or the name of a dtype.
    static String object(Object value) {
        if (!(value instanceof String text)) {
            return value.toString();
        }
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('\'').toString();
    }
}
