package tritonc.codegen.loop;

import tritonc.ir.tile.Value;

/// An integer known now or uniform at run time.
public sealed interface Amount {
    record Constant(long value) implements Amount {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /// @param value an i32 or i64 defined outside the loop that uses the amount; read as signed
    record Dynamic(Value value) implements Amount {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    static Amount zero() {
        return new Constant(0);
    }

    static Amount of(long value) {
        return new Constant(value);
    }

    static Amount of(Value value) {
        return new Dynamic(value);
    }

    /// Whether the amount is known to be `value`.
    default boolean is(long value) {
        return this instanceof Constant(long known) && known == value;
    }
}
