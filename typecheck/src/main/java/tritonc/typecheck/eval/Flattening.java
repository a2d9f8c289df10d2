package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Conversion;
import tritonc.typecheck.semantic.Promotion;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BlockPointer;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Values of the language as lists of values of the IR, and back; and two values that meet behind a
/// branch made one.
final class Flattening {
    private final Semantics semantics;

    Flattening(Semantics semantics) {
        this.semantics = semantics;
    }

    /// The IR values within `value`, left to right.
    static void flatten(PyValue value, List<Value> into) {
        if (value instanceof Tensor t) {
            into.add(t.value());
        } else if (value instanceof BlockPointer p) {
            for (Tensor part : p.parts()) {
                into.add(part.value());
            }
        } else if (value instanceof TupleValue t) {
            for (PyValue element : t.elements()) {
                flatten(element, into);
            }
        }
    }

    static List<Value> flatten(PyValue value) {
        List<Value> all = new ArrayList<>();
        flatten(value, all);
        return all;
    }

    /// `template` with its IR values replaced, left to right.
    static PyValue rebuild(PyValue template, Iterator<Value> values) {
        if (template instanceof Tensor) {
            return new Tensor(values.next());
        }
        if (template instanceof BlockPointer p) {
            List<Tensor> parts = new ArrayList<>(p.parts().size());
            for (int i = 0; i < p.parts().size(); i++) {
                parts.add(new Tensor(values.next()));
            }
            return p.with(parts);
        }
        if (template instanceof TupleValue t) {
            List<PyValue> elements = new ArrayList<>(t.size());
            for (PyValue element : t.elements()) {
                elements.add(rebuild(element, values));
            }
            return t.with(elements);
        }
        return template;
    }

    /// Whether a loop can carry the value: it holds a tensor.
    static boolean isCarried(PyValue value) {
        return value instanceof Tensor
                || value instanceof BlockPointer
                || value instanceof TupleValue t
                        && t.elements().stream().anyMatch(Flattening::isCarried);
    }

    /// Whether `b` can take the place of `a` in a loop: the same tensors' types in the same places,
    /// the same constants.
    static boolean sameType(PyValue a, PyValue b) {
        if (a instanceof Tensor x && b instanceof Tensor y) {
            return x.type().equals(y.type());
        }
        if (a instanceof BlockPointer x && b instanceof BlockPointer y) {
            // the same tile means as many parts, of types that follow from the kind
            return x.block().equals(y.block())
                    && x.element().equals(y.element())
                    && x.nan() == y.nan()
                    && x.isDescriptor() == y.isDescriptor();
        }
        if (a instanceof TupleValue x && b instanceof TupleValue y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) {
                same = sameType(x.elements().get(i), y.elements().get(i));
            }
            return same;
        }
        return a.equals(b);
    }

    /// Two values of one name, or of two returns, as values of one type: a number beside a tensor
    /// or beside another number becomes a tensor.
    ///
    /// @return both in their common form; null if they have none
    @Nullable Joined join(PyValue a, PyValue b, Span at) {
        if (a instanceof ErrorValue || b instanceof ErrorValue) {
            return new Joined(ErrorValue.ERROR, ErrorValue.ERROR);
        }
        if (sameType(a, b)) {
            return new Joined(a, b);
        }
        if (a instanceof TupleValue x && b instanceof TupleValue y && x.size() == y.size()) {
            return joinTuples(x, y, at);
        }
        DType type = type(a);
        if (type == null || type(b) != type || shape(a).rank() != 0 || shape(b).rank() != 0) {
            return null;
        }
        return new Joined(tensor(a, at), tensor(b, at));
    }

    private @Nullable Joined joinTuples(TupleValue a, TupleValue b, Span at) {
        List<PyValue> left = new ArrayList<>();
        List<PyValue> right = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            Joined joined = join(a.elements().get(i), b.elements().get(i), at);
            if (joined == null) {
                return null;
            }
            left.add(joined.a());
            right.add(joined.b());
        }
        return new Joined(a.with(left), b.with(right));
    }

    private PyValue tensor(PyValue value, Span at) {
        return new Tensor(semantics.conversion().tensor(value, at));
    }

    private static @Nullable DType type(PyValue value) {
        if (value instanceof Tensor t) {
            return t.element() instanceof DType d ? d : null;
        }
        return value instanceof Constexpr c && Conversion.isNumber(c) ? Promotion.literal(c) : null;
    }

    private static Shape shape(PyValue value) {
        return value instanceof Tensor t ? t.shape() : Shape.SCALAR;
    }

    /// `value` with zeros for its tensors, made here.
    PyValue placeholder(PyValue value) {
        List<Value> zeros = new ArrayList<>();
        for (Value v : flatten(value)) {
            zeros.add(semantics.emitter().zero(v.type()));
        }
        return rebuild(value, zeros.iterator());
    }

    /// Two values in a common form.
    record Joined(PyValue a, PyValue b) {}
}
