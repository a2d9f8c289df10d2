package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.PyValue;

import java.math.BigInteger;
import java.util.function.BiPredicate;

/// The functions of Python, `math`, `torch`, `numpy` and `triton` that kernels call at compile
/// time, by canonical name.
final class HostFunctions {
    private static final Parameters GETATTR = Parameters.of(2, "object", "name", "default");
    private static final Parameters HASATTR = Parameters.of(2, "object", "name");

    private static final String PYTHON = "builtins.";

    private final Attributes attributes;
    private final Elementwise elementwise;
    private final Host host;
    private final Effects effects;
    private final BiPredicate<BuiltinValue, Span> callable;

    /// @param callable whether a known name stands for something that is supported
    HostFunctions(
            Attributes attributes,
            Elementwise elementwise,
            Host host,
            Effects effects,
            BiPredicate<BuiltinValue, Span> callable) {
        this.attributes = attributes;
        this.elementwise = elementwise;
        this.host = host;
        this.effects = effects;
        this.callable = callable;
    }

    /// @return null for a function that is not known
    @Nullable PyValue call(String name, Call call) {
        return switch (name) {
            case "builtins.min" -> host.extremum(false, call);
            case "builtins.max" -> host.extremum(true, call);
            case "builtins.range" -> host.range(call, false);
            case "builtins.len" -> host.len(call);
            case "builtins.int" -> host.toInt(call);
            case "builtins.float" -> host.toFloat(call);
            case "builtins.bool" -> host.toBool(call);
            case "builtins.abs" -> absolute(call);
            case "builtins.print" -> effects.print(call);
            case "builtins.isinstance" -> host.isInstance(call);
            case "triton.cdiv" -> elementwise.cdiv(call);
            case "builtins.getattr" -> attribute(call);
            case "builtins.hasattr" -> hasAttribute(call);
            case "torch.iinfo", "numpy.iinfo" -> HostNumbers.integerLimits(call);
            case "torch.finfo", "numpy.finfo" -> HostNumbers.floatLimits(call);
            case "triton.next_power_of_2" -> host.nextPowerOfTwo(call);
            default -> library(name, call);
        };
    }

    private PyValue absolute(Call call) {
        PyValue x = call.count() == 1 ? call.positional().getFirst().value() : null;
        BigInteger integer = x == null ? null : PythonMath.integer(x);
        if (integer != null) {
            return new PyInt(integer.abs());
        }
        return x instanceof PyFloat f ? new PyFloat(Math.abs(f.value())) : elementwise.abs(call);
    }

    private static @Nullable PyValue library(String name, Call call) {
        if (name.startsWith(PYTHON)) {
            return HostSequences.call(name.substring(PYTHON.length()), call);
        }
        return name.startsWith("math.")
                ? HostNumbers.math(name.substring("math.".length()), call)
                : Environment.call(name, call);
    }

    /// `getattr(object, name)`, `getattr(object, name, default)`.
    private PyValue attribute(Call call) {
        Bound args = call.bind(GETATTR);
        PyValue found = attributeOrNull(args);
        if (found != null) {
            return found;
        }
        if (call.count() > 2) {
            return args.get(2);
        }
        return attributes.get(args.get(0), args.text(1), args.span());
    }

    private PyValue hasAttribute(Call call) {
        return Constexpr.PyBool.of(attributeOrNull(call.bind(HASATTR)) != null);
    }

    private @Nullable PyValue attributeOrNull(Bound args) {
        PyValue found;
        try {
            found = attributes.get(args.get(0), args.text(1), args.span());
        } catch (Mistake mistake) {
            if (mistake.diagnostic().code() == Code.ATTRIBUTE) {
                return null;
            }
            throw mistake;
        }
        boolean known =
                !(found instanceof BuiltinValue b)
                        || Environment.has(b.name())
                        || callable.test(b, args.span());
        return known ? found : null;
    }
}
