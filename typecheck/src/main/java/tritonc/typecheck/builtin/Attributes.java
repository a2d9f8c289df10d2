package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.type.BlockType;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.ConfigValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.MethodValue;
import tritonc.typecheck.value.ModuleValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `value.name`.
public final class Attributes {
    private final Semantics semantics;

    public Attributes(Semantics semantics) {
        this.semantics = semantics;
    }

    /// @throws Mistake if the value has no such attribute
    public PyValue get(PyValue value, String name, Span at) {
        if (value instanceof ModuleValue m) {
            return member(m, name, at);
        }
        PyValue found = value instanceof Tensor t ? tensor(t, name, at) : other(value, name);
        if (found == null) {
            throw missing(value, name, at);
        }
        return found;
    }

    private static @Nullable PyValue other(PyValue value, String name) {
        return switch (value) {
            case ErrorValue e -> e;
            case Constexpr c when name.equals("value") -> c;
            case PyType t -> type(t, name);
            case TupleValue t -> field(t, name);
            case BlockPointer p -> tile(p, name);
            case Constexpr c when Builtins.isMethod(name) -> new MethodValue(c, name);
            case ConfigValue c when name.equals("kwargs") -> c.meta();
            case ConfigValue c -> c.option(name);
            case ClassValue c -> c.members().lookup(name);
            case BuiltinValue b -> KnownNames.of(b.name() + "." + name);
            default -> null;
        };
    }

    private static @Nullable PyValue tile(BlockPointer p, String name) {
        int rank = p.rank();
        boolean descriptor = p.isDescriptor();
        return switch (name) {
            // a block pointer's type is its base's, as in Triton 3.8
            case "dtype" -> new PyType(descriptor ? p.element() : p.base().element());
            case "type" -> descriptor ? null : new PyType(p.base().type());
            case "block_type" -> descriptor ? new PyType(Type.of(p.element(), p.block())) : null;
            case "block_shape" -> shape(p.block());
            case "shape" -> new TupleValue(List.copyOf(p.parts().subList(1, 1 + rank)));
            case "strides" ->
                    new TupleValue(List.copyOf(p.parts().subList(1 + rank, 1 + 2 * rank)));
            case "load", "store" -> new MethodValue(p, name);
            case "gather",
                    "scatter",
                    "atomic_add",
                    "atomic_min",
                    "atomic_max",
                    "atomic_and",
                    "atomic_or",
                    "atomic_xor" ->
                    descriptor ? new MethodValue(p, name) : null;
            case "advance" -> descriptor ? null : new MethodValue(p, name);
            default -> null;
        };
    }

    private static Mistake missing(PyValue value, String name, Span at) {
        return Mistake.at(at, Code.ATTRIBUTE, value.describe() + " has no attribute `" + name + "`")
                .label(at, value.describe());
    }

    private @Nullable PyValue tensor(Tensor t, String name, Span at) {
        return switch (name) {
            case "dtype" -> new PyType(t.element());
            case "type" -> new PyType(t.type());
            case "shape" -> shape(t.shape());
            case "numel" -> Constexpr.of(t.type().size());
            case "T" -> transposed(t, at);
            default -> Builtins.isMethod(name) ? new MethodValue(t, name) : null;
        };
    }

    private PyValue transposed(Tensor t, Span at) {
        return new Tensor(semantics.shapes().permute(t.value(), List.of(1, 0), at));
    }

    static TupleValue shape(Shape shape) {
        List<PyValue> extents = new ArrayList<>(shape.rank());
        for (int i = 0; i < shape.rank(); i++) {
            extents.add(Constexpr.of(shape.dim(i)));
        }
        return new TupleValue(extents);
    }

    /// An attribute of a type; null if it has none of this name.
    static @Nullable PyValue type(PyType value, String name) {
        Type type = value.type();
        return switch (name) {
            case "element_ty" -> elementType(type);
            case "scalar" -> new PyType(type.element());
            case "shape" -> type.isBlock() ? shape(type.shape()) : null;
            case "get_block_shapes" -> type.isBlock() ? new MethodValue(value, name) : null;
            case "numel" -> type.isBlock() ? Constexpr.of(type.size()) : null;
            case "primitive_bitwidth", "int_bitwidth" -> Constexpr.of(type.element().bits());
            case "itemsize" -> Constexpr.of(type.element().bits() / 8);
            case "nbytes" ->
                    type.isBlock() ? Constexpr.of(type.size() * type.element().bits() / 8) : null;
            case "name" -> new PyString(typeName(type));
            case "exponent_bias" -> exponentBias(type);
            case "get_int_max_value", "get_int_min_value" ->
                    type instanceof DType d && d.isInteger() ? new MethodValue(value, name) : null;
            case "fp_mantissa_width" -> mantissa(type);
            default -> isPredicate(name) ? new MethodValue(value, name) : null;
        };
    }

