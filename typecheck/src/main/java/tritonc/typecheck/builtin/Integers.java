package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.math.BigInteger;
import java.util.List;

/// Lists of integers known at compile time: shapes, orders of axes.
final class Integers {
    private Integers() {}

    /// @throws Mistake if the value is no integer and no tuple of them
    static long[] of(PyValue value, Span at, String function) {
        List<PyValue> elements = value instanceof TupleValue t ? t.elements() : List.of(value);
        long[] all = new long[elements.size()];
        for (int i = 0; i < all.length; i++) {
            BigInteger integer = PythonMath.integer(elements.get(i));
            if (integer == null) {
                throw mistake(elements.get(i), at, function);
            }
            all[i] = integer.bitLength() > 62 ? Long.MAX_VALUE : integer.longValue();
        }
        return all;
    }

    private static Mistake mistake(PyValue element, Span at, String function) {
        if (element instanceof Tensor) {
            return Mistake.at(
                            at,
                            Code.NOT_CONSTEXPR,
                            "the integers given to `"
                                    + function
                                    + "` must be known at compile time")
                    .label(at, element.describe())
                    .help("take them from parameters annotated `tl.constexpr`");
        }
        return Mistake.at(
                        at,
                        Code.ARGUMENT_KIND,
                        "`" + function + "` takes integers here, not " + element.describe())
                .label(at, element.describe());
    }

    /// The integers of a call that takes them as one tuple or one by one.
    static long[] variadic(Call call, int from) {
        List<Call.Given> given = call.positional();
        if (given.size() == from + 1) {
            return of(given.get(from).value(), given.get(from).span(), call.name());
        }
        long[] all = new long[Math.max(0, given.size() - from)];
        for (int i = 0; i < all.length; i++) {
            Call.Given g = given.get(from + i);
            long[] one = of(g.value(), g.span(), call.name());
            if (one.length != 1) {
                throw Mistake.at(
                        g.span(),
                        Code.ARGUMENT_KIND,
                        "`" + call.name() + "` takes integers here, not " + g.value().describe());
            }
            all[i] = one[0];
        }
        return all;
    }
}
