package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Named arguments of a launch, in any order. A value is a [Tensor] (for a pointer), a
/// [TensorDescriptor], a [PointerTable] (for a pointer to addresses), a [Scalar] (its dtype
/// stated), a Java integer or [BigInteger] (an `i32` if it fits, else `i64`, else `u64`), a `float`
/// or `double` (an `fp32`, as a Python float is), a `boolean` (`i1`), null (`None`), and for a
/// constexpr also a [String], a [DType] or a [Literal]; or a tuple of these: a [List], or for a
/// named tuple a [SequencedMap] from names to elements, in which a [Constexpr] is a constant.
public final class Args implements ArgValues {
    private static final Object[] NONE = {};

    private final @Nullable Object[] pairs;

    private Args(@Nullable Object[] pairs) {
        this.pairs = pairs;
    }

    /// No arguments.
    public static Args of() {
        return new Args(NONE);
    }

    /// `Args.of("x_ptr", x, "n_elements", 98_432, "BLOCK_SIZE", 1024)`.
    ///
    /// @throws TritonException with [Code#BAD_ARGUMENT] if names and values do not alternate, a
    ///   name comes twice, or a value is of no kind listed above
    public static Args of(@Nullable Object... namesAndValues) {
        return new Args(checked(namesAndValues.clone()));
    }

