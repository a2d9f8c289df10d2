package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;

/// The arguments of one launch by index of their parameter: a kind (see [ArgKind]), a lane, and for
/// what is no number the object.
final class ArgSlots {
    final int[] kinds;
    final long[] lanes;
    final @Nullable Object[] objects;
    private final ArgRules rules;
    private final boolean[] completed;

    ArgSlots(ArgRules rules, int count) {
        this.rules = rules;
        this.completed = new boolean[count];
        this.kinds = new int[count];
        this.lanes = new long[count];
        this.objects = new @Nullable Object[count];
    }

    void clear() {
        Arrays.fill(kinds, ArgKind.UNSET);
        Arrays.fill(objects, null);
        Arrays.fill(completed, false);
    }

    /// Stores an argument; true if its kind or constant is another one than before.
    boolean integer(int index, long value) {
        int kind = rules.integer(index, value);
        boolean number = ArgKind.form(kind) == ArgKind.NUMBER;
        return put(index, kind, number ? Elements.laneOfLong(ArgKind.type(kind), value) : value);
    }

    private boolean unsigned(int index, long lane) {
        int kind = rules.unsigned(index, lane);
        boolean number = ArgKind.form(kind) == ArgKind.NUMBER;
        return put(index, kind, number ? Elements.laneOfLong(ArgKind.type(kind), lane) : lane);
    }

    boolean real(int index, double value) {
        int kind = rules.real(index, value);
        boolean number = ArgKind.form(kind) == ArgKind.NUMBER;
        return put(
                index,
                kind,
                number
                        ? Elements.laneOfDouble(ArgKind.type(kind), value)
                        : Double.doubleToLongBits(value));
    }

    boolean truth(int index, boolean value) {
        return put(index, rules.truth(index, value), value ? 1 : 0);
    }

    boolean tensor(int index, Tensor tensor) {
        int kind = rules.tensor(index, tensor.dtype(), tensor.address());
        boolean changed = put(index, kind, 0);
        objects[index] = tensor;
        return changed;
    }

    boolean scalar(int index, DType type, long lane) {
        int kind = rules.scalar(index, type, lane);
        boolean constant = ArgKind.form(kind) == ArgKind.CONSTANT_FLOAT;
        return put(
                index,
                kind,
                constant ? Double.doubleToLongBits(Elements.toDouble(type, lane)) : lane);
    }

    boolean table(int index, PointerTable table) {
        boolean changed = tensor(index, table.addresses());
        objects[index] = table;
        return changed;
    }

    boolean descriptor(int index, TensorDescriptor descriptor) {
        boolean changed = put(index, rules.descriptor(index, descriptor), descriptor.layout());
        objects[index] = descriptor;
        return changed;
    }

    boolean object(int index, Object value) {
        int kind = rules.object(index, value);
        boolean changed = put(index, kind, 0) || !value.equals(objects[index]);
        objects[index] = value;
        return changed;
    }

    /// Stores a tuple, whose elements are arguments of their own. Tuples are always taken for
    /// changed: what they are compiled for is compared when code is chosen.
    private boolean tuple(int index, ArgTuple.Given given) {
        ArgRules inner = rules.tuple(index, given);
        if (inner == null) {
            return object(index, given.copy());
        }
        put(index, ArgKind.TUPLE, 0);
        objects[index] = new ArgTuple(inner, given);
        return true;
    }

    /// Stores an argument of any type that [Args] takes.
    boolean any(int index, @Nullable Object value) {
        return switch (value) {
            case null -> put(index, rules.none(index), 0);
            case Tensor t -> tensor(index, t);
            case TensorDescriptor d -> descriptor(index, d);
            case PointerTable t -> table(index, t);
            case Integer i -> integer(index, i);
            case Long l -> integer(index, l);
            case Float f -> real(index, f);
            case Double d -> real(index, d);
            case Boolean b -> truth(index, b);
            case Scalar s -> scalar(index, s.type(), s.lane());
            case BigInteger b when b.bitLength() >= Long.SIZE -> unsigned(index, b.longValue());
            case Number n -> integer(index, n.longValue());
            case List<?> l -> tuple(index, ArgTuple.Given.of(l));
            case SequencedMap<?, ?> m -> tuple(index, ArgTuple.Given.of(m));
            case Constexpr c -> any(index, c.value());
            default -> object(index, value);
        };
    }

    /// Stores what a decorator or a default says, until a launch gives the argument.
    void complete(int index, @Nullable Object value) {
        any(index, value);
        completed[index] = true;
    }

    /// Whether the launch gave the argument.
    boolean isGiven(int index) {
        return kinds[index] != ArgKind.UNSET && !completed[index];
    }

