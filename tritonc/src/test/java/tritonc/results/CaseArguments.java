package tritonc.results;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Constexpr;
import tritonc.runtime.Literal;
import tritonc.runtime.Tensor;
import tritonc.runtime.TensorDescriptor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a case's arguments, made anew for each run; `make.py` makes the same in Python.
final class CaseArguments implements AutoCloseable {
    private static final Pattern DESCRIPTOR =
            Pattern.compile("descriptor\\((\\w+)((?:,\\d+)+)(,nan)?\\)");
    private static final Pattern TENSOR =
            Pattern.compile("(\\w+)(?:\\(([^)]*)\\))?:(\\w+)(?:\\[([0-9,]*)\\])?");

    private final Map<String, GuardedTensor> tensors = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    CaseArguments(ResultCase of) {
        int position = 0;
        for (Map.Entry<String, String> argument : of.arguments().entrySet()) {
            String name = argument.getKey();
            Matcher m = TENSOR.matcher(argument.getValue());
            Matcher described = DESCRIPTOR.matcher(argument.getValue());
            if (isMade(argument.getValue())) {
                values.put(name, element(argument.getValue()));
            } else if (described.matches()) {
                values.put(name, descriptor(described));
            } else if (m.matches()) {
                GuardedTensor tensor = tensor(m, position);
                tensors.put(name, tensor);
                values.put(name, tensor.tensor());
            } else {
                values.put(name, scalar(argument.getValue()));
            }
            position++;
        }
    }

    private static boolean isMade(String text) {
        return text.startsWith("(") || text.startsWith("named(") || text.startsWith("fn:");
    }

    private @Nullable Object element(String text) {
        GuardedTensor tensor = tensors.get(text);
        if (tensor != null) {
            return tensor.tensor();
        }
        if (!text.endsWith(")")) {
            return scalar(text);
        }
        String inside = text.substring(text.indexOf('(') + 1, text.length() - 1);
        if (text.startsWith("constexpr(")) {
            return new Constexpr(element(inside));
        }
        boolean named = text.startsWith("named(");
        List<@Nullable Object> elements = new ArrayList<>();
        for (String part : parts(inside)) {
            int equals = part.indexOf('=');
            if (named) {
                elements.add(part.substring(0, equals));
            }
            elements.add(element(named ? part.substring(equals + 1) : part));
        }
        return named ? Args.named(elements.toArray()) : Args.tuple(elements.toArray());
    }

    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= inside.length(); i++) {
            char c = i < inside.length() ? inside.charAt(i) : ',';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private TensorDescriptor descriptor(Matcher m) {
        String[] extents = m.group(2).substring(1).split(",");
        int[] block = new int[extents.length];
        for (int i = 0; i < block.length; i++) {
            block[i] = Integer.parseInt(extents[i]);
        }
        TensorDescriptor made = TensorDescriptor.of(named(m.group(1)).tensor(), block);
        return m.group(3) == null ? made : made.padNan();
    }

    private GuardedTensor tensor(Matcher m, int position) {
        List<String> parameters = m.group(2) == null ? List.of() : List.of(m.group(2).split(","));
        DType dtype = DType.parse(m.group(3));
        if (dtype == null) {
            throw new IllegalArgumentException(m.group());
        }
        GuardedTensor made = GuardedTensor.zeros(dtype, shape(m.group(4), parameters.size()));
        Tensor flat = made.tensor().reshape(made.tensor().count());
        for (int i = 0; i < flat.count(); i++) {
            flat.set(element(m.group(1), parameters, dtype, position, i), i);
        }
        return made;
    }

    private static long[] shape(@Nullable String text, int otherwise) {
        if (text == null) {
            return new long[] {otherwise};
        }
        List<Long> extents = new ArrayList<>();
        for (String extent : text.split(",")) {
            extents.add(Long.parseLong(extent));
        }
        return extents.stream().mapToLong(Long::longValue).toArray();
    }

    private Number element(String kind, List<String> parameters, DType dtype, int position, int i) {
        return switch (kind) {
            case "zeros" -> 0;
            case "full" -> number(parameters.getFirst());
            case "arange" -> i;
            case "ramp" ->
                    (long) i * integer(parameters, 0) % integer(parameters, 1)
                            + integer(parameters, 2);
            case "values" -> number(parameters.get(i));
            case "ints" -> {
                long low = integer(parameters, 0);
                long count = integer(parameters, 1) - low;
                yield low + (draw(position, i) >>> 11) % count;
            }
            case "uniform" -> uniform(parameters, dtype, position, i);
            case "table" -> address(parameters.get(i));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// From -scale to below scale, in steps that the dtype holds, and a shift.
    private static double uniform(List<String> parameters, DType dtype, int position, int i) {
        double scale = parameters.isEmpty() ? 1 : Double.parseDouble(parameters.getFirst());
        double shift = parameters.size() < 2 ? 0 : Double.parseDouble(parameters.get(1));
        int digits =
                switch (dtype) {
                    case FP64 -> 53;
                    case FP32 -> 24;
                    case FP16 -> 11;
                    case BF16 -> 8;
                    case FP8E4NV, FP8E4B8, FP8E4B15 -> 4;
                    case FP8E5, FP8E5B16 -> 3;
                    case I1, I8, I16, I32, I64, U8, U16, U32, U64 ->
                            throw new IllegalArgumentException("uniform integers");
                };
        double fraction = (draw(position, i) >>> 64 - digits) * Math.scalb(1.0, -digits);
        return (2 * fraction - 1) * scale + shift;
    }

    private long address(String name) {
        return named(name).tensor().address();
    }

    private GuardedTensor named(String name) {
        GuardedTensor named = tensors.get(name);
        if (named == null) {
            throw new IllegalArgumentException("no tensor " + name + " before its use");
        }
        return named;
    }

    private static long integer(List<String> parameters, int index) {
        return Long.parseLong(parameters.get(index));
    }

    /// SplitMix64, seeded with the position of the argument.
    private static long draw(long seed, long i) {
        long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static @Nullable Object scalar(String text) {
        return switch (text) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            default -> {
                if (text.startsWith("'")) {
                    yield text.substring(1, text.length() - 1);
                }
                if (text.startsWith("fn:")) {
                    yield new Literal(text.substring(3));
                }
                if (text.startsWith("tl.")) {
                    yield DType.ofTritonName(text.substring(3));
                }
                yield number(text);
            }
        };
    }

    private static Number number(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> {
                if (text.matches("-?\\d+")) {
                    yield Long.parseLong(text);
                }
                yield Double.parseDouble(text);
            }
        };
    }

    /// Parameter to tensor, in the order of the case.
    Map<String, GuardedTensor> tensors() {
        return tensors;
    }

    /// The value of a parameter that is no tensor.
    @Nullable Object value(String name) {
        return values.get(name);
    }

    Args args() {
        return Args.of(values);
    }

    @Override
    public void close() {
        tensors.values().forEach(GuardedTensor::close);
    }
}
