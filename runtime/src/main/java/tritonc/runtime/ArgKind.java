package tritonc.runtime;

import tritonc.ir.type.DType;

/// What an argument contributes to the choice of a specialisation, packed into an int so that
/// launches compare without allocating: a form, a dtype, and whether the value is known to be a
/// multiple of 16. The value of a constexpr and the layout of a descriptor are compared apart.
final class ArgKind {
    /// No argument yet.
    static final int UNSET = 0;

    /// A pointer to a dtype.
    static final int POINTER = 1 << 8;

    /// A number given at launch.
    static final int NUMBER = 2 << 8;

    /// An integer compiled as the constant 1.
    static final int ONE = 3 << 8;

    /// An absent argument.
    static final int NONE = 4 << 8;

    /// A constant integer: its lane is the value, with dtype `u64` unsigned.
    static final int CONSTANT_INTEGER = 5 << 8;

    /// A constant float: its lane holds the bits of a double.
    static final int CONSTANT_FLOAT = 6 << 8;

    /// A constant truth value: its lane is 0 or 1.
    static final int CONSTANT_BOOLEAN = 7 << 8;

    /// A constant that is compared by `equals`: a string or a dtype.
    static final int CONSTANT_OBJECT = 8 << 8;

    /// A tensor descriptor of a dtype: its lane is [TensorDescriptor#layout()].
    static final int DESCRIPTOR = 9 << 8;

    /// A tuple, whose elements are compared apart.
    static final int TUPLE = 10 << 8;

    private static final int FORM = 0xF00;
    private static final int ALIGNED = 1 << 12;
    private static final DType[] DTYPES = DType.values();

    private ArgKind() {}

    @SuppressWarnings("EnumOrdinal") // packed into an int; it never leaves the process
    static int of(int form, DType type, boolean aligned) {
        return form | type.ordinal() | (aligned ? ALIGNED : 0);
    }

    static int form(int kind) {
        return kind & FORM;
    }

    static DType type(int kind) {
        return DTYPES[kind & 0xFF];
    }

    static boolean isAligned(int kind) {
        return (kind & ALIGNED) != 0;
    }

    /// Whether the argument is given at launch.
    static boolean isRuntime(int kind) {
        int form = form(kind);
        return form == POINTER || form == NUMBER || form == DESCRIPTOR;
    }

    /// Whether the lane takes part in the choice.
    static boolean isConstant(int kind) {
        return form(kind) >= CONSTANT_INTEGER;
    }
}
