package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Value;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The values that may be used at the place where the generator stands.
final class Pool {
    private final List<Value> values = new ArrayList<>();
    private final Choices choices;

    Pool(Choices choices) {
        this.choices = choices;
    }

    Value add(Value value) {
        values.add(value);
        return value;
    }

    /// A mark to [#leave] a nested block by.
    int enter() {
        return values.size();
    }

    void leave(int mark) {
        values.subList(mark, values.size()).clear();
    }

    /// One of the values that fit, the newest ones more often; `null` if none does.
    @Nullable Value pick(Predicate<Type> fits) {
        List<Value> found = new ArrayList<>();
        for (Value v : values) {
            if (fits.test(v.type())) {
                found.add(v);
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        int back = choices.below(choices.chance(50) ? Math.min(3, found.size()) : found.size());
        return found.get(found.size() - 1 - back);
    }

    /// The newest values, newest first.
    List<Value> newest(int count) {
        return values.reversed().subList(0, Math.min(count, values.size()));
    }
}
