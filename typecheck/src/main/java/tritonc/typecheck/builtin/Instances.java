package tritonc.typecheck.builtin;

import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Instances of classes that are nothing but named fields.
public final class Instances {
    private Instances() {}

    /// `C(…)` for a class with fields.
    ///
    /// @throws Mistake for a field too many, missing, twice or unknown
    public static PyValue of(ClassValue type, Call call) {
        List<String> names = type.fields().stream().map(ClassValue.Field::name).toList();
        int required = 0;
        while (required < names.size() && type.fields().get(required).otherwise() == null) {
            required++;
        }
        Call named = new Call(type.name(), call.span(), call.positional(), call.keywords());
        Bound args = named.bind(Parameters.of(required, names.toArray(new String[0])));
        List<PyValue> values = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            values.add(
                    args.isGiven(i)
                            ? args.get(i)
                            : Objects.requireNonNull(type.fields().get(i).otherwise()));
        }
        return new TupleValue(values, names);
    }
}