    /// Whether a launch may leave the argument out though it has no default.
    boolean mayOmit(int index) {
        return rules.mayOmit(index);
    }

    private boolean put(int index, int kind, long lane) {
        boolean changed = kinds[index] != kind || ArgKind.isConstant(kind) && lanes[index] != lane;
        kinds[index] = kind;
        lanes[index] = lane;
        completed[index] = false;
        if (objects[index] != null && ArgKind.form(kind) != ArgKind.CONSTANT_OBJECT) {
            objects[index] = null;
        }
        return changed;
    }

    /// Hash of what chooses the specialisation.
    int hash() {
        int hash = 0;
        for (int i = 0; i < kinds.length; i++) {
            hash = hash * 31 + kinds[i];
            if (ArgKind.isConstant(kinds[i])) {
                hash = hash * 31 + Long.hashCode(lanes[i]);
            }
            if (objects[i] instanceof ArgTuple tuple) {
                hash = hash * 31 + tuple.hash();
            }
        }
        return hash;
    }

    /// The argument as an object again.
    @Nullable Object value(int index) {
        int kind = kinds[index];
        if (objects[index] instanceof ArgTuple tuple) {
            return tuple.value();
        }
        return switch (ArgKind.form(kind)) {
            case ArgKind.NONE, ArgKind.UNSET -> null;
            case ArgKind.CONSTANT_BOOLEAN -> lanes[index] != 0;
            case ArgKind.CONSTANT_FLOAT -> Double.longBitsToDouble(lanes[index]);
            case ArgKind.POINTER, ArgKind.DESCRIPTOR, ArgKind.CONSTANT_OBJECT -> objects[index];
            case ArgKind.NUMBER -> new Scalar(ArgKind.type(kind), lanes[index]);
            default -> lanes[index];
        };
    }

    /// Whether the argument is an integer whose value is its lane.
    boolean isInteger(int index) {
        int form = ArgKind.form(kinds[index]);
        return form == ArgKind.ONE
                || form == ArgKind.CONSTANT_INTEGER
                || form == ArgKind.CONSTANT_BOOLEAN
                || form == ArgKind.NUMBER && ArgKind.type(kinds[index]).isInteger();
    }

    KernelSignature signature(KernelDeclaration kernel) {
        List<SignatureEntry> entries = new ArrayList<>(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            entries.add(entry(kernel.parameters().get(i).name(), i));
        }
        return new KernelSignature(kernel.name(), entries);
    }

    /// Gives a launch the argument at `index`.
    ///
    /// @param slot where its run-time values begin
    /// @return where those of the next argument begin
    int pass(int index, int slot, Executable.Launch launch) {
        Object object = objects[index];
        if (object instanceof ArgTuple tuple) {
            return tuple.pass(slot, launch);
        }
        if (!ArgKind.isRuntime(kinds[index])) {
            return slot;
        }
        switch (object) {
            case Tensor tensor -> launch.tensor(slot, tensor);
            case PointerTable table -> launch.table(slot, table);
            case TensorDescriptor descriptor -> {
                return descriptor.pass(launch, slot);
            }
            case null, default -> launch.number(slot, lanes[index]);
        }
        return slot + 1;
    }

    SignatureEntry entry(String name, int index) {
        int kind = kinds[index];
        int divisibility = ArgKind.isAligned(kind) ? 16 : 1;
        if (objects[index] instanceof TensorDescriptor d) {
            return new SignatureEntry.Descriptor(name, d.dtype(), d.block(), d.padsNan());
        }
        if (objects[index] instanceof ArgTuple t) {
            return t.entry(name);
        }
        return switch (ArgKind.form(kind)) {
            case ArgKind.POINTER ->
                    new SignatureEntry.Runtime(
                            name, new PointerType(ArgKind.type(kind)), divisibility);
            case ArgKind.NUMBER ->
                    new SignatureEntry.Runtime(name, ArgKind.type(kind), divisibility);
            case ArgKind.ONE -> new SignatureEntry.One(name, ArgKind.type(kind));
            default -> new SignatureEntry.Constexpr(name, literal(index));
        };
    }

    private String literal(int index) {
        int kind = kinds[index];
        Object object = objects[index];
        return switch (ArgKind.form(kind)) {
            case ArgKind.CONSTANT_INTEGER -> Literals.number(ArgKind.type(kind), lanes[index]);
            case ArgKind.CONSTANT_FLOAT -> Literals.real(Double.longBitsToDouble(lanes[index]));
            case ArgKind.CONSTANT_BOOLEAN -> Literals.truth(lanes[index] != 0);
            default -> object == null ? Literals.NONE : Literals.object(object);
        };
    }
}
