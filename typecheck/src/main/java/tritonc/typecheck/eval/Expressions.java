package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.BooleanOp;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.UnaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Value;
import tritonc.typecheck.semantic.Growth;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.SliceValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Evaluates expressions: what is known at compile time is computed, the rest becomes ops. A
/// mistake is reported where it is found and its expression has the value that silences what
/// follows.
final class Expressions {
    private static final int MAX_DEPTH = 600;
    private static final int CHARACTERS_PER_STEP = 64;

    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final References references;
    private final Calls calls;
    private final Growth growth;
    private int depth;

    Expressions(Semantics semantics, Diagnostics diagnostics, References references, Calls calls) {
        this.semantics = semantics;
        this.diagnostics = diagnostics;
        this.references = references;
        this.calls = calls;
        this.growth = semantics.emitter().growth();
        calls.expressions(this);
    }

    PyValue eval(Expr expr, Frame frame) {
        if (++depth > MAX_DEPTH) {
            depth--;
            diagnostics.add(
                    tritonc.ir.diagnostic.Diagnostic.error(
                            Code.TOO_DEEP, expr.span(), "expression is nested too deep"));
            return ErrorValue.ERROR;
        }
        try {
            growth.step();
            return grown(any(expr, frame));
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
            return ErrorValue.ERROR;
        } finally {
            depth--;
        }
    }

    private PyValue grown(PyValue value) {
        if (value instanceof TupleValue t) {
            growth.steps(t.leaves());
        } else if (value instanceof PyString s) {
            growth.steps(s.value().length() / CHARACTERS_PER_STEP);
        }
        return value;
    }

    private PyValue any(Expr expr, Frame frame) {
        if (expr instanceof Expr.Name e) {
            return references.name(e, frame);
        }
        if (expr instanceof Expr.IntLiteral e) {
            return new PyInt(e.value());
        }
        if (expr instanceof Expr.Attribute e) {
            return references.attribute(e, eval(e.value(), frame));
        }
        if (expr instanceof Expr.Call e) {
            return calls.call(e, frame);
        }
        if (expr instanceof Expr.Binary e) {
            return binary(e, frame);
        }
        if (expr instanceof Expr.Compare e) {
            return compare(e, frame);
        }
        if (expr instanceof Expr.Subscript e) {
            return subscript(e, frame);
        }
        return less(expr, frame);
    }

    private PyValue less(Expr expr, Frame frame) {
        if (expr instanceof Expr.Tuple e) {
            return new TupleValue(all(e.elements(), frame));
        }
        if (expr instanceof Expr.ListDisplay e) {
            return new TupleValue(all(e.elements(), frame));
        }
        if (expr instanceof Expr.Slice e) {
            return slice(e, frame);
        }
        if (expr instanceof Expr.NoneLiteral) {
            return PyNone.NONE;
        }
        if (expr instanceof Expr.FloatLiteral e) {
            return new PyFloat(e.value());
        }
        if (expr instanceof Expr.Unary e) {
            return unary(e, frame);
        }
        return expr instanceof Expr.StringLiteral e ? new PyString(e.value()) : rare(expr, frame);
    }

    private PyValue rare(Expr expr, Frame frame) {
        return switch (expr) {
            case Expr.BoolLiteral e -> PyBool.of(e.value());
            case Expr.FString e -> new Formatting(this).text(e, frame);
            case Expr.Logical e -> logical(e, frame);
            case Expr.Conditional e -> calls.conditional(e, frame);
            case Expr.NamedExpr e -> named(e, frame);
            case Expr.Lambda e -> new FunctionValue(new Closure(e, frame));
            case Expr.Comprehension e -> new Comprehensions(this).list(e, frame);
            default -> throw Objects.requireNonNull(RefusedSyntax.expression(expr));
        };
    }

    /// The elements of a display, starred ones spread.
    List<PyValue> all(List<Expr> elements, Frame frame) {
        List<PyValue> values = new ArrayList<>(elements.size());
        for (Expr element : elements) {
            if (element instanceof Expr.Starred s) {
                values.addAll(spread(eval(s.value(), frame), s.span()));
            } else {
                values.add(eval(element, frame));
            }
        }
        return values;
    }

