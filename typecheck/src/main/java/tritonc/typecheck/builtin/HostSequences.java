package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.type.DType;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.BuiltinValue;
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
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Python's functions over sequences and of single constants: `sum`, `any`, `zip`, `round`, `type`.
final class HostSequences {
    private static final Parameters VALUE = Parameters.of(1, "value");
    private static final Parameters OPTIONAL = Parameters.of(0, "value");
    private static final Parameters TWO = Parameters.of(2, "a", "b");
    private static final int LONGEST = 1 << 16;

    private HostSequences() {}

    /// @param name without `builtins.`
    /// @return null for a function that is not known here
    static @Nullable PyValue call(String name, Call call) {
        return switch (name) {
            case "tuple", "list" -> listed(call.bind(OPTIONAL));
            case "reversed" -> new TupleValue(elements(call.bind(VALUE), 0).reversed());
            case "sorted" -> sorted(call);
            case "sum" -> sum(call.bind(Parameters.of(1, "iterable", "start")));
            case "any" -> PyBool.of(truths(call).contains(true));
            case "all" -> PyBool.of(!truths(call).contains(false));
            case "zip" -> zip(call);
            case "enumerate" -> enumerate(call.bind(Parameters.of(1, "iterable", "start")));
            case "str", "repr" -> text(name, call.bind(VALUE));
            case "round" -> round(call.bind(Parameters.of(1, "number", "ndigits")));
            case "pow" -> operation(BinaryOp.POW, call.bind(TWO));
            case "divmod" ->
                    TupleValue.of(
                            operation(BinaryOp.FLOOR_DIV, call.bind(TWO)),
                            operation(BinaryOp.MOD, call.bind(TWO)));
            case "type" -> type(call.bind(VALUE));
            default -> null;
        };
    }

    private static List<PyValue> elements(Bound args, int index) {
        PyValue value = args.get(index);
        List<PyValue> found =
                switch (value) {
                    case TupleValue t -> t.elements();
                    case DictValue d -> List.copyOf(d.entries().keySet());
                    case PyString s -> characters(s.value());
                    case IterationValue r -> range(r, args, index);
                    default -> throw args.wrongKind(index, "a tuple, list or range");
                };
        if (found.size() > LONGEST) {
            throw args.wrongKind(index, "at most " + LONGEST + " elements");
        }
        return found;
    }

    private static List<PyValue> characters(String text) {
        List<PyValue> all = new ArrayList<>();
        text.codePoints().forEach(c -> all.add(new PyString(Character.toString(c))));
        return all;
    }

    private static List<PyValue> range(IterationValue r, Bound args, int index) {
        BigInteger at = PythonMath.integer(r.lower());
        BigInteger end = PythonMath.integer(r.upper());
        BigInteger step = PythonMath.integer(r.step());
        if (at == null || end == null || step == null || step.signum() == 0) {
            throw args.wrongKind(index, "a range of constants");
        }
        List<PyValue> all = new ArrayList<>();
        while ((end.subtract(at).signum() == step.signum()) && all.size() <= LONGEST) {
            all.add(new PyInt(at));
            at = at.add(step);
        }
        return all;
    }

    private static PyValue listed(Bound args) {
        return new TupleValue(args.has(0) ? elements(args, 0) : List.of());
    }

    private static PyValue sorted(Call call) {
        Bound args = call.bind(Parameters.of(1, "iterable", "key", "reverse"));
        if (args.has(1)) {
            throw Mistake.at(call.span(), Code.ARGUMENTS, "`sorted` takes no `key` here");
        }
        List<PyValue> all = new ArrayList<>(elements(args, 0));
        all.sort((x, y) -> less(x, y, args) ? -1 : less(y, x, args) ? 1 : 0);
        return new TupleValue(args.flag(2, false) ? all.reversed() : all);
    }

    private static boolean less(PyValue x, PyValue y, Bound args) {
        PyBool less = PythonMath.compare(CompareOp.LT, x, y);
        if (less == null) {
            throw args.wrongKind(0, "elements that can be ordered");
        }
        return less.value();
    }