    private static @Nullable PyValue elementType(Type type) {
        if (type instanceof BlockType b) {
            return new PyType(b.element());
        }
        return type instanceof PointerType p ? new PyType(p.pointee()) : null;
    }

    private static @Nullable PyValue mantissa(Type type) {
        if (!(type instanceof DType d) || !d.isFloat()) {
            return null;
        }
        return Constexpr.of(
                switch (d) {
                    case FP8E4NV, FP8E4B8, FP8E4B15 -> 3;
                    case FP8E5, FP8E5B16 -> 2;
                    case FP16 -> 10;
                    case BF16 -> 7;
                    case FP32 -> 23;
                    default -> 52;
                });
    }

    private static @Nullable PyValue exponentBias(Type type) {
        if (!(type instanceof DType d) || !d.isFloat()) {
            return null;
        }
        return Constexpr.of(
                switch (d) {
                    case FP8E4NV -> 7;
                    case FP8E4B8 -> 8;
                    case FP8E4B15, FP8E5, FP16 -> 15;
                    case FP8E5B16 -> 16;
                    case BF16, FP32 -> 127;
                    default -> 1023;
                });
    }

    private static String typeName(Type type) {
        if (type instanceof DType d) {
            return d.isFloat() ? d.toString() : d.tritonName();
        }
        return type.toString();
    }

    private static boolean isPredicate(String name) {
        return name.startsWith("is_") || name.equals("to") || name.equals("with_element_ty");
    }

    /// `type.is_…()`.
    ///
    /// @throws Mistake for a question that Triton does not know
    static PyValue ask(PyType value, String question, Span at) {
        Type type = value.type();
        boolean scalar = type instanceof DType;
        DType d = type instanceof DType x ? x : DType.I1;
        Boolean answer =
                switch (question) {
                    case "is_ptr" -> type instanceof PointerType;
                    case "is_block" -> type.isBlock();
                    case "is_const", "is_void" -> false;
                    case "is_floating" -> scalar && d.isFloat();
                    case "is_standard_floating" -> scalar && d.isFloat() && !d.isFp8();
                    case "is_int" -> scalar && d.isInteger();
                    case "is_int_signed" -> scalar && d.isSigned();
                    case "is_int_unsigned" -> scalar && d.isUnsigned();
                    case "is_bool" -> scalar && d.isBool();
                    case "is_fp8" -> scalar && d.isFp8();
                    default -> exactly(question.substring("is_".length()), type);
                };
        if (answer == null) {
            throw missing(value, question, at);
        }
        return PyBool.of(answer);
    }

    private static @Nullable Boolean exactly(String name, Type type) {
        DType asked = DType.parse(name);
        if (asked == null) {
            asked = DType.ofTritonName(name);
        }
        return asked == null ? null : asked.equals(type);
    }

    /// What a module has under a name; null if it is a file that does not define it.
    public static @Nullable PyValue member(ModuleValue module, String name) {
        return module.names() == null
                ? KnownNames.of(module.name() + "." + name)
                : module.names().lookup(name);
    }

    private static PyValue member(ModuleValue module, String name, Span at) {
        PyValue found = member(module, name);
        if (found != null || module.names() == null) {
            return Objects.requireNonNull(found);
        }
        Mistake mistake =
                Mistake.at(
                        at,
                        Code.ATTRIBUTE,
                        "module " + module.name() + " defines no `" + name + "`");
        String near = Nearness.nearest(name, module.names().all());
        throw near == null ? mistake : mistake.help("did you mean `" + near + "`?");
    }

    private static @Nullable PyValue field(TupleValue t, String name) {
        int index = t.fields().indexOf(name);
        if (index >= 0) {
            return t.elements().get(index);
        }
        // of tl.constexpr(a tuple)
        return name.equals("value") ? t : null;
    }
}
