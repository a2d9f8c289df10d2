package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

import java.util.List;
import java.util.SequencedMap;

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
        return switch (value) {
            case String text -> quoted(text);
            case List<?> l -> tuple(ArgTuple.Given.of(l));
            case SequencedMap<?, ?> m -> tuple(ArgTuple.Given.of(m));
            default -> value.toString();
        };
    }

    private static String tuple(ArgTuple.Given given) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < given.elements().size(); i++) {
            text.append(i == 0 ? "" : ", ");
            text.append(given.fields().isEmpty() ? "" : given.fields().get(i) + "=");
            text.append(element(given.elements().get(i)));
        }
        boolean single = given.elements().size() == 1 && given.fields().isEmpty();
        return text.append(single ? ",)" : ")").toString();
    }

    private static String element(@Nullable Object value) {
        return switch (value) {
            case null -> NONE;
            case Boolean b -> truth(b);
            case Float f -> real(f);
            case Double d -> real(d);
            case Scalar s -> number(s.type(), s.lane());
            case Constexpr c -> element(c.value());
            default -> object(value);
        };
    }

    private static String quoted(String text) {
        return text.indexOf('\'') < 0 ? "'" + text + "'" : '"' + text + '"';
    }

    /// Whether there is a literal: none for a tensor, and for a string with both kinds of quotes.
    static boolean isWritable(@Nullable Object value) {
        return switch (value) {
            case String text -> text.indexOf('\'') < 0 || text.indexOf('"') < 0;
            case Tensor _, TensorDescriptor _, PointerTable _ -> false;
            case Constexpr c -> isWritable(c.value());
            case List<?> l -> l.stream().allMatch(Literals::isWritable);
            case SequencedMap<?, ?> m -> m.values().stream().allMatch(Literals::isWritable);
            case null, default -> true;
        };
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
