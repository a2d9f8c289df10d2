package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Promotion;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyInt;
import tritonc.typecheck.value.ErrorValue;
import tritonc.typecheck.value.IterationValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.Unbound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `for` and `while`. Names that the body assigns and that hold tensors before it are carried from
/// one iteration to the next; their types must not change.
final class Loops {
    private final Semantics semantics;
    private final Diagnostics diagnostics;
    private final Expressions expressions;
    private final Statements statements;

    Loops(
            Semantics semantics,
            Diagnostics diagnostics,
            Expressions expressions,
            Statements statements) {
        this.semantics = semantics;
        this.diagnostics = diagnostics;
        this.expressions = expressions;
        this.statements = statements;
    }

    Flow forLoop(Stmt.For s, Frame frame) {
        if (!s.orElse().isEmpty()) {
            throw RefusedSyntax.loopElse(s.orElse());
        }
        if (!(s.target() instanceof Expr.Name target)) {
            throw Mistake.at(
                    s.target().span(), Code.ASSIGNMENT_TARGET, "a loop counts with one name");
        }
        PyValue over = expressions.eval(s.iterable(), frame);
        if (over instanceof ErrorValue) {
            return poisoned(s, frame);
        }
        if (!(over instanceof IterationValue range)) {
            poisoned(s, frame);
            throw Mistake.at(
                            s.iterable().span(),
                            Code.LOOP_SOURCE,
                            "loops run over `range`, `tl.range` or `tl.static_range`")
                    .label(s.iterable().span(), over.describe());
        }
        try {
            return range.unrolled()
                    ? unroll(s, target, range, frame)
                    : runtime(s, target, range, frame);
        } catch (Mistake mistake) {
            poisoned(s, frame);
            throw mistake;
        }
    }

    /// Runs the body once for its own mistakes; its names are silent afterwards.
    private Flow poisoned(Stmt.For s, Frame frame) {
        Map<String, PyValue> before = frame.locals();
        frame.fork(before);
        Assignments.poison(s.target(), frame);
        for (String name : Assigned.in(s.body()).keySet()) {
            frame.bind(name, ErrorValue.ERROR);
        }
        statements.run(s.body(), 0, frame, false);
        frame.locals(before);
        Assignments.poison(s.target(), frame);
        for (String name : Assigned.in(s.body()).keySet()) {
            frame.bind(name, ErrorValue.ERROR);
        }
        return Flow.FALLS;
    }

    private Flow unroll(Stmt.For s, Expr.Name target, IterationValue range, Frame frame) {
        Span at = s.iterable().span();
        BigInteger lower = known(range.lower(), at);
        BigInteger upper = known(range.upper(), at);
        BigInteger step = known(range.step(), at);
        if (step.signum() == 0) {
            throw Mistake.at(at, Code.LOOP_BOUNDS, "a range has no step of 0");
        }
        for (BigInteger i = lower;
                step.signum() > 0 ? i.compareTo(upper) < 0 : i.compareTo(upper) > 0;
                i = i.add(step)) {
            semantics.emitter().growth().step();
            frame.bind(target.id(), new PyInt(i));
            Flow flow = statements.run(s.body(), 0, frame, false);
            if (!(flow instanceof Flow.Falls)) {
                return left(flow, s);
            }
        }
        return Flow.FALLS;
    }

    private static Flow left(Flow flow, Stmt.For s) {
        if (flow instanceof Flow.Returns) {
            return flow;
        }
        throw RefusedSyntax.returnInLoop(RefusedSyntax.firstLine(s.span()));
    }

    private static BigInteger known(PyValue bound, Span at) {
        BigInteger integer = PythonMath.integer(bound);
        if (integer == null) {
            throw Mistake.at(
                            at,
                            Code.NOT_CONSTEXPR,
                            "bounds of `tl.static_range` must be known at compile time")
                    .label(at, bound.describe())
                    .help("write `range` for bounds that are known at run time only");
        }
        return integer;
    }

    /// The bounds of a loop as values of one integer type; counting down, they have changed places.
    private record Bounds(Value lower, Value upper, Value step, DType type, boolean down) {}

    private Bounds bounds(IterationValue range, Span at) {
        boolean down = range.step() instanceof PyInt p && p.value().signum() < 0;
        semantics.emitter().at(at);
        Value lower = bound(down ? range.upper() : range.lower(), at);
        Value upper = bound(down ? range.lower() : range.upper(), at);
        PyValue by = range.step();
        if (by instanceof PyInt zero && zero.value().signum() == 0) {
            throw Mistake.at(at, Code.LOOP_BOUNDS, "a range has no step of 0");
        }
        Value step = bound(down && by instanceof PyInt i ? new PyInt(i.value().negate()) : by, at);
        DType type =
                Promotion.integers(
                        Promotion.integers(lower.type().dtype(), upper.type().dtype()),
                        step.type().dtype());
        return new Bounds(
                semantics.emitter().cast(lower, type),
                semantics.emitter().cast(upper, type),
                semantics.emitter().cast(step, type),
                type,
                down);
    }

