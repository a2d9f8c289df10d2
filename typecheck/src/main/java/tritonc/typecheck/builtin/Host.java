package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.IterationValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/// What Python computes while a kernel is compiled: its own functions, assertions, hints, ranges.
final class Host {
    private static final Parameters VALUE = Parameters.of(1, "value");
    private static final Parameters DTYPE = Parameters.of(1, "name");
    private static final Parameters BLOCK_TYPE = Parameters.of(2, "element_ty", "shape");
    private static final Parameters POINTER_TYPE =
            Parameters.of(1, "element_ty", "address_space", "const");
    private static final Parameters STATIC_ASSERT = Parameters.of(1, "cond", "msg");
    private static final Parameters CONDITION = Parameters.of(1, "condition", "disable_licm");
    private static final Parameters HINT = Parameters.of(2, "input", "values");
    private static final Parameters RANGE =
            Parameters.of(
                    1,
                    "arg1",
                    "arg2",
                    "step",
                    "num_stages",
                    "loop_unroll_factor",
                    "disallow_acc_multi_buffer",
                    "flatten",
                    "warp_specialize",
                    "disable_licm");

    private final Semantics semantics;

    Host(Semantics semantics) {
        this.semantics = semantics;
    }

    /// Python's `min` and `max`: of constants a constant, else Triton's element-wise function.
    PyValue extremum(boolean greatest, Call call) {
        boolean constant = call.count() > 0;
        for (Call.Given given : call.positional()) {
            constant &= PythonMath.isNumber(given.value());
        }
        if (call.count() == 1 && call.positional().getFirst().value() instanceof TupleValue t) {
            Call spread =
                    new Call(
                            call.name(),
                            call.span(),
                            t.elements().stream().map(e -> new Call.Given(e, call.span())).toList(),
                            call.keywords());
            return extremum(greatest, spread);
        }
        if (call.count() < 1 || call.count() < 2 && !constant) {
            throw Mistake.at(
                    call.span(), Code.ARGUMENTS, "`" + call.name() + "` takes two numbers or more");
        }
        PyValue best = call.positional().getFirst().value();
        for (int i = 1; i < call.count(); i++) {
            Call.Given next = call.positional().get(i);
            best =
                    constant
                            ? better(greatest, best, next.value())
                            : merged(greatest, best, next, call);
        }
        return best;
    }

    private static PyValue better(boolean greatest, PyValue best, PyValue next) {
        PyBool less =
                PythonMath.compare(
                        tritonc.frontend.ast.CompareOp.LT,
                        greatest ? best : next,
                        greatest ? next : best);
        return less != null && less.value() ? next : best;
    }

    private PyValue merged(boolean greatest, PyValue best, Call.Given next, Call call) {
        Sites at = new Sites(call.positional().getFirst().span(), next.span());
        BinaryKind kind = greatest ? BinaryKind.MAX : BinaryKind.MIN;
        return new Tensor(semantics.operators().extremum(kind, best, next.value(), at));
    }

    PyValue len(Call call) {
        return switch (call.bind(VALUE).get(0)) {
            case TupleValue t -> Constexpr.of(t.size());
            case DictValue d -> Constexpr.of(d.entries().size());
            case PyString s -> Constexpr.of(s.value().length());
            case PyValue v ->
                    throw Mistake.at(
                                    call.span(),
                                    Code.ARGUMENT_KIND,
                                    "`len` takes a tuple, not " + v.describe())
                            .help("the extent of a block is `x.shape[0]`");
        };
    }

    /// `int(x)` of a number or a text.
    PyValue toInt(Call call) {
        Bound args = call.bind(VALUE);
        PyValue x = args.get(0);
        BigInteger integer = PythonMath.integer(x);
        if (integer != null) {
            return new PyInt(integer);
        }
        if (x instanceof PyFloat f && Double.isFinite(f.value())) {
            return new PyInt(new BigDecimal(f.value()).toBigInteger());
        }
        throw notANumber(args, "int");
    }

    /// `float(x)` of a number or a text such as `"inf"`.
    PyValue toFloat(Call call) {
        Bound args = call.bind(VALUE);
        PyValue x = args.get(0);
        if (PythonMath.isNumber(x)) {
            return new PyFloat(PythonMath.real(x));
        }
        if (x instanceof PyString s) {
            return switch (s.value().strip().toLowerCase(Locale.ROOT)) {
                case "inf", "+inf", "infinity", "+infinity" ->
                        new PyFloat(Double.POSITIVE_INFINITY);
                case "-inf", "-infinity" -> new PyFloat(Double.NEGATIVE_INFINITY);
                case "nan", "+nan", "-nan" -> new PyFloat(Double.NaN);
                default -> parsed(s.value(), args);
            };
        }
        throw notANumber(args, "float");
    }