    /// What `*value` stands for.
    List<PyValue> spread(PyValue value, Span at) {
        if (value instanceof TupleValue t) {
            return t.elements();
        }
        if (value instanceof ErrorValue) {
            return List.of(value);
        }
        throw Mistake.at(at, Code.UNPACK, "`*` takes a tuple, not " + value.describe());
    }

    /// Chains such as `a + b + c` lean to the left: they are walked, not recursed into.
    private PyValue binary(Expr.Binary e, Frame frame) {
        List<Expr.Binary> chain = new ArrayList<>(4);
        Expr leftmost = e;
        while (leftmost instanceof Expr.Binary b) {
            chain.add(b);
            leftmost = b.left();
        }
        PyValue value = eval(leftmost, frame);
        for (int i = chain.size() - 1; i >= 0; i--) {
            Expr.Binary b = chain.get(i);
            value = step(b, value, frame);
        }
        return value;
    }

    private PyValue step(Expr.Binary b, PyValue left, Frame frame) {
        try {
            Sites at = new Sites(b.left().span(), b.right().span());
            return operate(b.op(), left, b.right(), at, b.span(), frame);
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
            return ErrorValue.ERROR;
        }
    }

    /// `left op right`; a sum with a `tl.dot` is one op.
    PyValue operate(BinaryOp op, PyValue left, Expr right, Sites at, Span whole, Frame frame) {
        if (op == BinaryOp.ADD && right instanceof Expr.Call call && left instanceof Tensor t) {
            PyValue sum = calls.dotOnto(t.value(), call, frame);
            if (sum != null) {
                return sum;
            }
        }
        return operate(op, left, eval(right, frame), at, whole);
    }

    PyValue operate(BinaryOp op, PyValue left, PyValue right, Sites at, Span whole) {
        if (left instanceof ErrorValue || right instanceof ErrorValue) {
            return ErrorValue.ERROR;
        }
        if (left instanceof Tensor || right instanceof Tensor) {
            semantics.emitter().at(whole);
            return new Tensor(semantics.operators().binary(op, left, right, at));
        }
        try {
            PyValue constant = PythonMath.binary(op, left, right);
            if (constant == null) {
                throw semantics.unification().mismatch(op.text(), left, right, at);
            }
            return constant;
        } catch (ArithmeticException e) {
            throw Mistake.at(
                    whole, Code.CONSTANT, "cannot compute this constant: " + e.getMessage());
        }
    }

    private PyValue unary(Expr.Unary e, Frame frame) {
        PyValue x = eval(e.operand(), frame);
        Span at = e.operand().span();
        if (x instanceof ErrorValue) {
            return x;
        }
        if (x instanceof Tensor t) {
            semantics.emitter().at(e.span());
            return switch (e.op()) {
                case PLUS -> t;
                case MINUS -> new Tensor(semantics.operators().minus(t.value(), at));
                case INVERT -> new Tensor(semantics.operators().invert(t.value(), at));
                case NOT -> new Tensor(semantics.operators().not(t.value(), at));
            };
        }
        PyValue constant = constant(e.op(), x);
        if (constant == null) {
            throw Mistake.at(
                            at,
                            Code.OPERAND_TYPES,
                            "`" + e.op().text() + "` does not take " + x.describe())
                    .label(at, x.describe());
        }
        return constant;
    }

    private static @Nullable PyValue constant(UnaryOp op, PyValue x) {
        if (op == UnaryOp.NOT) {
            Boolean truth = PythonMath.truth(x);
            return PyBool.of(truth != null && !truth);
        }
        if (x instanceof PyFloat f && op != UnaryOp.INVERT) {
            return op == UnaryOp.MINUS ? new PyFloat(-f.value()) : f;
        }
        java.math.BigInteger i = PythonMath.integer(x);
        if (i == null) {
            return null;
        }
        return new PyInt(
                switch (op) {
                    case MINUS -> i.negate();
                    case INVERT -> i.not();
                    case PLUS, NOT -> i;
                });
    }

