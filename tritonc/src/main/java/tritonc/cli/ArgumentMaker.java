package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.runtime.Args;
import tritonc.runtime.Constexpr;
import tritonc.runtime.Literal;
import tritonc.runtime.PointerTable;
import tritonc.runtime.Scalar;
import tritonc.runtime.Tensor;
import tritonc.runtime.TensorDescriptor;
import tritonc.runtime.file.Npy;
import tritonc.runtime.file.Safetensors;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Makes the arguments of a launch from what stands behind `-a`: loads arrays and fills new ones.
final class ArgumentMaker {
    private final long seed;
    private int drawn;

    /// @param seed where random arrays start from; each of a run gets a stream of its own
    ArgumentMaker(long seed) {
        this.seed = seed;
    }

    /// The arguments by name, in the order given.
    ///
    /// @throws TritonException for a text that is no argument, and for what cannot be loaded
    SequencedMap<String, @Nullable Object> make(List<String> texts) {
        SequencedMap<String, @Nullable Object> made = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw bad("`-a " + text + "` has no name and value", "write -a NAME=VALUE");
            }
            String name = text.substring(0, equals);
            if (made.containsKey(name)) {
                throw bad("argument `" + name + "` is given twice", "give it once");
            }
            made.put(name, value(name, ValueText.parse(name, text.substring(equals + 1))));
        }
        return made;
    }

    static Args args(SequencedMap<String, @Nullable Object> made) {
        return Args.of(made);
    }

    private @Nullable Object value(String name, ValueText text) {
        return switch (text) {
            case ValueText.Int i -> integer(name, i);
            case ValueText.Real r -> r.type() == null ? r.value() : Scalar.of(r.type(), r.value());
            case ValueText.Bool b -> b.value();
            case ValueText.None n -> null;
            case ValueText.Text t -> t.value();
            case ValueText.Type t -> t.value();
            case ValueText.FileArray f -> file(name, f);
            case ValueText.Made m -> array(name, m);
            case ValueText.Descriptor d -> descriptor(name, d);
            case ValueText.Table t -> table(name, t);
            case ValueText.Tuple t -> tuple(name, t);
            case ValueText.Constant c -> new Constexpr(value(name, c.value()));
            case ValueText.Function f -> new Literal(f.name());
        };
    }

    private Object tuple(String name, ValueText.Tuple text) {
        @Nullable Object[] elements = new @Nullable Object[text.elements().size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(name + "." + i, text.elements().get(i));
        }
        if (text.fields().isEmpty()) {
            return Args.tuple(elements);
        }
        @Nullable Object[] pairs = new @Nullable Object[2 * elements.length];
        for (int i = 0; i < elements.length; i++) {
            pairs[2 * i] = text.fields().get(i);
            pairs[2 * i + 1] = elements[i];
        }
        return Args.named(pairs);
    }

    private PointerTable table(String name, ValueText.Table text) {
        Tensor[] tensors = new Tensor[text.arrays().size()];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] = tensor(name, text.arrays().get(i));
        }
        return PointerTable.of(tensors);
    }

    private Tensor tensor(String name, ValueText text) {
        if (value(name, text) instanceof Tensor tensor) {
            return tensor;
        }
        throw bad("-a " + name + ": an array is needed", "write @x.npy or zeros:fp32[8]");
    }

    private TensorDescriptor descriptor(String name, ValueText.Descriptor text) {
        Tensor tensor = tensor(name, text.array());
        TensorDescriptor descriptor = TensorDescriptor.of(tensor, text.block());
        return text.nan() ? descriptor.padNan() : descriptor;
    }

    private static Object integer(String name, ValueText.Int text) {
        BigInteger value = text.value();
        DType type = text.type();
        boolean negative = value.signum() < 0;
        int bits = value.bitLength();
        if (type == null) {
            if (bits > (negative ? 63 : 64)) {
                throw bad("-a " + name + ": " + value + " does not fit 64 bits", "give less");
            }
            return value;
        }
        boolean fits = type.isUnsigned() ? !negative && bits <= type.bits() : bits < type.bits();
        if (!fits) {
            throw bad("-a " + name + ": " + value + " does not fit " + type, "give less");
        }
        return Scalar.of(type, value.longValue());
    }

    private static Tensor file(String name, ValueText.FileArray text) {
        Path path;
        try {
            path = Path.of(text.file());
        } catch (InvalidPathException e) {
            throw bad("-a " + name + ": `" + text.file() + "` is no file name", "give a path");
        }
        String tensor = text.name();
        boolean isSafetensors = text.file().endsWith(".safetensors");
        if (isSafetensors && tensor == null) {
            Diagnostic unnamed =
                    Diagnostic.error(
                            Code.SAFETENSORS_NAME,
                            "-a " + name + ": " + text.file() + " holds tensors by name");
            throw new TritonException(unnamed.help("write @" + text.file() + "#NAME"));
        }
        Tensor read =
                isSafetensors && tensor != null
                        ? Safetensors.open(path).tensor(tensor)
                        : Npy.read(path);
        return text.as() == null || text.as() == read.dtype() ? read : read.bitcast(text.as());
    }

    private Tensor array(String name, ValueText.Made text) {
        return switch (text.maker()) {
            case "zeros" -> Tensor.zeros(text.dtype(), text.shape());
            case "arange" -> Tensor.arange(text.dtype(), text.shape());
            case "rand" -> Tensor.rand(seed + drawn++, text.dtype(), text.shape());
            case "randn" -> Tensor.randn(seed + drawn++, text.dtype(), text.shape());
            default -> Tensor.full(text.dtype(), fill(name, text), text.shape());
        };
    }

    private static Number fill(String name, ValueText.Made text) {
        String written = text.fill() == null ? "" : text.fill();
        return switch (ValueText.parse(name, written)) {
            case ValueText.Int i when i.type() == null -> i.value();
            case ValueText.Real r when r.type() == null && text.dtype().isFloat() -> r.value();
            case ValueText.Bool b -> b.value() ? 1 : 0;
            default ->
                    throw bad(
                            "-a " + name + ": `" + written + "` cannot fill " + text.dtype(),
                            "write full:" + text.dtype() + "[8]=7");
        };
    }

    private static TritonException bad(String message, String help) {
        return new TritonException(Diagnostic.error(Code.BAD_VALUE, message).help(help));
    }
}
