package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// What host code computes of constants: Python's `math`, the limits of `torch` and `numpy` types.
final class HostNumbers {
    private static final Parameters X = Parameters.of(1, "x");
    private static final Parameters XY = Parameters.of(2, "x", "y");
    private static final Parameters LOG = Parameters.of(1, "x", "base");
    private static final Parameters TYPE = Parameters.of(1, "type");
    private static final List<String> INTEGER_FIELDS = List.of("bits", "min", "max");
    private static final List<String> FLOAT_FIELDS =
            List.of("bits", "min", "max", "eps", "tiny", "smallest_normal");

    private HostNumbers() {}

    /// `math.name(…)`; null if there is no such function here.
    static @Nullable PyValue math(String name, Call call) {
        return switch (name) {
            case "ceil" -> whole(call, RoundingMode.CEILING);
            case "floor" -> whole(call, RoundingMode.FLOOR);
            case "trunc" -> whole(call, RoundingMode.DOWN);
            case "gcd" -> {
                Bound args = call.bind(XY);
                yield new PyInt(integer(args, 0).gcd(integer(args, 1)));
            }
            case "isqrt" -> {
                Bound args = call.bind(X);
                yield new PyInt(root(integer(args, 0), args.span(0)));
            }
            case "isnan" -> PyBool.of(Double.isNaN(real(call.bind(X), 0)));
            case "isinf" -> PyBool.of(Double.isInfinite(real(call.bind(X), 0)));
            case "pow" -> {
                Bound args = call.bind(XY);
                yield finite(StrictMath.pow(real(args, 0), real(args, 1)), args);
            }
            case "log" -> logarithm(call.bind(LOG));
            default -> function(name, call);
        };
    }

    private static @Nullable PyValue function(String name, Call call) {
        boolean known =
                switch (name) {
                    case "sqrt",
                            "exp",
                            "exp2",
                            "log2",
                            "log10",
                            "fabs",
                            "sin",
                            "cos",
                            "tan",
                            "tanh" ->
                            true;
                    default -> false;
                };
        if (!known) {
            return null;
        }
        Bound args = call.bind(X);
        double x = real(args, 0);
        return switch (name) {
            case "sqrt" -> finite(StrictMath.sqrt(x), args);
            case "exp" -> finite(StrictMath.exp(x), args);
            case "exp2" -> finite(StrictMath.pow(2, x), args);
            case "log2" -> new PyFloat(log2(positive(x, args)));
            case "log10" -> new PyFloat(StrictMath.log10(positive(x, args)));
            case "fabs" -> new PyFloat(Math.abs(x));
            case "sin" -> finite(StrictMath.sin(x), args);
            case "cos" -> finite(StrictMath.cos(x), args);
            case "tan" -> finite(StrictMath.tan(x), args);
            default -> new PyFloat(StrictMath.tanh(x));
        };
    }

    private static PyValue logarithm(Bound args) {
        double x = StrictMath.log(positive(real(args, 0), args));
        if (!args.has(1)) {
            return new PyFloat(x);
        }
        return finite(x / StrictMath.log(positive(real(args, 1), args)), args);
    }

    /// Exact for powers of two, which sizes of blocks are.
    private static double log2(double x) {
        if (Double.isInfinite(x) || Double.isNaN(x)) {
            return x;
        }
        int exponent = Math.getExponent(x);
        if (exponent < Double.MIN_EXPONENT) {
            return log2(x * 0x1p54) - 54;
        }
        double mantissa = StrictMath.scalb(x, -exponent);
        return exponent + StrictMath.log(mantissa) / StrictMath.log(2);
    }

    private static PyValue whole(Call call, RoundingMode mode) {
        Bound args = call.bind(X);
        BigInteger integer = PythonMath.integer(args.get(0));
        if (integer != null) {
            return new PyInt(integer);
        }
        double x = real(args, 0);
        if (Double.isNaN(x) || Double.isInfinite(x)) {
            throw outside(args);
        }
        return new PyInt(new BigDecimal(x).setScale(0, mode).toBigInteger());
    }

    private static BigInteger root(BigInteger x, Span at) {
        if (x.signum() < 0) {
            throw Mistake.at(at, Code.ARGUMENT_KIND, "no root of the negative number " + x);
        }
        return x.sqrt();
    }

