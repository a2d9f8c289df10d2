package tritonc.typecheck.builtin;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.math.Algebra;
import tritonc.ir.math.Sigmoid;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Operators;
import tritonc.typecheck.semantic.Pair;
import tritonc.typecheck.semantic.PythonMath;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

/// Mathematical functions of every lane.
final class Elementwise {
    private static final Parameters X = Parameters.of(1, "x");
    private static final Parameters SWIZZLE =
            Parameters.of(5, "i", "j", "size_i", "size_j", "size_g");
    private static final Parameters XY = Parameters.of(2, "x", "y");
    private static final Parameters XY_NAN = Parameters.of(2, "x", "y", "propagate_nan");
    private static final Parameters XY_ROUNDING = Parameters.of(2, "x", "y", "ieee_rounding");
    private static final Parameters XYZ = Parameters.of(3, "x", "y", "z");
    private static final Parameters CLAMP = Parameters.of(3, "x", "min", "max", "propagate_nan");
    private static final Parameters WHERE = Parameters.of(3, "condition", "x", "y");
    private static final Parameters CDIV = Parameters.of(2, "x", "div");

    private final Semantics semantics;

    Elementwise(Semantics semantics) {
        this.semantics = semantics;
    }

    /// A function that Triton defines on fp32 and fp64 only.
    PyValue unary(UnaryKind kind, Call call) {
        Bound args = call.bind(X);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        return new Tensor(unary(kind, x, args.name(), args.span(0)));
    }

    private Value unary(UnaryKind kind, Value x, String name, Span at) {
        onlyWide(x, name, at);
        return semantics.emitter().unary(kind, x);
    }

    private static void onlyWide(Value x, String name, Span at) {
        ElementType element = x.type().element();
        if (element != DType.FP32 && element != DType.FP64) {
            throw Mistake.at(
                            at,
                            Code.FUNCTION_TYPE,
                            "`" + name + "` takes fp32 and fp64, not " + element)
                    .label(at, x.type().toString())
                    .help("cast first: `.to(tl.float32)`");
        }
    }

    PyValue abs(Call call) {
        Bound args = call.bind(X);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        if (!(x.type().element() instanceof DType d)) {
            throw args.wrongKind(0, "numbers");
        }
        if (d.isUnsigned()) {
            return new Tensor(x);
        }
        // exact also for 8-bit floats, of which no processor knows the sign
        Value wide = semantics.emitter().cast(x, d.isFp8() ? DType.FP32 : d);
        Value size = semantics.emitter().unary(UnaryKind.ABS, wide);
        return new Tensor(semantics.emitter().cast(size, d));
    }

    PyValue binary(BinaryOp op, Call call) {
        Bound args = call.bind(Parameters.of(2, "x", "y", "sanitize_overflow"));
        return operator(op, args.get(0), args.get(1), sites(args));
    }

    private PyValue operator(BinaryOp op, PyValue x, PyValue y, Sites at) {
        if (x instanceof Tensor || y instanceof Tensor) {
            return new Tensor(semantics.operators().binary(op, x, y, at));
        }
        PyValue constant = PythonMath.binary(op, x, y);
        if (constant == null) {
            throw semantics.unification().mismatch(op.text(), x, y, at);
        }
        return constant;
    }

    private static Sites sites(Bound args) {
        return new Sites(args.span(0), args.span(1));
    }

    PyValue extremum(boolean greatest, Call call) {
        Bound args = call.bind(XY_NAN);
        boolean nan = args.flag(2, false);
        BinaryKind kind =
                greatest
                        ? nan ? BinaryKind.MAX_NAN : BinaryKind.MAX
                        : nan ? BinaryKind.MIN_NAN : BinaryKind.MIN;
        return new Tensor(
                semantics.operators().extremum(kind, args.get(0), args.get(1), sites(args)));
    }

    /// The bounds first come to one type, then `x` and they do.
    PyValue clamp(Call call) {
        Bound args = call.bind(CLAMP);
        boolean nan = args.flag(3, false);
        Operators operators = semantics.operators();
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Sites bounds = new Sites(args.span(1), args.span(2));
        Pair ends = operators.bounds(args.name(), args.get(1), args.get(2), bounds);
        BinaryKind raise = nan ? BinaryKind.MAX_NAN : BinaryKind.MAX;
        BinaryKind lower = nan ? BinaryKind.MIN_NAN : BinaryKind.MIN;
        Tensor least = new Tensor(ends.a());
        Value low = operators.extremum(raise, new Tensor(x), least, sites(args));
        if (!(low.type().element() instanceof DType d && d.isFloat())) {
            throw Mistake.at(args.span(0), Code.FUNCTION_TYPE, "`tl.clamp` takes floats")
                    .label(args.span(0), x.type().toString())
                    .help("write `tl.minimum(tl.maximum(x, low), high)`");
        }
        Sites at = new Sites(args.span(0), args.span(2));
        return new Tensor(operators.extremum(lower, new Tensor(low), new Tensor(ends.b()), at));
    }

