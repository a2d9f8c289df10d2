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
        if (value == Math.rint(value) && Math.abs(value) < 1e16) {
            return (long) value == 0 && 1 / value < 0 ? "-0.0" : (long) value + ".0";
        }
        return value != value ? "nan" : Double.toString(value).replace('E', 'e');
    }

    /// A string in quotes that it does not hold, or the name of a dtype. There are no escapes.
    static String object(Object value) {
        if (!(value instanceof String text)) {
            return value.toString();
        }
        return text.indexOf('\'') < 0 ? "'" + text + "'" : '"' + text + '"';
    }

    /// Whether a string can be written as a literal.
    static boolean isWritable(String text) {
        return text.indexOf('\'') < 0 || text.indexOf('"') < 0;
    }

    /// Whether a literal is this float, however it is written.
    static boolean isReal(String literal, double value) {
        double written =
                switch (literal) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan" -> Double.NaN;
                    default -> decimal(literal);
                };
        return Double.compare(written, value) == 0 && (value != value) == literal.equals("nan");
    }

    private static double decimal(String literal) {
        boolean whole = literal.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        try {
            return whole ? Double.NaN : Double.parseDouble(literal);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
