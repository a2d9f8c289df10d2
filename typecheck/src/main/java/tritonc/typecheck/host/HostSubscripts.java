package tritonc.typecheck.host;

import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.SliceValue;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// `value[index]` of host code.
final class HostSubscripts {
    private HostSubscripts() {}

    static PyValue get(PyValue value, PyValue index, Span at) {
        if (value instanceof DictValue d) {
            PyValue found = d.entries().get(index);
            if (found == null) {
                throw Undecided.raised(at, "KeyError", index.describe());
            }
            return found;
        }
        if (!(value instanceof TupleValue) && !(value instanceof PyString)) {
            throw Undecided.because(at, value.describe() + " is subscripted");
        }
        List<PyValue> elements = Sequences.of(value, at);
        if (index instanceof SliceValue s) {
            List<PyValue> part = slice(elements, s, at);
            return value instanceof PyString ? joined(part) : new TupleValue(part);
        }
        BigInteger i = PythonMath.integer(index);
        if (i == null) {
            throw Undecided.raised(at, "TypeError", "index " + index.describe());
        }
        if (i.signum() < 0) {
            i = i.add(BigInteger.valueOf(elements.size()));
        }
        if (i.signum() < 0 || i.compareTo(BigInteger.valueOf(elements.size())) >= 0) {
            throw Undecided.raised(at, "IndexError", index.describe());
        }
        return elements.get(i.intValueExact());
    }

    private static PyString joined(List<PyValue> characters) {
        StringBuilder text = new StringBuilder();
        for (PyValue c : characters) {
            text.append(((PyString) c).value());
        }
        return new PyString(text.toString());
    }

    private static List<PyValue> slice(List<PyValue> elements, SliceValue s, Span at) {
        int size = elements.size();
        int step = bound(s.step(), 1, at);
        if (step == 0) {
            throw Undecided.raised(at, "ValueError", "a slice of step 0");
        }
        boolean down = step < 0;
        int from = clamp(bound(s.lower(), down ? size - 1 : 0, at), size, down, s.lower());
        int to = clamp(bound(s.upper(), down ? -1 : size, at), size, down, s.upper());
        List<PyValue> part = new ArrayList<>();
        for (long i = from; down ? i > to : i < to; i += step) {
            part.add(elements.get((int) i));
        }
        return part;
    }

    private static int clamp(int bound, int size, boolean down, PyValue given) {
        boolean absent = PythonMath.integer(given) == null;
        int i = bound < 0 && !absent ? bound + size : bound;
        return down ? Math.clamp(i, -1, size - 1) : Math.clamp(i, 0, size);
    }

    private static int bound(PyValue value, int absent, Span at) {
        BigInteger i = PythonMath.integer(value);
        if (i == null) {
            return absent;
        }
        if (i.bitLength() > 30) {
            throw Undecided.because(at, "a slice has the bound " + i);
        }
        return i.intValueExact();
    }
}