    PyValue where(Call call) {
        Bound args = call.bind(WHERE);
        Value condition = semantics.conversion().tensor(args.get(0), args.span(0));
        condition = semantics.conversion().truth(condition, args.span(0));
        Sites at = new Sites(args.span(1), args.span(2));
        Pair pair = choices(args, at);
        Sites first = new Sites(args.span(0), args.span(1));
        Shape shape = Shapes.common(condition, pair.a(), first);
        Shapes shapes = semantics.shapes();
        return new Tensor(
                semantics
                        .emitter()
                        .select(
                                shapes.broadcast(condition, shape),
                                shapes.broadcast(pair.a(), shape),
                                shapes.broadcast(pair.b(), shape)));
    }

    private Pair choices(Bound args, Sites at) {
        PyValue x = args.get(1);
        PyValue y = args.get(2);
        return x instanceof Tensor a
                        && y instanceof Tensor b
                        && a.isPointer()
                        && a.element().equals(b.element())
                ? semantics.unification().shaped(a.value(), b.value(), at)
                : semantics.unification().choices("tl.where", x, y, at);
    }

    /// `x.logical_and(y)` and `x.logical_or(y)`.
    PyValue logical(BinaryKind kind, Call call) {
        Bound args = call.bind(XY);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Value y = semantics.conversion().tensor(args.get(1), args.span(1));
        return new Tensor(semantics.operators().logical(kind, x, y, sites(args)));
    }

    PyValue fma(Call call) {
        Bound args = call.bind(XYZ);
        Sites at = sites(args);
        Pair xy = semantics.unification().onTheWay(args.name(), args.get(0), args.get(1), at);
        Sites with = new Sites(args.span(2), args.span(0));
        Tensor x = new Tensor(xy.a());
        Pair zx = semantics.unification().typed(args.name(), args.get(2), x, with);
        Tensor z = new Tensor(zx.a());
        Pair zy = semantics.unification().typed(args.name(), z, new Tensor(xy.b()), with);
        if (zx.dtype().isBool()) {
            Value product = semantics.emitter().binary(BinaryKind.AND, zx.b(), zy.b());
            return new Tensor(semantics.emitter().binary(BinaryKind.XOR, product, zy.a()));
        }
        if (zx.dtype().isInteger()) {
            Value product = semantics.emitter().binary(BinaryKind.MUL, zx.b(), zy.b());
            return new Tensor(semantics.emitter().binary(BinaryKind.ADD, product, zy.a()));
        }
        return new Tensor(semantics.emitter().add(new Arithmetic.Fma(zx.b(), zy.b(), zy.a())));
    }

    /// Division of floats of one type, correctly rounded.
    PyValue divide(Call call) {
        Bound args = call.bind(XY_ROUNDING);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Value y = semantics.conversion().tensor(args.get(1), args.span(1));
        if (!x.type().element().equals(y.type().element()) || !isFloat(x)) {
            String does = "`" + args.name() + "` divides two floats of one type";
            throw undivided(args, x, y, does);
        }
        return new Tensor(divide(x, y, sites(args)));
    }

    /// Of fp32 tensors; numbers come in their own types.
    PyValue divideRounded(Call call) {
        Bound args = call.bind(XY);
        Value x = semantics.conversion().tensor(args.get(0), args.span(0));
        Value y = semantics.conversion().tensor(args.get(1), args.span(1));
        if (isNotFp32(args.get(0)) || isNotFp32(args.get(1))) {
            throw undivided(args, x, y, "`tl.div_rn` divides fp32 only");
        }
        Pair pair =
                semantics
                        .unification()
                        .typed(args.name(), new Tensor(x), new Tensor(y), sites(args));
        if (!pair.dtype().isFloat()) {
            throw undivided(args, x, y, "`tl.div_rn` divides floats only");
        }
        return new Tensor(semantics.emitter().binary(BinaryKind.DIV, pair.a(), pair.b()));
    }

