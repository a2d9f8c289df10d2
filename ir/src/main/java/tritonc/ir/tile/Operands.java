package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Operand lists with absent members, for the op records.
final class Operands {
    private Operands() {}

    /// The members that are present.
    static List<Value> of(@Nullable Value... values) {
        List<Value> present = new ArrayList<>(values.length);
        for (@Nullable Value v : values) {
            if (v != null) {
                present.add(v);
            }
        }
        return List.copyOf(present);
    }

    static @Nullable Value map(@Nullable Value value, UnaryOperator<Value> change) {
        return value == null ? null : change.apply(value);
    }

    /// The mapped list; the very same list if nothing changed.
    static List<Value> map(List<Value> values, UnaryOperator<Value> change) {
        @Nullable List<Value> mapped = null;
        for (int i = 0; i < values.size(); i++) {
            Value old = values.get(i);
            Value now = change.apply(old);
            if (now != old && mapped == null) {
                mapped = new ArrayList<>(values);
            }
            if (mapped != null) {
                mapped.set(i, now);
            }
        }
        return mapped == null ? values : List.copyOf(mapped);
    }
}
