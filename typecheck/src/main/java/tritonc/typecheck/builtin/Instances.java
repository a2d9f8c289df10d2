package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.ClassValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;

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
            PyValue otherwise = type.fields().get(i).otherwise();
            if (!args.isGiven(i) && otherwise == null) {
                // behind one that has a default, as a class that inherits fields may have it
                throw Mistake.at(
                        call.span(),
                        Code.ARGUMENTS,
                        "`" + type.name() + "` lacks its argument `" + names.get(i) + "`");
            }
            values.add(args.isGiven(i) || otherwise == null ? args.get(i) : otherwise);
        }
        return new TupleValue(values, names, type.aggregate());
    }
}
