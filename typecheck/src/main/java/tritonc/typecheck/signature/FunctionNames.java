package tritonc.typecheck.signature;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Attributes;
import tritonc.typecheck.builtin.KnownNames;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;

/// Functions as signatures call them: by the name, dotted if need be, that they have in the module
/// of the kernel, or in Triton: `leaky_relu`, `helpers.gelu`, `tl.maximum`.
public final class FunctionNames {
    private static final String LANGUAGE = "triton.language.";

    private FunctionNames() {}

    /// Whether a value is a function that a kernel may be given.
    public static boolean isFunction(PyValue value) {
        return value instanceof FunctionValue
                || value instanceof HostFunctionValue
                || value instanceof BuiltinValue b && b.name().startsWith("triton.");
    }

    /// Whether a text is a name or a dotted name.
    static boolean isName(String text) {
        for (String part : text.split("\\.", -1)) {
            boolean identifier =
                    !part.isEmpty()
                            && (Character.isUnicodeIdentifierStart(part.charAt(0))
                                    || part.charAt(0) == '_')
                            && part.chars().allMatch(Character::isUnicodeIdentifierPart);
            if (!identifier) {
                return false;
            }
        }
        return true;
    }

    /// The function of a name; null if there is none.
    static @Nullable PyValue function(String text, Names names) {
        if (!isName(text)) {
            return null;
        }
        PyValue value = HostEvaluation.valueOrError(expression(text), names);
        if (isFunction(value)) {
            return value;
        }
        if (text.startsWith("tl.")) {
            return builtin(LANGUAGE + text.substring("tl.".length()));
        }
        return text.startsWith("triton.") ? builtin(text) : null;
    }

    private static @Nullable PyValue builtin(String name) {
        PyValue value = KnownNames.of(name);
        return isFunction(value) ? value : null;
    }

    private static Expr expression(String text) {
        Span at = new Span(new SourceFile("signature", text), 0, text.length());
        Expr expr = null;
        for (String part : text.split("\\.", -1)) {
            expr = expr == null ? new Expr.Name(at, part) : new Expr.Attribute(at, expr, part, at);
        }
        return java.util.Objects.requireNonNull(expr, text);
    }

    /// The name by which [#function] finds a function among `names`; its own if there is none.
    static String name(PyValue function, Names names) {
        String own = name(function);
        if (function.equals(function(own, names))) {
            return own;
        }
        for (String name : names.all()) {
            PyValue value = names.lookup(name);
            if (function.equals(value)) {
                return name;
            }
            if (value instanceof ModuleValue m && function.equals(Attributes.member(m, own))) {
                return name + "." + own;
            }
        }
        return own;
    }

    /// A function's own name.
    public static String name(PyValue function) {
        return switch (function) {
            case FunctionValue f -> f.function().name();
            case HostFunctionValue f -> f.function().name();
            case BuiltinValue b -> BuiltinValue.shortName(b.name());
            default -> throw new IllegalArgumentException(function.describe());
        };
    }
}
