package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;

import java.util.List;

/// Classifies for a kernel that was compiled ahead of time: an argument takes the one form that the
/// signature has for it, or is refused.
final class FixedRules implements ArgRules {
    private final List<SignatureEntry> entries;

    FixedRules(List<SignatureEntry> entries) {
        this.entries = entries;
    }

    @Override
    public int integer(int index, long value) {
        SignatureEntry entry = entries.get(index);
        return switch (entry) {
            case SignatureEntry.Runtime r when r.type() instanceof DType type -> {
                if (type.isInteger() && !holds(type, value)) {
                    throw refused(entry, value + " does not fit in " + type);
                }
                yield number(r, type, value);
            }
            case SignatureEntry.One one when value == 1 -> one(one);
            case SignatureEntry.Constexpr c when c.literal().equals(Long.toString(value)) ->
                    ArgKind.of(ArgKind.CONSTANT_INTEGER, DType.I64, false);
            case SignatureEntry.Runtime _,
                    SignatureEntry.Descriptor _,
                    SignatureEntry.Tuple _,
                    SignatureEntry.One _,
                    SignatureEntry.Constexpr _ ->
                    throw mismatch(entry, "the number " + value);
        };
    }

    private int number(SignatureEntry.Runtime entry, DType type, long value) {
        if (type.isInteger() && value % entry.divisibility() != 0) {
            throw refused(entry, value + " is no multiple of " + entry.divisibility());
        }
        return ArgKind.of(ArgKind.NUMBER, type, entry.divisibility() % 16 == 0);
    }

    private static boolean holds(DType type, long value) {
        return switch (type) {
            case I1 -> value == 0 || value == 1;
            case U64 -> value >= 0;
            default -> Elements.laneOfLong(type, value) == value;
        };
    }

    private static int one(SignatureEntry.One one) {
        return ArgKind.of(ArgKind.ONE, one.type() instanceof DType d ? d : DType.I32, false);
    }

    @Override
    public int scalar(int index, DType type, long lane) {
        SignatureEntry entry = entries.get(index);
        return switch (entry) {
            case SignatureEntry.Runtime r when r.type() == type -> number(r, type, lane);
            case SignatureEntry.One one when one.type() == type && lane == 1 -> one(one);
            case SignatureEntry.Constexpr c when isNumber(c.literal(), type, lane) ->
                    type.isFloat()
                            ? ArgKind.CONSTANT_FLOAT
                            : ArgKind.of(ArgKind.CONSTANT_INTEGER, DType.I64, false);
            case SignatureEntry.Runtime _,
                    SignatureEntry.Descriptor _,
                    SignatureEntry.Tuple _,
                    SignatureEntry.One _,
                    SignatureEntry.Constexpr _ ->
                    throw mismatch(entry, new Scalar(type, lane).toString());
        };
    }

    @Override
    public int unsigned(int index, long lane) {
        return scalar(index, DType.U64, lane);
    }

    private static boolean isNumber(String literal, DType type, long lane) {
        return type.isFloat()
                ? Literals.isReal(literal, Elements.toDouble(type, lane))
                : literal.equals(Literals.number(type, lane));
    }

    @Override
    public int real(int index, double value) {
        SignatureEntry entry = entries.get(index);
        if (entry instanceof SignatureEntry.Runtime r
                && r.type() instanceof DType type
                && type.isFloat()) {
            return ArgKind.of(ArgKind.NUMBER, type, false);
        }
        if (entry instanceof SignatureEntry.Constexpr c && Literals.isReal(c.literal(), value)) {
            return ArgKind.CONSTANT_FLOAT;
        }
        throw mismatch(entry, "the number " + value);
    }

    @Override
    public int truth(int index, boolean value) {
        SignatureEntry entry = entries.get(index);
        if (entry instanceof SignatureEntry.Runtime r && r.type() == DType.I1) {
            return ArgKind.of(ArgKind.NUMBER, DType.I1, false);
        }
        if (entry instanceof SignatureEntry.Constexpr c
                && c.literal().equals(Literals.truth(value))) {
            return ArgKind.CONSTANT_BOOLEAN;
        }
        throw mismatch(entry, Literals.truth(value));
    }

    @Override
    public int tensor(int index, DType type, long address) {
        SignatureEntry entry = entries.get(index);
        if (!(entry instanceof SignatureEntry.Runtime r
                && r.type() instanceof PointerType pointer
                && pointsTo(pointer.pointee(), type))) {
            throw mismatch(entry, "a tensor of " + type);
        }
        if (address % r.divisibility() != 0) {
            throw refused(entry, "the tensor's address is no multiple of " + r.divisibility());
        }
        return ArgKind.of(ArgKind.POINTER, type, r.divisibility() % 16 == 0);
    }

    @Override
    public int descriptor(int index, TensorDescriptor descriptor) {
        boolean fits =
                entries.get(index) instanceof SignatureEntry.Descriptor entry
                        && entry.element() == descriptor.dtype()
                        && entry.block().equals(descriptor.block())
                        && entry.nan() == descriptor.padsNan();
        if (!fits) {
            throw mismatch(entries.get(index), "a " + descriptor);
        }
        return ArgKind.of(ArgKind.DESCRIPTOR, descriptor.dtype(), false);
    }

    /// A table of pointers is a tensor of 64-bit addresses.
    private static boolean pointsTo(ElementType pointee, DType type) {
        return pointee == type
                || pointee instanceof PointerType && (type == DType.I64 || type == DType.U64);
    }

    /// A list may stand for a named tuple.
    @Override
    public @Nullable ArgRules tuple(int index, ArgTuple.Given given) {
        SignatureEntry entry = entries.get(index);
        if (entry instanceof SignatureEntry.Constexpr) {
            return null;
        }
        boolean fits =
                entry instanceof SignatureEntry.Tuple t
                        && t.elements().size() == given.elements().size()
                        && (given.fields().isEmpty() || given.fields().equals(t.fields()));
        if (!(entry instanceof SignatureEntry.Tuple tuple) || !fits) {
            throw mismatch(entry, Args.describe(given.copy()));
        }
        return new FixedRules(tuple.elements());
    }

    @Override
    public int none(int index) {
        if (entries.get(index) instanceof SignatureEntry.Constexpr c
                && c.literal().equals(Literals.NONE)) {
            return ArgKind.NONE;
        }
        throw mismatch(entries.get(index), Literals.NONE);
    }

    @Override
    public int object(int index, Object value) {
        if (entries.get(index) instanceof SignatureEntry.Constexpr c
                && c.literal().equals(Literals.object(value))) {
            return ArgKind.CONSTANT_OBJECT;
        }
        throw mismatch(entries.get(index), Args.describe(value));
    }

    @Override
    public boolean mayOmit(int index) {
        return switch (entries.get(index)) {
            case SignatureEntry.Runtime _, SignatureEntry.Descriptor _ -> false;
            case SignatureEntry.Tuple t -> t.elements().isEmpty();
            case SignatureEntry.One _, SignatureEntry.Constexpr _ -> true;
        };
    }

    private static TritonException mismatch(SignatureEntry entry, String seen) {
        return unfit(entry, " was compiled as " + entry.text() + " and cannot be " + seen);
    }

    private static TritonException refused(SignatureEntry entry, String why) {
        return unfit(entry, " was compiled as " + entry.text() + ", but " + why);
    }

    private static TritonException unfit(SignatureEntry entry, String why) {
        return new TritonException(
                Diagnostic.error(Code.BAD_ARGUMENT, "parameter `" + entry.name() + "`" + why));
    }
}
