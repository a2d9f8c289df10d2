package tritonc.typecheck.host;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Attributes;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.HostFunctionValue;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.SliceValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;
import tritonc.typecheck.value.Unbound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Expressions of host code. Lists are tuples, as in kernels.
final class HostExpressions {
    private final Budget budget = new Budget();
    private final Semantics semantics = Semantics.on(new Emitter(), text -> {});
    private final Attributes attributes = new Attributes(semantics);
    private final HostCalls calls = new HostCalls(this, semantics);

    /// How many steps were taken so far.
    int steps() {
        return budget.steps();
    }

    HostCalls calls() {
        return calls;
    }

    /// @throws Undecided if only running the host code could tell
    PyValue eval(Expr e, HostFrame frame) {
        budget.enter(e.span());
        try {
            return any(e, frame);
        } catch (ArithmeticException x) {
            throw Undecided.raised(e.span(), "ArithmeticError", String.valueOf(x.getMessage()));
        } finally {
            budget.leave();
        }
    }

    // what most globals are made of is told apart without a pattern switch, which is slow to link
    private PyValue any(Expr expr, HostFrame frame) {
        if (expr instanceof Expr.Name e) {
            return name(e, frame);
        }
        if (expr instanceof Expr.IntLiteral e) {
            return new PyInt(e.value());
        }
        if (expr instanceof Expr.Attribute e) {
            return attribute(eval(e.value(), frame), e.name(), e.nameSpan());
        }
        if (expr instanceof Expr.Call e) {
            return calls.call(e, frame);
        }
        if (expr instanceof Expr.FloatLiteral e) {
            return new PyFloat(e.value());
        }
        if (expr instanceof Expr.StringLiteral e) {
            return new PyString(e.value());
        }
        if (expr instanceof Expr.BoolLiteral e) {
            return PyBool.of(e.value());
        }
        if (expr instanceof Expr.NoneLiteral) {
            return PyNone.NONE;
        }
        if (expr instanceof Expr.Unary e) {
            return unary(e, eval(e.operand(), frame));
        }
        return expr instanceof Expr.Binary e ? binary(e, frame) : rare(expr, frame);
    }

    private PyValue rare(Expr expr, HostFrame frame) {
        return switch (expr) {
            case Expr.Tuple e -> new TupleValue(all(e.elements(), frame));
            case Expr.ListDisplay e -> new TupleValue(all(e.elements(), frame));
            case Expr.SetDisplay e -> Sequences.distinct(all(e.elements(), frame));
            case Expr.DictDisplay e -> dictionary(e, frame);
            case Expr.Compare e -> compare(e, frame);
            case Expr.Logical e -> logical(e, frame);
            case Expr.Conditional e ->
                    eval(
                            truth(eval(e.test(), frame), e.test().span())
                                    ? e.then()
                                    : e.otherwise(),
                            frame);
            case Expr.Lambda e -> new HostFunctionValue(HostLambda.of(e, frame));
            case Expr.Comprehension e -> new HostComprehension(this).value(e, frame);
            case Expr.FString e -> new HostText(this).text(e, frame);
            case Expr.Subscript e ->
                    HostSubscripts.get(eval(e.value(), frame), eval(e.index(), frame), e.span());
            case Expr.Slice e ->
                    new SliceValue(
                            e.lower() == null ? PyNone.NONE : eval(e.lower(), frame),
                            e.upper() == null ? PyNone.NONE : eval(e.upper(), frame),
                            e.step() == null ? PyNone.NONE : eval(e.step(), frame));
            case Expr.NamedExpr e -> {
                PyValue value = eval(e.value(), frame);
                frame.bind(e.target().id(), value);
                yield value;
            }
            default ->
                    throw Undecided.because(expr.span(), "`" + brief(expr) + "` is not evaluated");
        };
    }

    private static String brief(Expr e) {
        String text = e.span().text();
        int line = text.indexOf('\n');
        return line < 0 ? text : text.substring(0, line) + "…";
    }

    private PyValue name(Expr.Name e, HostFrame frame) {
        PyValue value = frame.lookup(e.id());
        if (value == null) {
            throw Undecided.raised(e.span(), "NameError", "`" + e.id() + "` is not defined");
        }
        if (value instanceof HostValue h && h.kind() == HostValue.Kind.VARIABLE) {
            String why = h.why().isEmpty() ? "`" + h.name() + "` is not known" : h.why();
            throw Undecided.because(e.span(), why);
        }
        if (value instanceof Unbound || value instanceof ErrorValue) {
            throw Undecided.because(e.span(), "`" + e.id() + "` is not known");
        }
        return value;
    }

    PyValue attribute(PyValue owner, String name, Span at) {
        try {
            return attributes.get(owner, name, at);
        } catch (Mistake mistake) {
            if (mistake.diagnostic().code() == Code.ATTRIBUTE) {
                throw Undecided.raised(at, "AttributeError", mistake.diagnostic().message());
            }
            throw Undecided.because(at, mistake.diagnostic().message());
        }
    }

