package tritonc.driver;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Literal;
import tritonc.runtime.Scalar;
import tritonc.runtime.Tensor;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;

/// Arguments of launches as the values that host code sees, and back.
final class LaunchValues {
    private static final List<String> TENSOR = List.of("dtype", "shape", "ndim");

    private LaunchValues() {}

    /// An argument as host code sees it; a tensor has its `dtype`, `shape` and `ndim`.
    static PyValue toPython(@Nullable Object value) {
        return switch (value) {
            case null -> PyNone.NONE;
            case Boolean b -> PyBool.of(b);
            case BigInteger i -> new PyInt(i);
            case Float f -> Constexpr.of(f.doubleValue());
            case Double d -> Constexpr.of(d.doubleValue());
            case Number n -> Constexpr.of(n.longValue());
            case String s -> new PyString(s);
            case DType d -> new PyType(d);
            case Scalar s -> scalar(s);
            case Tensor t -> tensor(t);
            case tritonc.runtime.Constexpr c -> toPython(c.value());
            case List<?> l -> tuple(l, List.of());
            case SequencedMap<?, ?> m -> tuple(m.values(), m.keySet());
            // a table of pointers, a descriptor: host code can only ask whether it is there
            default -> new BuiltinValue("argument");
        };
    }

    private static PyValue tuple(Collection<?> elements, Collection<?> fields) {
        List<PyValue> values = new ArrayList<>();
        elements.forEach(e -> values.add(toPython(e)));
        return new TupleValue(values, fields.stream().map(String::valueOf).toList());
    }

    private static PyValue scalar(Scalar s) {
        if (s.type().isBool()) {
            return PyBool.of(s.lane() != 0);
        }
        if (s.type().isFloat()) {
            return Constexpr.of(s.doubleValue());
        }
        boolean high = s.type() == DType.U64 && s.lane() < 0;
        BigInteger value = BigInteger.valueOf(s.lane());
        return new PyInt(high ? value.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : value);
    }

    private static PyValue tensor(Tensor t) {
        List<PyValue> shape = new ArrayList<>();
        for (long extent : t.shape()) {
            shape.add(Constexpr.of(extent));
        }
        PyValue dtype = new BuiltinValue("torch." + torchName(t.dtype()));
        return new TupleValue(
                List.of(dtype, new TupleValue(shape), Constexpr.of(shape.size())), TENSOR);
    }

    private static String torchName(DType type) {
        return switch (type) {
            case I1 -> "bool";
            case I8 -> "int8";
            case I16 -> "int16";
            case I32 -> "int32";
            case I64 -> "int64";
            case U8 -> "uint8";
            case U16 -> "uint16";
            case U32 -> "uint32";
            case U64 -> "uint64";
            case FP16 -> "float16";
            case BF16 -> "bfloat16";
            case FP32 -> "float32";
            case FP64 -> "float64";
            case FP8E5 -> "float8_e5m2";
            case FP8E4NV -> "float8_e4m3fn";
            case FP8E5B16 -> "float8_e5m2fnuz";
            case FP8E4B8 -> "float8_e4m3fnuz";
            case FP8E4B15 -> "float8_e4b15";
        };
    }

    /// Whether a value can be an argument of a launch.
    static boolean isRuntime(PyValue value) {
        if (value instanceof TupleValue t) {
            return t.elements().stream().allMatch(LaunchValues::isRuntime);
        }
        return value instanceof FunctionValue
                || value instanceof Constexpr
                        && !(value instanceof PyType t && !(t.type() instanceof DType))
                        && !(value instanceof PyInt i && i.value().bitLength() >= Long.SIZE);
    }

    /// A value as a launch takes it.
    ///
    /// @throws IllegalArgumentException unless [#isRuntime] holds
    static @Nullable Object toRuntime(PyValue value) {
        return switch (value) {
            case PyNone n -> null;
            case PyBool b -> b.value();
            case PyInt i -> i.value();
            case PyFloat f -> f.value();
            case PyString s -> s.value();
            case PyType t when t.type() instanceof DType d -> d;
            case FunctionValue f -> new Literal(f.function().name());
            case TupleValue t -> tuple(t);
            default -> throw new IllegalArgumentException(value.describe());
        };
    }

    private static Object tuple(TupleValue tuple) {
        @Nullable Object[] elements = new @Nullable Object[tuple.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = toRuntime(tuple.elements().get(i));
        }
        if (tuple.fields().isEmpty()) {
            return Args.tuple(elements);
        }
        @Nullable Object[] pairs = new @Nullable Object[2 * elements.length];
        for (int i = 0; i < elements.length; i++) {
            pairs[2 * i] = tuple.fields().get(i);
            pairs[2 * i + 1] = elements[i];
        }
        return Args.named(pairs);
    }
}
