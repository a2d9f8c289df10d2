package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

/// How the arguments of a kernel are classified. `index` is that of the parameter.
sealed interface ArgRules permits TritonRules, FixedRules {
    /// An integer that no dtype was stated for.
    int integer(int index, long value);

    /// An integer that only `u64` holds, and that no dtype was stated for.
    int unsigned(int index, long lane);

    /// A number of a stated dtype.
    int scalar(int index, DType type, long lane);

    /// A float that no dtype was stated for.
    int real(int index, double value);

    int truth(int index, boolean value);

    int tensor(int index, DType type, long address);

    int descriptor(int index, TensorDescriptor descriptor);

    /// How the elements of a tuple are classified; null if the tuple is one constant.
    @Nullable ArgRules tuple(int index, ArgTuple.Given given);

    int none(int index);

    /// Whether the value is known without the argument.
    boolean mayOmit(int index);

    /// A string, a dtype or a tuple.
    int object(int index, Object value);
}
