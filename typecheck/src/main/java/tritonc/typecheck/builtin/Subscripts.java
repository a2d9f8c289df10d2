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
import java.util.ArrayList;
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

    /// `x[:, None]`: `:` keeps an axis, `None` adds one. As in Triton a scalar takes any number of
    /// `:`, which mean nothing to it, so that a helper can be given either.
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
        if (t.isBlock() && kept > t.shape().rank()) {
            throw Mistake.at(
                            at,
                            Code.SUBSCRIPT,
                            "subscript keeps " + kept + " axes of a value with " + t.shape().rank())
                    .label(at, t.describe());
        }
        Value x = t.value();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof PyNone) {
                x = semantics.shapes().expandDims(x, Math.min(i, x.type().shape().rank()));
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
        if (index instanceof SliceValue slice) {
            StringBuilder taken = new StringBuilder();
            for (int i : indices(slice, s.value().length(), at)) {
                taken.append(s.value().charAt(i));
            }
            return new PyString(taken.toString());
        }
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

    private static PyValue slice(TupleValue t, SliceValue s, Span at) {
        List<PyValue> taken = new ArrayList<>();
        for (int i : indices(s, t.size(), at)) {
            taken.add(t.elements().get(i));
        }
        return new TupleValue(taken);
    }

    /// The indices that Python's slices take out of `size` elements.
    private static List<Integer> indices(SliceValue s, int size, Span at) {
        int step = s.step() instanceof PyNone ? 1 : integer(s.step(), at);
        if (step == 0) {
            throw Mistake.at(at, Code.SUBSCRIPT, "a slice has no step of 0");
        }
        int first = step > 0 ? 0 : size - 1;
        int end = step > 0 ? size : -1;
        int from = bound(s.lower(), first, size, step, at);
        int to = bound(s.upper(), end, size, step, at);
        List<Integer> indices = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            indices.add((int) i);
        }
        return indices;
    }

    private static int bound(PyValue bound, int absent, int size, int step, Span at) {
        if (bound instanceof PyNone) {
            return absent;
        }
        int i = integer(bound, at);
        int position = i < 0 ? i + size : i;
        return step > 0 ? Math.clamp(position, 0, size) : Math.clamp(position, -1, size - 1);
    }

    private static int integer(PyValue bound, Span at) {
        BigInteger integer = PythonMath.integer(bound);
        if (integer == null || integer.bitLength() > 30) {
            throw Mistake.at(at, Code.SUBSCRIPT, "bounds of a slice must be known integers")
                    .label(at, bound.describe());
        }
        return integer.intValue();
    }
}
