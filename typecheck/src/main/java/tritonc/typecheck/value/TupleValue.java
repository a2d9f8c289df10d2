package tritonc.typecheck.value;

import java.util.List;

/// A tuple or a list, which Triton takes for the same.
///
/// @param fields the names of the elements of a named tuple; empty for a plain one
public record TupleValue(List<PyValue> elements, List<String> fields) implements PyValue {
    public TupleValue {
        elements = List.copyOf(elements);
        fields = List.copyOf(fields);
    }

    public TupleValue(List<PyValue> elements) {
        this(elements, List.of());
    }

    public static TupleValue of(PyValue... elements) {
        return new TupleValue(List.of(elements));
    }

    /// The same names over other elements.
    public TupleValue with(List<PyValue> elements) {
        return new TupleValue(elements, fields);
    }

    public int size() {
        return elements.size();
    }

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < elements.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(elements.get(i).describe());
        }
        return text.append(elements.size() == 1 ? ",)" : ")").toString();
    }
}