    private Flow runtime(Stmt.For s, Expr.Name target, IterationValue range, Frame frame) {
        Bounds bounds = bounds(range, s.iterable().span());
        Carried carried =
                new Carried(semantics, diagnostics, frame, Assigned.in(s.body()), target.id());
        List<Type> types = new ArrayList<>();
        types.add(bounds.type());
        types.addAll(carried.types());
        frame.enterLoop();
        Block body =
                semantics
                        .emitter()
                        .block(
                                types,
                                parameters -> {
                                    Value iv = parameters.getFirst();
                                    if (bounds.down()) {
                                        iv = mirrored(iv, bounds.lower(), bounds.upper());
                                    }
                                    carried.start(parameters.subList(1, parameters.size()));
                                    frame.bind(target.id(), new Tensor(iv));
                                    statements.run(s.body(), 0, frame, false);
                                    return new ControlOp.Yield(carried.next());
                                });
        frame.leaveLoop();
        ControlOp.For op =
                new ControlOp.For(
                        bounds.lower(), bounds.upper(), bounds.step(), carried.inits(), body);
        carried.finish(semantics.emitter().at(RefusedSyntax.firstLine(s.span())).addAll(op));
        frame.bind(target.id(), new Unbound(Unbound.Reason.LOOP, target.span()));
        return Flow.FALLS;
    }

    /// The counter of a range with negative step: `upper - iv + lower`.
    private Value mirrored(Value iv, Value lower, Value upper) {
        Value back = semantics.emitter().binary(BinaryKind.SUB, upper, iv);
        return semantics.emitter().binary(BinaryKind.ADD, back, lower);
    }

    private Value bound(PyValue bound, Span at) {
        boolean number = bound instanceof Tensor || PythonMath.integer(bound) != null;
        Value value = number ? semantics.conversion().tensor(bound, at) : null;
        boolean good =
                value != null
                        && value.type().size() == 1
                        && value.type().element() instanceof DType d
                        && d.isInteger();
        if (value == null || !good) {
            throw Mistake.at(
                            at,
                            Code.LOOP_BOUNDS,
                            "bounds of a range are integers, not " + bound.describe())
                    .label(at, bound.describe())
                    .help("convert with `.to(tl.int32)` before the loop");
        }
        Value scalar = semantics.shapes().reshape(value, Shape.SCALAR, at);
        return scalar.type().dtype().isBool()
                ? semantics.emitter().cast(scalar, DType.I32)
                : scalar;
    }

    Flow whileLoop(Stmt.While s, Frame frame) {
        if (!s.orElse().isEmpty()) {
            throw RefusedSyntax.loopElse(s.orElse());
        }
        Walruses.each(s.test(), name -> assignedInTest(name, frame));
        Carried carried = new Carried(semantics, diagnostics, frame, Assigned.in(s.body()), "");
        frame.enterLoop();
        Block before =
                semantics
                        .emitter()
                        .block(
                                carried.types(),
                                parameters -> {
                                    carried.start(parameters);
                                    Value condition = condition(s.test(), frame);
                                    return new ControlOp.Condition(condition, parameters);
                                });
        Block after =
                semantics
                        .emitter()
                        .block(
                                carried.types(),
                                parameters -> {
                                    carried.start(parameters);
                                    statements.run(s.body(), 0, frame, false);
                                    return new ControlOp.Yield(carried.next());
                                });
        frame.leaveLoop();
        List<Value> results =
                semantics
                        .emitter()
                        .at(RefusedSyntax.firstLine(s.span()))
                        .addAll(new ControlOp.While(carried.inits(), before, after));
        carried.finish(results);
        return Flow.FALLS;
    }

    private void assignedInTest(Expr.Name name, Frame frame) {
        frame.bind(name.id(), ErrorValue.ERROR);
        diagnostics.add(
                Mistake.at(
                                name.span(),
                                Code.EXPRESSION,
                                "the condition of a `while` cannot assign a name")
                        .help("assign it before the loop and at the end of its body")
                        .diagnostic());
    }

    private Value condition(Expr test, Frame frame) {
        PyValue value = expressions.eval(test, frame);
        try {
            if (value instanceof Tensor t) {
                return statements.branches().condition(t, test.span());
            }
        } catch (Mistake mistake) {
            diagnostics.add(mistake.diagnostic());
        }
        semantics.emitter().at(test.span());
        Boolean truth = value instanceof Constexpr ? PythonMath.truth(value) : null;
        return semantics.emitter().constant(DType.I1, truth != null && truth ? 1 : 0);
    }
}
