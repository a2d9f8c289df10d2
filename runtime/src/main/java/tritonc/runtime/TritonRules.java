package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Classifies as Triton's launcher does: an integer 1 is compiled as a constant, integers and
/// addresses that are multiples of 16 are known to be, an integer is `i32` if it fits and else
/// `i64` or `u64`, a float is `fp32`, `None` is a constant. An annotated dtype goes before, and
/// then an integer 1 is no constant.
final class TritonRules implements ArgRules {
    private static final long ALIGNMENT = 16;

    private final KernelParameter[] parameters;

    TritonRules(List<KernelParameter> parameters) {
        this.parameters = parameters.toArray(new KernelParameter[0]);
    }

    @Override
    public int integer(int index, long value) {
        KernelParameter parameter = parameters[index];
        if (parameter.constexpr()) {
            return ArgKind.of(ArgKind.CONSTANT_INTEGER, DType.I64, false);
        }
        DType type = parameter.type();
        if (type != null && (type.isFloat() || type.isBool())) {
            return ArgKind.of(ArgKind.NUMBER, type, false);
        }
        if (type == null && parameter.specialised() && value == 1) {
            return ArgKind.of(ArgKind.ONE, DType.I32, false);
        }
        if (type == null) {
            type = value == (int) value ? DType.I32 : DType.I64;
        }
        return ArgKind.of(ArgKind.NUMBER, type, isAligned(parameter, value));
    }

    private static boolean isAligned(KernelParameter parameter, long value) {
        return parameter.specialised() && parameter.aligned() && value % ALIGNMENT == 0;
    }

    @Override
    public int unsigned(int index, long lane) {
        KernelParameter parameter = parameters[index];
        DType type = parameter.type();
        boolean plain = !parameter.constexpr() && (type == null || type.isInteger());
        return plain
                ? ArgKind.of(
                        ArgKind.NUMBER, type == null ? DType.U64 : type, isAligned(parameter, lane))
                : scalar(index, DType.U64, lane);
    }

    @Override
    public int scalar(int index, DType type, long lane) {
        if (!parameters[index].constexpr()) {
            return ArgKind.of(ArgKind.NUMBER, type, false);
        }
        if (type.isFloat()) {
            return ArgKind.CONSTANT_FLOAT;
        }
        DType kind = type == DType.U64 && lane < 0 ? DType.U64 : DType.I64;
        return ArgKind.of(ArgKind.CONSTANT_INTEGER, kind, false);
    }

    @Override
    public int real(int index, double value) {
        KernelParameter parameter = parameters[index];
        if (parameter.constexpr()) {
            return ArgKind.CONSTANT_FLOAT;
        }
        DType type = parameter.type();
        return ArgKind.of(
                ArgKind.NUMBER, type != null && type.isFloat() ? type : DType.FP32, false);
    }

    @Override
    public int truth(int index, boolean value) {
        DType type = parameters[index].type();
        return parameters[index].constexpr()
                ? ArgKind.CONSTANT_BOOLEAN
                : ArgKind.of(
                        ArgKind.NUMBER, type != null && type.isInteger() ? type : DType.I1, false);
    }

    @Override
    public int tensor(int index, DType type, long address) {
        KernelParameter parameter = parameters[index];
        if (parameter.constexpr()) {
            throw refused(index, "is constexpr and cannot be a tensor of " + type);
        }
        return ArgKind.of(ArgKind.POINTER, type, isAligned(parameter, address));
    }

    @Override
    public int descriptor(int index, TensorDescriptor descriptor) {
        if (parameters[index].constexpr()) {
            throw refused(index, "is constexpr and cannot be a " + descriptor);
        }
        return ArgKind.of(ArgKind.DESCRIPTOR, descriptor.dtype(), false);
    }

    /// The elements of a tuple are always specialised, whatever decorators say of the parameter.
    @Override
    public @Nullable ArgRules tuple(int index, ArgTuple.Given given) {
        KernelParameter parameter = parameters[index];
        if (parameter.constexpr()) {
            return null;
        }
        List<KernelParameter> elements = new ArrayList<>();
        for (int i = 0; i < given.elements().size(); i++) {
            String name = parameter.name() + "." + i;
            boolean constant = given.elements().get(i) instanceof Constexpr;
            elements.add(constant ? KernelParameter.constexpr(name) : KernelParameter.of(name));
        }
        return new TritonRules(elements);
    }

    @Override
    public int none(int index) {
        return ArgKind.NONE;
    }

    @Override
    public int object(int index, Object value) {
        if (!parameters[index].constexpr()) {
            throw refused(index, "is no constexpr and cannot be " + Args.describe(value));
        }
        if (!Literals.isWritable(value)) {
            throw refused(
                    index,
                    value instanceof String
                            ? "cannot be a text with both kinds of quotes"
                            : "is constexpr and cannot be " + Args.describe(value));
        }
        return ArgKind.CONSTANT_OBJECT;
    }

    @Override
    public boolean mayOmit(int index) {
        return false;
    }

    private TritonException refused(int index, String why) {
        return new TritonException(
                Diagnostic.error(
                        Code.BAD_ARGUMENT, "parameter `" + parameters[index].name() + "` " + why));
    }
}