    /// The same from a map, in its order.
    public static Args of(Map<String, ? extends @Nullable Object> values) {
        @Nullable Object[] pairs = new @Nullable Object[values.size() * 2];
        int at = 0;
        for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
            pairs[at++] = entry.getKey();
            pairs[at++] = entry.getValue();
        }
        return new Args(checked(pairs));
    }

    /// A tuple, which may hold null (`None`): `Args.tuple(x, 3, null)`.
    public static List<@Nullable Object> tuple(@Nullable Object... elements) {
        List<@Nullable Object> tuple = new ArrayList<>(elements.length);
        for (Object element : elements) {
            tuple.add(element);
        }
        return Collections.unmodifiableList(tuple);
    }

    /// A named tuple: `Args.named("x", x, "y", 3)`.
    ///
    /// @throws TritonException as [#of(Object...)]
    public static SequencedMap<String, @Nullable Object> named(@Nullable Object... namesAndValues) {
        Args named = of(namesAndValues);
        SequencedMap<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < named.size(); i++) {
            map.put(named.name(i), named.value(i));
        }
        return Collections.unmodifiableSequencedMap(map);
    }

    private static @Nullable Object[] checked(@Nullable Object[] pairs) {
        if (pairs.length % 2 != 0) {
            throw bad("names and values must alternate, but there are " + pairs.length);
        }
        for (int i = 0; i < pairs.length; i += 2) {
            if (!(pairs[i] instanceof String name)) {
                throw bad("what stands where a name should is " + describe(pairs[i]));
            }
            for (int j = 0; j < i; j += 2) {
                if (name.equals(pairs[j])) {
                    throw bad("argument `" + name + "` is given twice");
                }
            }
            if (!isValue(pairs[i + 1])) {
                throw bad("argument `" + name + "` cannot be " + describe(pairs[i + 1]));
            }
        }
        return pairs;
    }

    private static boolean isValue(@Nullable Object value) {
        return switch (value) {
            case List<?> l -> l.stream().allMatch(Args::isElement);
            case SequencedMap<?, ?> m ->
                    ArgTuple.areFields(m) && m.values().stream().allMatch(Args::isElement);
            case null, default -> isSingle(value);
        };
    }

    private static boolean isElement(@Nullable Object value) {
        return isValue(value instanceof Constexpr c ? c.value() : value);
    }

    private static boolean isSingle(@Nullable Object value) {
        return value == null
                || value instanceof Tensor
                || value instanceof TensorDescriptor
                || value instanceof PointerTable
                || value instanceof Number number && isNumber(number)
                || value instanceof Boolean
                || value instanceof Scalar
                || value instanceof String
                || value instanceof Literal
                || value instanceof DType;
    }

    private static boolean isNumber(Number value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger big && fits(big);
    }

    private static boolean fits(BigInteger value) {
        return value.bitLength() <= (value.signum() < 0 ? 63 : 64);
    }

    /// How many arguments there are.
    public int size() {
        return pairs.length / 2;
    }

    /// The name of the argument at `index`, in the order given.
    public String name(int index) {
        return String.valueOf(pairs[index * 2]);
    }

    /// The value of the argument at `index`.
    public @Nullable Object value(int index) {
        return pairs[index * 2 + 1];
    }

    /// Whether there is an argument of this name.
    public boolean has(String name) {
        return index(name) >= 0;
    }

    @Override
    public @Nullable Object value(String name) {
        int index = index(name);
        if (index < 0) {
            throw new TritonException(
                    Diagnostic.error(Code.MISSING_ARGUMENT, "there is no argument `" + name + "`"));
        }
        return value(index);
    }

    @Override
    public int intValue(String name) {
        return ArgNumbers.toInt(name, longValue(name));
    }

    @Override
    public long longValue(String name) {
        return ArgNumbers.toLong(name, value(name));
    }

    @Override
    public double doubleValue(String name) {
        return ArgNumbers.toDouble(name, value(name));
    }

    private int index(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (name.equals(pairs[i])) {
                return i / 2;
            }
        }
        return -1;
    }

    /// The same arguments with tensors of their own, see [#closeTensors].
    Args aliased() {
        @Nullable Object[] copy = pairs.clone();
        Args aliased = new Args(copy);
        for (int i = 1; i < copy.length; i += 2) {
            copy[i] = alias(copy[i]);
        }
        return aliased;
    }

    private static @Nullable Object alias(@Nullable Object value) {
        return switch (value) {
            case Tensor t -> t.alias();
            case TensorDescriptor d -> d.alias();
            case PointerTable t -> t.alias();
            case List<?> l -> ArgTuple.Given.of(l).with(Args::alias);
            case SequencedMap<?, ?> m -> ArgTuple.Given.of(m).with(Args::alias);
            case null, default -> value;
        };
    }

    void closeTensors() {
        for (int i = 1; i < pairs.length; i += 2) {
            close(pairs[i]);
        }
    }

    private static void close(@Nullable Object value) {
        switch (value) {
            case Tensor t -> t.close();
            case TensorDescriptor d -> d.base().close();
            case PointerTable t -> t.closeAll();
            case List<?> l -> l.forEach(Args::close);
            case SequencedMap<?, ?> m -> m.values().forEach(Args::close);
            case null, default -> {}
        }
    }

    /// What a value is, in the words of an error message.
    static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Tensor t -> "a tensor of " + t.dtype();
            case TensorDescriptor d -> "a " + d;
            case PointerTable t -> "a " + t;
            case Scalar s -> s.toString();
            case String s -> "'" + s + "'";
            case Literal l -> "`" + l + "`";
            case Boolean b -> b ? "True" : "False";
            case Number n -> "the number " + n;
            case DType d -> "the dtype " + d;
            case List<?> l -> describe(ArgTuple.Given.of(l));
            case SequencedMap<?, ?> m -> describe(ArgTuple.Given.of(m));
            default -> "of " + value.getClass();
        };
    }

    private static String describe(ArgTuple.Given given) {
        StringBuilder text = new StringBuilder("a tuple of ");
        if (given.elements().isEmpty()) {
            return text.append("nothing").toString();
        }
        for (int i = 0; i < given.elements().size(); i++) {
            text.append(i == 0 ? "" : ", ");
            text.append(given.fields().isEmpty() ? "" : given.fields().get(i) + "=");
            text.append(describe(given.elements().get(i)));
        }
        return text.toString();
    }

    private static TritonException bad(String message) {
        return new TritonException(Diagnostic.error(Code.BAD_ARGUMENT, message));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(name(i)).append('=').append(value(i));
        }
        return text.toString();
    }
}