    private static boolean isNotFp32(PyValue x) {
        return x instanceof Tensor t && t.element() != DType.FP32;
    }

    private static Mistake undivided(Bound args, Value x, Value y, String does) {
        return Mistake.at(args.span(0), Code.FUNCTION_TYPE, does)
                .operands(sites(args), x.type().toString(), y.type().toString())
                .help("write `a / b`, or cast first: `.to(tl.float32)`");
    }

    private static boolean isFloat(Value x) {
        return x.type().element() instanceof DType d && d.isFloat() && !d.isFp8();
    }

    Value divide(Value x, Value y, Sites at) {
        Pair pair = semantics.unification().shaped(x, y, at);
        return semantics.emitter().binary(BinaryKind.DIV, pair.a(), pair.b());
    }

    PyValue umulhi(Call call) {
        Bound args = call.bind(XY);
        for (int i = 0; i < 2; i++) {
            boolean wide =
                    args.get(i) instanceof Tensor t
                            ? t.element() instanceof DType d && d.isInteger() && d.bits() >= 32
                            : !(args.get(i) instanceof Constexpr.PyFloat);
            if (!wide) {
                throw Mistake.at(
                                args.span(i),
                                Code.FUNCTION_TYPE,
                                "`tl.umulhi` takes integers of 32 and 64 bits")
                        .label(args.span(i), args.get(i).describe());
            }
        }
        Pair pair =
                semantics.unification().typed(args.name(), args.get(0), args.get(1), sites(args));
        DType signed = pair.dtype();
        DType unsigned = signed.bits() == 32 ? DType.U32 : DType.U64;
        Value a = semantics.conversion().bitcast(pair.a(), unsigned, args.span(0));
        Value b = semantics.conversion().bitcast(pair.b(), unsigned, args.span(1));
        Value high = semantics.emitter().binary(BinaryKind.MULHI, a, b);
        return new Tensor(semantics.conversion().bitcast(high, signed, args.span()));
    }

    /// `1 / (1 + exp(-x))`.
    PyValue sigmoid(Call call) {
        Bound args = call.bind(X);
        Span at = args.span(0);
        Value x = semantics.conversion().tensor(args.get(0), at);
        onlyWide(x, args.name(), at);
        Algebra<Value> algebra = semantics.emitter().at(at).algebra(x.type().shape());
        return new Tensor(
                Sigmoid.of(
                        algebra,
                        x.type().dtype(),
                        x,
                        y -> semantics.emitter().unary(UnaryKind.EXP, y)));
    }

    /// `(x + (div - 1)) // div`.
    PyValue cdiv(Call call) {
        Bound args = call.bind(CDIV);
        PyValue x = args.get(0);
        PyValue div = args.get(1);
        Sites at = sites(args);
        PyValue less = operator(BinaryOp.SUB, div, Constexpr.of(1), Sites.all(args.span(1)));
        PyValue sum = operator(BinaryOp.ADD, x, less, at);
        return operator(BinaryOp.FLOOR_DIV, sum, div, at);
    }

    /// `tl.swizzle2d(i, j, size_i, size_j, size_g)`: the place in groups of `size_g` rows of what
    /// stands at row `i` and column `j` of a row-major order.
    PyValue swizzle(Call call) {
        Bound args = call.bind(SWIZZLE);
        Sites at = Sites.all(args.span());
        PyValue place =
                operate(
                        BinaryOp.ADD,
                        operate(BinaryOp.MUL, args.get(0), args.get(3), at),
                        args.get(1),
                        at);
        PyValue size = operate(BinaryOp.MUL, args.get(4), args.get(3), at);
        PyValue group = operate(BinaryOp.FLOOR_DIV, place, size, at);
        PyValue first = operate(BinaryOp.MUL, group, args.get(4), at);
        PyValue left = operate(BinaryOp.SUB, args.get(2), first, at);
        PyValue rows =
                new Tensor(semantics.operators().extremum(BinaryKind.MIN, left, args.get(4), at));
        PyValue within = operate(BinaryOp.MOD, place, size, at);
        PyValue row = operate(BinaryOp.ADD, first, operate(BinaryOp.MOD, within, rows, at), at);
        return TupleValue.of(row, operate(BinaryOp.FLOOR_DIV, within, rows, at));
    }

    private PyValue operate(BinaryOp op, PyValue left, PyValue right, Sites at) {
        PyValue known = PythonMath.binary(op, left, right);
        return known == null
                ? new Tensor(semantics.operators().binary(op, left, right, at))
                : known;
    }
}
