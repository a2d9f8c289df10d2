package tritonc.cli;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.typecheck.signature.CommaList;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The values of `-a` that Python writes with parentheses or by name: tuples, constants in them,
/// functions.
final class TupleValueText {
    private static final List<String> CONSTANT = List.of("constexpr(", "tl.constexpr(");

    private TupleValueText() {}

    static boolean isTuple(String text) {
        return text.startsWith("(") && text.endsWith(")");
    }

    /// Whether a text can be the name of a function; `helpers.gelu` can, `x.npy` is a forgotten
    /// `@`.
    static boolean isFunction(String text) {
        if (text.endsWith(".npy") || text.endsWith(".safetensors")) {
            return false;
        }
        for (String part : text.split("\\.", -1)) {
            if (!isIdentifier(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /// @throws TritonException (T0902) for what is no tuple
    static ValueText parse(String parameter, String text) {
        List<ValueText> elements = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (String element : CommaList.parts(text.substring(1, text.length() - 1))) {
            int equals = element.indexOf('=');
            String name = equals < 0 ? "" : element.substring(0, equals).strip();
            boolean named = isIdentifier(name);
            if (named) {
                fields.add(name);
            }
            elements.add(element(parameter, named ? element.substring(equals + 1) : element));
        }
        boolean whole = fields.isEmpty() || fields.size() == elements.size();
        if (!whole || new HashSet<>(fields).size() != fields.size()) {
            throw new TritonException(
                    Diagnostic.error(
                                    Code.BAD_VALUE,
                                    "-a "
                                            + parameter
                                            + ": the elements of a tuple have each a name of its"
                                            + " own, or none has one")
                            .help("write (@x.npy,3) or (x=@x.npy,n=3)"));
        }
        return new ValueText.Tuple(List.copyOf(elements), List.copyOf(fields));
    }

    private static ValueText element(String parameter, String text) {
        String element = text.strip();
        for (String head : CONSTANT) {
            if (element.startsWith(head) && element.endsWith(")")) {
                String inside = element.substring(head.length(), element.length() - 1);
                return new ValueText.Constant(ValueText.parse(parameter, inside.strip()));
            }
        }
        return ValueText.parse(parameter, element);
    }
}
