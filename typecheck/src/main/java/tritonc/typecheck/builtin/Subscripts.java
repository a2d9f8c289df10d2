package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Value;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.SliceValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.List;

/// `value[index]`.
public final class Subscripts {
    private final Semantics semantics;

    public Subscripts(Semantics semantics) {
        this.semantics = semantics;
    }

    /// @throws Mistake if the value cannot be subscripted like this
    public PyValue get(PyValue value, PyValue index, Span at) {
        if (value instanceof Tensor t) {
            return tensor(t, index, at);
        }
        return switch (value) {
            case TupleValue t -> tuple(t, index, at);
            case PyString s -> text(s, index, at);
            default ->
                    throw Mistake.at(
                                    at, Code.SUBSCRIPT, value.describe() + " cannot be subscripted")
                            .label(at, value.describe());
        };
    }

    /// `x[:, None]`: `:` keeps an axis, `None` adds one.
    private PyValue tensor(Tensor t, PyValue index, Span at) {
        List<PyValue> parts = index instanceof TupleValue tuple ? tuple.elements() : List.of(index);
        int kept = 0;
        for (PyValue part : parts) {
            if (part instanceof SliceValue slice && slice.isWhole()) {
                kept++;
            } else if (!(part instanceof PyNone)) {
                throw unsupported(t, part, at);
            }
        }
        if (kept > t.shape().rank()) {
            throw Mistake.at(
                            at,
                            Code.SUBSCRIPT,
                            "subscript keeps " + kept + " axes of a value with " + t.shape().rank())
                    .label(at, t.describe());
        }
        Value x = t.value();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof PyNone) {
                x = semantics.shapes().expandDims(x, i);
            }
        }
        return new Tensor(x);
    }

    private static Mistake unsupported(Tensor t, PyValue part, Span at) {
        return Mistake.at(
                        at,
                        Code.SLICE,
                        "blocks have no elements or slices to take out: " + part.describe())
                .label(at, t.describe())
                .help("load what is needed, or select it with `tl.where` and `tl.sum`");
    }

    private static PyValue tuple(TupleValue t, PyValue index, Span at) {
        if (index instanceof SliceValue s) {
            return slice(t, s, at);
        }
        return t.elements().get(position(index, t.size(), t, at));
    }

    private static PyValue text(PyString s, PyValue index, Span at) {
        int i = position(index, s.value().length(), s, at);
        return new PyString(s.value().substring(i, i + 1));
    }

    private static int position(PyValue index, int size, PyValue of, Span at) {
        BigInteger integer = PythonMath.integer(index);
        if (integer == null) {
            throw Mistake.at(at, Code.SUBSCRIPT, "an index into a tuple must be a known integer")
                    .label(at, index.describe());
        }
        int i = integer.bitLength() > 30 ? Integer.MAX_VALUE : integer.intValue();
        int position = i < 0 ? i + size : i;
        if (position < 0 || position >= size) {
            throw Mistake.at(
                            at,
                            Code.SUBSCRIPT,
                            "index " + integer + " is outside the " + size + " elements")
                    .label(at, of.describe());
        }
        return position;
    }

    private static int position(int i, int size) {
        return Math.clamp(i, 0, size);
    }

    private static PyValue slice(TupleValue t, SliceValue s, Span at) {
        if (!(s.step() instanceof PyNone)) {
            throw Mistake.at(at, Code.SLICE, "slices of tuples have no step")
                    .label(at, t.describe());
        }
        int from = bound(s.lower(), 0, t.size(), at);
        int to = bound(s.upper(), t.size(), t.size(), at);
        return new TupleValue(from < to ? t.elements().subList(from, to) : List.of());
    }

    private static int bound(PyValue bound, int absent, int size, Span at) {
        if (bound instanceof PyNone) {
            return absent;
        }
        BigInteger integer = PythonMath.integer(bound);
        if (integer == null || integer.bitLength() > 30) {
            throw Mistake.at(at, Code.SUBSCRIPT, "bounds of a slice must be known integers")
                    .label(at, bound.describe());
        }
        int i = integer.intValue();
        return position(i < 0 ? i + size : i, size);
    }
}
