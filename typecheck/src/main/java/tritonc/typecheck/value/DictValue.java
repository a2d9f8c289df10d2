package tritonc.typecheck.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A dictionary of host code; kernels have none.
///
/// @param entries in the order in which the keys came
public record DictValue(Map<PyValue, PyValue> entries) implements PyValue {
    public DictValue {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder("{");
        entries.forEach((key, value) ->
                text.append(text.length() == 1 ? "" : ", ")
                        .append(key.describe())
                        .append(": ")
                        .append(value.describe()));
        return text.append('}').toString();
    }
}
