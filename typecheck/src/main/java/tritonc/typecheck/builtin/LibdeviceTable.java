package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Algebra;
import tritonc.ir.math.LibraryFunction;
import tritonc.ir.math.Looping;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What libdevice has: each function with the types it takes, as NVIDIA's "libdevice User's Guide"
/// and Triton's bindings state them, and what computes it.
final class LibdeviceTable {
    private static final Map<String, List<Form>> FORMS = new HashMap<>();
    private static final List<DType> FLOATS = List.of(DType.FP32, DType.FP64);

    static {
        LibdeviceTable table = new LibdeviceTable();
        LibdeviceMath.fill(table);
        LibdeviceFloats.fill(table);
        LibdeviceIntegers.fill(table);
        LibdeviceConversions.fill(table);
    }

    /// Computes a function over operands of one shape.
    interface Body {
        Value apply(Looping<Value> a, List<Value> x);
    }

    /// Computes a function whose operands have the dtype `type`, or the first of them has.
    interface TypedBody {
        Value apply(Algebra<Value> a, DType type, List<Value> x);
    }

    /// A function for certain types.
    record Form(List<DType> takes, Body body) {}

    private LibdeviceTable() {}

    /// @return null for a name that is not in the table
    static @Nullable List<Form> forms(String name) {
        return FORMS.get(name);
    }

    /// What kernels call the first type that a form takes.
    static String name(Form form) {
        DType type = form.takes().getFirst();
        return switch (type) {
            case FP32 -> "float32";
            case FP64 -> "float64";
            case U32 -> "uint32";
            case U64 -> "uint64";
            case I32 -> "int32";
            default -> "int64";
        };
    }

    void put(String name, List<DType> takes, Body body) {
        FORMS.computeIfAbsent(name, n -> new ArrayList<>()).add(new Form(takes, body));
    }

    /// A function of `count` floats of one type, fp32 or fp64.
    void floats(String name, int count, TypedBody body) {
        for (DType type : FLOATS) {
            same(name, type, count, body);
        }
    }

    /// A function of `count` operands of `type`.
    void same(String name, DType type, int count, TypedBody body) {
        List<DType> takes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            takes.add(type);
        }
        put(name, List.copyOf(takes), (a, x) -> body.apply(a, type, x));
    }

    /// A recipe of the library in fp32 and fp64.
    void recipe(String name, LibraryFunction function) {
        floats(name, function.arity(), (a, type, x) -> function.of(a, type, x));
    }
}
