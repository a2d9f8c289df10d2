package tritonc.typecheck.host;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.CompareOp;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.IterationValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What host code can run over, as lists.
final class Sequences {
    private Sequences() {}

    /// The elements of a list, tuple, dictionary, text or range.
    static List<PyValue> of(PyValue value, Span at) {
        List<PyValue> elements =
                switch (value) {
                    case TupleValue t -> t.elements();
                    case DictValue d -> List.copyOf(d.entries().keySet());
                    case PyString s -> characters(s.value());
                    case IterationValue r -> range(r, at);
                    default ->
                            throw Undecided.raised(
                                    at, "TypeError", value.describe() + " has no elements");
                };
        Budget.size(elements.size(), at);
        return elements;
    }

    private static List<PyValue> characters(String text) {
        List<PyValue> all = new ArrayList<>();
        text.codePoints().forEach(c -> all.add(new PyString(Character.toString(c))));
        return all;
    }

    private static List<PyValue> range(IterationValue r, Span at) {
        BigInteger from = PythonMath.integer(r.lower());
        BigInteger to = PythonMath.integer(r.upper());
        BigInteger step = PythonMath.integer(r.step());
        if (from == null || to == null || step == null || step.signum() == 0) {
            throw Undecided.raised(at, "TypeError", "a range of " + r.upper().describe());
        }
        BigInteger distance = to.subtract(from);
        if (distance.signum() != step.signum()) {
            return List.of();
        }
        BigInteger count = distance.abs().add(step.abs()).subtract(BigInteger.ONE);
        count = count.divide(step.abs());
        Budget.size(count.bitLength() > 31 ? Long.MAX_VALUE : count.longValue(), at);
        List<PyValue> all = new ArrayList<>();
        for (int i = 0; i < count.intValueExact(); i++) {
            all.add(new PyInt(from.add(step.multiply(BigInteger.valueOf(i)))));
        }
        return all;
    }

    static TupleValue keys(DictValue d) {
        return new TupleValue(List.copyOf(d.entries().keySet()));
    }

    /// A set, in the order of the source.
    static TupleValue distinct(List<PyValue> elements) {
        return new TupleValue(List.copyOf(new LinkedHashSet<>(elements)));
    }

    /// The order of two tuples: that of their first elements that differ; null for other values.
    static @Nullable PyBool order(CompareOp op, PyValue left, PyValue right) {
        boolean ordering =
                op == CompareOp.LT
                        || op == CompareOp.LE
                        || op == CompareOp.GT
                        || op == CompareOp.GE;
        if (!ordering || !(left instanceof TupleValue a) || !(right instanceof TupleValue b)) {
            return null;
        }
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            PyValue x = a.elements().get(i);
            PyValue y = b.elements().get(i);
            if (!PythonMath.equal(x, y)) {
                return PythonMath.compare(op, x, y);
            }
        }
        return PythonMath.compare(
                op,
                new PyInt(BigInteger.valueOf(a.size())),
                new PyInt(BigInteger.valueOf(b.size())));
    }
}