    /// Constants decide at once and vanish; tensors are all computed and joined.
    private PyValue logical(Expr.Logical e, Frame frame) {
        boolean and = e.op() == BooleanOp.AND;
        List<Value> tensors = new ArrayList<>();
        List<Span> places = new ArrayList<>();
        PyValue last = PyBool.of(and);
        for (Expr operand : e.operands()) {
            last = eval(operand, frame);
            if (last instanceof ErrorValue) {
                return last;
            }
            if (last instanceof Tensor t) {
                tensors.add(t.value());
                places.add(operand.span());
            } else {
                Boolean truth = PythonMath.truth(last);
                if ((truth == null || truth) != and) {
                    return last;
                }
            }
        }
        if (tensors.isEmpty()) {
            return last;
        }
        semantics.emitter().at(e.span());
        int n = tensors.size() - 1;
        Value joined = tensors.get(n);
        for (int i = n - 1; i >= 0; i--) {
            Sites at = new Sites(places.get(i), places.get(i + 1));
            BinaryKind kind = and ? BinaryKind.AND : BinaryKind.OR;
            joined = semantics.operators().logical(kind, tensors.get(i), joined, at);
        }
        return new Tensor(joined);
    }

    private PyValue compare(Expr.Compare e, Frame frame) {
        PyValue left = eval(e.left(), frame);
        Span leftAt = e.left().span();
        PyValue result = PyBool.TRUE;
        for (int i = 0; i < e.ops().size(); i++) {
            Expr rightExpr = e.rights().get(i);
            PyValue right = eval(rightExpr, frame);
            Sites at = new Sites(leftAt, rightExpr.span());
            result = compare(e.ops().get(i), left, right, at, e.span());
            if (e.ops().size() > 1 && result instanceof Tensor) {
                throw Mistake.at(
                                e.span(),
                                Code.CHAINED_COMPARISON,
                                "comparisons of tensors cannot be chained")
                        .help("write `(a < b) & (b < c)`");
            }
            if (result instanceof ErrorValue || result instanceof PyBool b && !b.value()) {
                return result;
            }
            left = right;
            leftAt = rightExpr.span();
        }
        return result;
    }

    private PyValue compare(CompareOp op, PyValue left, PyValue right, Sites at, Span whole) {
        if (left instanceof ErrorValue || right instanceof ErrorValue) {
            return ErrorValue.ERROR;
        }
        CompareKind kind = kind(op);
        if (kind != null && (left instanceof Tensor || right instanceof Tensor)) {
            semantics.emitter().at(whole);
            return new Tensor(semantics.operators().compare(kind, op.text(), left, right, at));
        }
        PyBool constant = PythonMath.compare(op, left, right);
        if (constant == null) {
            throw semantics.unification().mismatch(op.text(), left, right, at);
        }
        return constant;
    }

    private static @Nullable CompareKind kind(CompareOp op) {
        return switch (op) {
            case EQ -> CompareKind.EQ;
            case NE -> CompareKind.NE;
            case LT -> CompareKind.LT;
            case LE -> CompareKind.LE;
            case GT -> CompareKind.GT;
            case GE -> CompareKind.GE;
            case IN, NOT_IN, IS, IS_NOT -> null;
        };
    }

    private PyValue subscript(Expr.Subscript e, Frame frame) {
        PyValue value = eval(e.value(), frame);
        PyValue index = eval(e.index(), frame);
        if (value instanceof ErrorValue || ErrorValue.isIn(index)) {
            return ErrorValue.ERROR;
        }
        semantics.emitter().at(e.span());
        return references.subscript(value, index, e.span());
    }

    private PyValue slice(Expr.Slice e, Frame frame) {
        return new SliceValue(
                optional(e.lower(), frame), optional(e.upper(), frame), optional(e.step(), frame));
    }

    private PyValue optional(@Nullable Expr e, Frame frame) {
        return e == null ? PyNone.NONE : eval(e, frame);
    }

    private PyValue named(Expr.NamedExpr e, Frame frame) {
        PyValue value = Assignments.plain(eval(e.value(), frame), e.value().span(), semantics);
        frame.bind(e.target().id(), value);
        return value;
    }
}