    private static PyValue parsed(String text, Bound args) {
        try {
            return new PyFloat(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            throw notANumber(args, "float");
        }
    }

    private static Mistake notANumber(Bound args, String name) {
        Mistake mistake =
                Mistake.at(
                                args.span(0),
                                Code.ARGUMENT_KIND,
                                "`"
                                        + name
                                        + "` takes a number known at compile time, not "
                                        + args.get(0).describe())
                        .label(args.span(0), args.get(0).describe());
        String dtype = name.equals("int") ? "tl.int32" : "tl.float32";
        return args.get(0) instanceof Tensor
                ? mistake.help("convert a tensor with `.to(" + dtype + ")`")
                : mistake;
    }

    PyValue toBool(Call call) {
        Bound args = call.bind(VALUE);
        Boolean truth = PythonMath.truth(args.get(0));
        if (truth == null) {
            throw notANumber(args, "bool");
        }
        return PyBool.of(truth);
    }

    /// `tl.constexpr(x)` is `x`, which must be known.
    PyValue constexpr(Call call) {
        Bound args = call.bind(VALUE);
        if (args.get(0) instanceof Tensor t) {
            throw Mistake.at(args.span(0), Code.NOT_CONSTEXPR, "a tensor is no compile-time value")
                    .label(args.span(0), t.describe());
        }
        return args.get(0);
    }

    /// `tl.condition(test, disable_licm=…)`, which is its test with a hint.
    PyValue condition(Call call) {
        return call.bind(CONDITION).get(0);
    }

    PyValue isPowerOfTwo(Call call) {
        long n = call.bind(VALUE).constant(0);
        return PyBool.of((n & n - 1) == 0 && n != 0);
    }

    PyValue nextPowerOfTwo(Call call) {
        Bound args = call.bind(VALUE);
        long n = args.constant(0);
        return Constexpr.of(n <= 1 ? Math.max(n, 0) : Shapes.nextPowerOfTwo(Math.min(n, 1L << 62)));
    }

    PyValue toTensor(Call call) {
        Bound args = call.bind(VALUE);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        return new Tensor(x);
    }

    /// `tl.dtype(name)`, with the names of signatures for floats: `fp32`, but `int32`.
    PyValue dtype(Call call) {
        Bound args = call.bind(DTYPE);
        String name = args.text(0);
        DType dtype = name.startsWith("fp") || name.startsWith("bf") ? DType.parse(name) : null;
        DType found = dtype == null ? DType.ofTritonName(name) : dtype;
        if (found == null || found.isFloat() != (dtype != null)) {
            throw args.wrongKind(0, "a name such as 'int32', 'uint8', 'fp32' or 'bf16'");
        }
        return new PyType(found);
    }

    PyValue pointerType(Call call) {
        return new PyType(new tritonc.ir.type.PointerType(call.bind(POINTER_TYPE).type(0)));
    }

    /// `tl.block_type(element_ty, shape)`: what a block's `type` is.
    PyValue blockType(Call call) {
        Bound args = call.bind(BLOCK_TYPE);
        return new PyType(Type.of(args.type(0), args.shape(1)));
    }

    PyValue staticAssert(Call call) {
        Bound args = call.bind(STATIC_ASSERT);
        if (!args.flag(0, true)) {
            String message = args.get(1) instanceof PyString s ? s.value() : "";
            throw new Mistake(
                    Diagnostic.error(
                            Code.STATIC_ASSERT,
                            args.span(0),
                            "static assertion failed" + (message.isEmpty() ? "" : ": " + message)));
        }
        return PyNone.NONE;
    }

    /// `tl.multiple_of` and its like: the tensor as it is.
    PyValue hint(Call call) {
        Bound args = call.bind(HINT);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Integers.of(args.get(1), args.span(1), args.name());
        return new Tensor(x);
    }

    /// `range`, `tl.range`, `tl.static_range`.
    PyValue range(Call call, boolean unrolled) {
        Bound args = call.bind(RANGE);
        PyValue lower = args.has(1) ? args.get(0) : Constexpr.of(0);
        PyValue upper = args.has(1) ? args.get(1) : args.get(0);
        PyValue step = args.has(2) ? args.get(2) : Constexpr.of(1);
        return new IterationValue(lower, upper, step, unrolled);
    }

    /// `isinstance(x, type)` for the types that kernels ask about.
    PyValue isInstance(Call call) {
        Bound args = call.bind(Parameters.of(2, "object", "type"));
        for (PyValue type : args.list(1)) {
            if (type instanceof tritonc.typecheck.value.BuiltinValue b
                    && instance(args.get(0), b.name())) {
                return PyBool.TRUE;
            }
        }
        return PyBool.FALSE;
    }

    private static boolean instance(PyValue value, String type) {
        return switch (type) {
            case "triton.language.tensor" -> value instanceof Tensor;
            case "triton.language.constexpr" -> value instanceof Constexpr;
            case "triton.language.dtype" -> value instanceof PyType t && t.type() instanceof DType;
            case "triton.language.pointer_type" ->
                    value instanceof PyType t && t.type() instanceof PointerType;
            case "triton.language.block_type" -> value instanceof PyType t && t.type().isBlock();
            case "triton.language.tuple", "builtins.tuple", "builtins.list" ->
                    value instanceof TupleValue;
            case "builtins.int" -> value instanceof PyInt || value instanceof PyBool;
            case "builtins.float" -> value instanceof PyFloat;
            case "builtins.bool" -> value instanceof PyBool;
            case "builtins.str" -> value instanceof PyString;
            case "builtins.dict" -> value instanceof DictValue;
            case "triton.language.tensor_descriptor", "triton.language.tensor_descriptor_base" ->
                    value instanceof BlockPointer p && p.isDescriptor();
            default -> false;
        };
    }
}
