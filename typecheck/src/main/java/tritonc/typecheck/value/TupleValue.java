package tritonc.typecheck.value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A tuple or a list, which Triton takes for the same.
public final class TupleValue implements PyValue {
    private final List<PyValue> elements;
    private final List<String> fields;
    private final boolean aggregate;
    private final long leaves;

    /// @param fields the names of the elements of a named tuple; empty for a plain one
    /// @param aggregate whether it is an instance of a `triton.aggregate`, whose constants stay
    ///   constants when a name gets it
    public TupleValue(List<? extends PyValue> elements, List<String> fields, boolean aggregate) {
        this.elements = List.copyOf(elements);
        this.fields = List.copyOf(fields);
        this.aggregate = aggregate;
        long count = 0;
        for (PyValue e : this.elements) {
            count += e instanceof TupleValue t ? t.leaves : 1;
        }
        // doubled tuples of tuples must not overflow: any such count is too many
        this.leaves = Math.min(count, 1L << 40);
    }

    /// @param fields the names of the elements of a named tuple; empty for a plain one
    public TupleValue(List<? extends PyValue> elements, List<String> fields) {
        this(elements, fields, false);
    }

    public TupleValue(List<? extends PyValue> elements) {
        this(elements, List.of());
    }

    public static TupleValue of(PyValue... elements) {
        return new TupleValue(List.of(elements));
    }

    public List<PyValue> elements() {
        return elements;
    }

    public List<String> fields() {
        return fields;
    }

    /// How many elements there are that are no tuples, in all tuples within.
    public long leaves() {
        return leaves;
    }

    /// The same names over other elements.
    public TupleValue with(List<PyValue> elements) {
        return new TupleValue(elements, fields, aggregate);
    }

    /// Whether it is an instance of a `triton.aggregate`.
    public boolean isAggregate() {
        return aggregate;
    }

    public int size() {
        return elements.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TupleValue t
                && leaves == t.leaves
                && fields.equals(t.fields)
                && elements.equals(t.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode() * 31 + fields.hashCode();
    }

    @Override
    public String toString() {
        return describe();
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