    /// The elements of a display, starred ones spread.
    private List<PyValue> all(List<Expr> elements, HostFrame frame) {
        List<PyValue> values = new ArrayList<>(elements.size());
        for (Expr element : elements) {
            if (element instanceof Expr.Starred s) {
                values.addAll(Sequences.of(eval(s.value(), frame), s.span()));
            } else {
                values.add(eval(element, frame));
            }
        }
        return values;
    }

    private DictValue dictionary(Expr.DictDisplay e, HostFrame frame) {
        Map<PyValue, PyValue> entries = new LinkedHashMap<>();
        for (Expr.DictItem item : e.items()) {
            PyValue value = eval(item.value(), frame);
            Expr key = item.key();
            if (key != null) {
                entries.put(eval(key, frame), value);
            } else if (value instanceof DictValue more) {
                entries.putAll(more.entries());
            } else {
                throw Undecided.raised(item.span(), "TypeError", "`**` takes a dictionary");
            }
        }
        return new DictValue(entries);
    }

    private static PyValue unary(Expr.Unary e, PyValue x) {
        if (e.op() == UnaryOp.NOT) {
            return PyBool.of(!truth(x, e.span()));
        }
        if (x instanceof PyFloat f && e.op() != UnaryOp.INVERT) {
            return e.op() == UnaryOp.MINUS ? new PyFloat(-f.value()) : f;
        }
        BigInteger i = PythonMath.integer(x);
        if (i == null) {
            throw Undecided.raised(e.span(), "TypeError", "no number: " + x.describe());
        }
        return switch (e.op()) {
            case MINUS -> new PyInt(i.negate());
            case INVERT -> new PyInt(i.not());
            case PLUS, NOT -> new PyInt(i);
        };
    }

    private PyValue binary(Expr.Binary e, HostFrame frame) {
        return operate(e.op(), eval(e.left(), frame), eval(e.right(), frame), e.span());
    }

    static PyValue operate(BinaryOp op, PyValue left, PyValue right, Span at) {
        if (op == BinaryOp.BIT_OR && left instanceof DictValue a && right instanceof DictValue b) {
            Map<PyValue, PyValue> both = new LinkedHashMap<>(a.entries());
            both.putAll(b.entries());
            return new DictValue(both);
        }
        PyValue text = HostText.operate(op, left, right, at);
        if (text != null) {
            return text;
        }
        try {
            PyValue value = PythonMath.binary(op, left, right);
            if (value instanceof TupleValue t) {
                Budget.size(t.size(), at);
            }
            if (value != null) {
                return value;
            }
        } catch (ArithmeticException x) {
            throw Undecided.raised(at, "ArithmeticError", String.valueOf(x.getMessage()));
        }
        throw Undecided.raised(
                at,
                "TypeError",
                "`" + op.text() + "` of " + left.describe() + " and " + right.describe());
    }

    private PyValue compare(Expr.Compare e, HostFrame frame) {
        PyValue left = eval(e.left(), frame);
        for (int i = 0; i < e.ops().size(); i++) {
            PyValue right = eval(e.rights().get(i), frame);
            if (!compare(e.ops().get(i), left, right, e.span())) {
                return PyBool.FALSE;
            }
            left = right;
        }
        return PyBool.TRUE;
    }

    private static boolean compare(CompareOp op, PyValue left, PyValue right, Span at) {
        PyValue within = right instanceof DictValue d ? Sequences.keys(d) : right;
        PyBool versions = Sequences.order(op, left, right);
        if (versions != null) {
            return versions.value();
        }
        boolean tensors = left instanceof Tensor || right instanceof Tensor;
        if (tensors && op != CompareOp.IS && op != CompareOp.IS_NOT) {
            throw Undecided.because(at, "it compares a tensor");
        }
        PyBool result = PythonMath.compare(op, left, within);
        if (result == null) {
            throw Undecided.raised(
                    at,
                    "TypeError",
                    "`" + op.text() + "` of " + left.describe() + " and " + right.describe());
        }
        return result.value();
    }

    private PyValue logical(Expr.Logical e, HostFrame frame) {
        boolean and = e.op() == BooleanOp.AND;
        PyValue last = PyBool.of(and);
        for (Expr operand : e.operands()) {
            last = eval(operand, frame);
            if (truth(last, operand.span()) != and) {
                return last;
            }
        }
        return last;
    }

    /// Python's truth; functions, modules and the like are true.
    static boolean truth(PyValue value, Span at) {
        if (value instanceof DictValue d) {
            return !d.entries().isEmpty();
        }
        Boolean truth = PythonMath.truth(value);
        if (truth == null && value instanceof Tensor) {
            throw Undecided.because(at, "it tests a tensor");
        }
        return truth == null || truth;
    }
}