    private static PyValue sum(Bound args) {
        PyValue sum = args.has(1) ? args.get(1) : Constexpr.of(0);
        for (PyValue e : elements(args, 0)) {
            PyValue more = e instanceof Tensor ? null : PythonMath.binary(BinaryOp.ADD, sum, e);
            if (more == null) {
                throw args.wrongKind(0, "numbers known at compile time");
            }
            sum = more;
        }
        return sum;
    }

    private static List<Boolean> truths(Call call) {
        Bound args = call.bind(VALUE);
        List<Boolean> truths = new ArrayList<>();
        for (PyValue e : elements(args, 0)) {
            Boolean truth = PythonMath.truth(e);
            if (truth == null && e instanceof Tensor) {
                throw args.wrongKind(0, "values known at compile time");
            }
            truths.add(truth == null || truth);
        }
        return truths;
    }

    private static PyValue zip(Call call) {
        List<List<PyValue>> columns = new ArrayList<>();
        int rows = call.count() == 0 ? 0 : Integer.MAX_VALUE;
        for (Call.Given given : call.positional()) {
            Call one = new Call(call.name(), call.span(), List.of(given), List.of());
            columns.add(elements(one.bind(VALUE), 0));
            rows = Math.min(rows, columns.getLast().size());
        }
        List<PyValue> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int row = i;
            all.add(new TupleValue(columns.stream().map(c -> c.get(row)).toList()));
        }
        return new TupleValue(all);
    }

    private static PyValue enumerate(Bound args) {
        long number = args.has(1) ? args.constant(1) : 0;
        List<PyValue> all = new ArrayList<>();
        for (PyValue e : elements(args, 0)) {
            all.add(TupleValue.of(Constexpr.of(number++), e));
        }
        return new TupleValue(all);
    }

    private static PyValue text(String function, Bound args) {
        PyValue value = args.get(0);
        boolean plain = function.equals("str") && value instanceof PyString;
        if (value instanceof PyType t && t.type() instanceof DType d) {
            return new PyString(d.isFloat() ? d.toString() : d.tritonName());
        }
        return plain ? value : new PyString(value.describe());
    }

    private static PyValue round(Bound args) {
        PyValue x = args.get(0);
        BigInteger integer = PythonMath.integer(x);
        if (integer != null) {
            return new PyInt(integer);
        }
        if (!(x instanceof PyFloat f) || !Double.isFinite(f.value())) {
            throw args.wrongKind(0, "a number known at compile time");
        }
        long digits = args.has(1) ? args.constant(1) : 0;
        int scale = Math.clamp(digits, -400, 400);
        BigDecimal rounded = new BigDecimal(f.value()).setScale(scale, RoundingMode.HALF_EVEN);
        return args.has(1)
                ? new PyFloat(rounded.doubleValue())
                : new PyInt(rounded.toBigIntegerExact());
    }

    private static PyValue operation(BinaryOp op, Bound args) {
        PyValue value;
        try {
            value = PythonMath.binary(op, args.get(0), args.get(1));
        } catch (ArithmeticException e) {
            throw Mistake.at(
                    args.span(), Code.CONSTANT, "cannot compute this constant: " + e.getMessage());
        }
        if (value == null) {
            throw args.wrongKind(0, "numbers known at compile time");
        }
        return value;
    }

    private static PyValue type(Bound args) {
        String name =
                switch (args.get(0)) {
                    case Tensor t -> "triton.language.tensor";
                    case PyInt i -> "builtins.int";
                    case PyBool b -> "builtins.bool";
                    case PyFloat f -> "builtins.float";
                    case PyString s -> "builtins.str";
                    case PyNone n -> "builtins.NoneType";
                    case PyType t -> "triton.language.dtype";
                    case TupleValue t -> "builtins.tuple";
                    case DictValue d -> "builtins.dict";
                    default -> throw args.wrongKind(0, "a constant or a tensor");
                };
        return new BuiltinValue(name);
    }
}
