package tritonc.typecheck.signature;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.ElementType;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Values of Python as a signature writes them.
public final class Literals {
    private Literals() {}

    /// The value of a literal; null if the text is none. A dtype is none, nor is a function: they
    /// read like types.
    ///
    /// @param names where functions within a tuple are looked up
    static @Nullable PyValue parse(String text, Names names) {
        return switch (text) {
            case "" -> null;
            case "None" -> PyNone.NONE;
            case "True" -> PyBool.TRUE;
            case "False" -> PyBool.FALSE;
            case "inf", "+inf" -> new PyFloat(Double.POSITIVE_INFINITY);
            case "-inf" -> new PyFloat(Double.NEGATIVE_INFINITY);
            case "nan" -> new PyFloat(Double.NaN);
            default -> compound(text, names);
        };
    }

    private static @Nullable PyValue compound(String text, Names names) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        if (first == '\'' || first == '"') {
            boolean closed =
                    text.length() > 1
                            && last == first
                            && text.indexOf(first, 1) == text.length() - 1;
            return closed ? new PyString(text.substring(1, text.length() - 1)) : null;
        }
        if (first == '(' && last == ')' || first == '[' && last == ']') {
            return tuple(text.substring(1, text.length() - 1), names);
        }
        return looksLike(text) ? number(text.replace("_", "")) : null;
    }

    private static @Nullable PyValue tuple(String inside, Names names) {
        List<PyValue> elements = new ArrayList<>();
        SourceFile file = new SourceFile("", inside);
        TupleText tuple = TupleText.of(file, 0, inside.length());
        if (tuple == null) {
            return null;
        }
        for (Span entry : tuple.elements()) {
            PyValue element = parse(entry.text(), names);
            if (element == null) {
                ElementType type = SignatureParser.typeNamed(entry.text());
                element =
                        type == null
                                ? FunctionNames.function(entry.text(), names)
                                : new PyType(type);
            }
            if (element == null) {
                return null;
            }
            elements.add(element);
        }
        return new TupleValue(elements, tuple.fields());
    }

    private static @Nullable PyValue number(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        int radix =
                digits.startsWith("0x") || digits.startsWith("0X")
                        ? 16
                        : digits.startsWith("0b") ? 2 : digits.startsWith("0o") ? 8 : 10;
        try {
            if (digits.startsWith("-") || digits.startsWith("+")) {
                return null;
            }
            BigInteger value = new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
            return new PyInt(negative ? value.negate() : value);
        } catch (NumberFormatException e) {
            return radix == 10 ? decimal(text) : null;
        }
    }

    private static @Nullable PyValue decimal(String text) {
        char last = text.charAt(text.length() - 1);
        if (!Character.isDigit(last) && last != '.') {
            return null;
        }
        try {
            return new PyFloat(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// Whether a text begins like a literal, right or wrong, and not like a type.
    static boolean looksLike(String text) {
        return !text.isEmpty() && "0123456789+-.'\"([".indexOf(text.charAt(0)) >= 0;
    }

    /// The literal of a value, which [#parse] reads back.
    ///
    /// @param names where functions have their names
    /// @throws IllegalArgumentException for what has none: a tensor
    static String text(PyValue value, Names names) {
        return switch (value) {
            case PyType t -> t.type().toString();
            case PyString s -> s.value().indexOf('\'') < 0 ? s.describe() : '"' + s.value() + '"';
            case PyInt i -> i.describe();
            case PyFloat f -> f.describe();
            case PyBool b -> b.describe();
            case PyNone n -> n.describe();
            case TupleValue t -> {
                StringBuilder text = new StringBuilder("(");
                for (int i = 0; i < t.size(); i++) {
                    text.append(i == 0 ? "" : ", ");
                    text.append(t.fields().isEmpty() ? "" : t.fields().get(i) + "=");
                    text.append(text(t.elements().get(i), names));
                }
                boolean single = t.size() == 1 && t.fields().isEmpty();
                yield text.append(single ? ",)" : ")").toString();
            }
            case PyValue f when FunctionNames.isFunction(f) -> FunctionNames.name(f, names);
            default -> throw new IllegalArgumentException("no literal for " + value.describe());
        };
    }
}