    private static BigInteger integer(Bound args, int index) {
        BigInteger value = PythonMath.integer(args.get(index));
        if (value == null) {
            throw args.wrongKind(index, "an integer known at compile time");
        }
        return value;
    }

    private static double real(Bound args, int index) {
        if (!PythonMath.isNumber(args.get(index))) {
            throw args.wrongKind(index, "a number known at compile time")
                    .help("of tensors: the function of the same name in `tl` or `libdevice`");
        }
        return PythonMath.real(args.get(index));
    }

    private static double positive(double x, Bound args) {
        if (x <= 0) {
            throw outside(args);
        }
        return x;
    }

    /// A result, refused where Python would raise an error: a NaN or an infinity out of a number.
    private static PyValue finite(double result, Bound args) {
        boolean fresh = Double.isNaN(result) || Double.isInfinite(result);
        if (fresh && Double.isFinite(real(args, 0))) {
            throw outside(args);
        }
        return new PyFloat(result);
    }

    private static Mistake outside(Bound args) {
        return Mistake.at(
                        args.span(),
                        Code.ARGUMENT_KIND,
                        "`" + args.name() + "` has no value at " + args.get(0).describe())
                .label(args.span(0), args.get(0).describe());
    }

    /// `torch.iinfo(type)` as a tuple with the names of its fields.
    static PyValue integerLimits(Call call) {
        Bound args = call.bind(TYPE);
        DType type = hostType(args.get(0));
        if (type == null || !type.isInteger() || type.isBool()) {
            throw args.wrongKind(0, "a type of integers such as `torch.int32`");
        }
        boolean signed = type.isSigned();
        BigInteger end = BigInteger.ONE.shiftLeft(signed ? type.bits() - 1 : type.bits());
        PyInt least = new PyInt(signed ? end.negate() : BigInteger.ZERO);
        PyInt most = new PyInt(end.subtract(BigInteger.ONE));
        return new TupleValue(List.of(Constexpr.of(type.bits()), least, most), INTEGER_FIELDS);
    }

    /// `torch.finfo(type)` as a tuple with the names of its fields.
    static PyValue floatLimits(Call call) {
        Bound args = call.bind(TYPE);
        DType type = hostType(args.get(0));
        if (type == null) {
            throw args.wrongKind(0, "a type of floats such as `torch.float32`");
        }
        // bits of the significand behind the point, the greatest and the least normal exponent
        int[] format =
                switch (type) {
                    case FP64 -> new int[] {52, 1023, -1022};
                    case FP32 -> new int[] {23, 127, -126};
                    case FP16 -> new int[] {10, 15, -14};
                    case BF16 -> new int[] {7, 127, -126};
                    default -> throw args.wrongKind(0, "a type of floats such as `torch.float32`");
                };
        double eps = Math.scalb(1.0, -format[0]);
        PyFloat most = new PyFloat(Math.scalb(2 - eps, format[1]));
        PyFloat tiny = new PyFloat(Math.scalb(1.0, format[2]));
        return new TupleValue(
                List.of(
                        Constexpr.of(type.bits()),
                        new PyFloat(-most.value()),
                        most,
                        new PyFloat(eps),
                        tiny,
                        tiny),
                FLOAT_FIELDS);
    }

    private static @Nullable DType hostType(PyValue type) {
        if (!(type instanceof BuiltinValue b)) {
            return null;
        }
        int dot = b.name().indexOf('.');
        String module = dot < 0 ? "" : b.name().substring(0, dot);
        if (!module.equals("torch") && !module.equals("numpy")) {
            return null;
        }
        return switch (b.name().substring(dot + 1)) {
            case "int8" -> DType.I8;
            case "int16", "short" -> DType.I16;
            case "int32", "int" -> DType.I32;
            case "int64", "long" -> DType.I64;
            case "uint8" -> DType.U8;
            case "uint16" -> DType.U16;
            case "uint32" -> DType.U32;
            case "uint64" -> DType.U64;
            case "float16", "half" -> DType.FP16;
            case "bfloat16" -> DType.BF16;
            case "float32", "float" -> DType.FP32;
            case "float64", "double" -> DType.FP64;
            default -> null;
        };
    }
}
