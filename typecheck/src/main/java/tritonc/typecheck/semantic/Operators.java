package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;

/// Operators with a tensor among their operands, as ops.
public final class Operators {
    private final Emitter emitter;
    private final Conversion conversion;
    private final Unification unification;

    public Operators(Emitter emitter, Conversion conversion, Unification unification) {
        this.emitter = emitter;
        this.conversion = conversion;
        this.unification = unification;
    }

    /// `left op right`, at least one of them a tensor.
    public Value binary(BinaryOp op, PyValue left, PyValue right, Sites at) {
        return switch (op) {
            case ADD, SUB -> addOrSub(op, left, right, at);
            case MUL -> number(BinaryKind.MUL, unification.numbers(op, left, right, at));
            case DIV -> number(BinaryKind.DIV, unification.numbers(op, left, right, at));
            case FLOOR_DIV -> floorDiv(left, right, at);
            case MOD -> number(BinaryKind.REM, unification.numbers(op, left, right, at));
            case BIT_AND -> bits(op, BinaryKind.AND, left, right, at);
            case BIT_OR -> bits(op, BinaryKind.OR, left, right, at);
            case BIT_XOR -> bits(op, BinaryKind.XOR, left, right, at);
            case SHL -> bits(op, BinaryKind.SHL, left, right, at);
            case SHR -> shiftRight(left, right, at);
            case POW ->
                    throw Mistake.at(at.left(), Code.OPERAND_TYPES, "tensors have no operator `**`")
                            .operands(at, left.describe(), right.describe())
                            .help("write `x * x`, or `tl.exp2(y * tl.log2(x))`");
            case MATMUL ->
                    throw Mistake.at(at.left(), Code.OPERAND_TYPES, "tensors have no operator `@`")
                            .operands(at, left.describe(), right.describe())
                            .help("write `tl.dot(a, b)`");
        };
    }

    private Value addOrSub(BinaryOp op, PyValue left, PyValue right, Sites at) {
        boolean leftPointer = isPointer(left);
        boolean rightPointer = isPointer(right);
        if (!leftPointer && !rightPointer) {
            BinaryKind kind = op == BinaryOp.ADD ? BinaryKind.ADD : BinaryKind.SUB;
            return number(kind, unification.numbers(op, left, right, at));
        }
        if (leftPointer && rightPointer || op == BinaryOp.SUB && rightPointer) {
            throw unification
                    .mismatch(op.text(), left, right, at)
                    .help("an integer can be added to a pointer, nothing else");
        }
        PyValue pointer = leftPointer ? left : right;
        PyValue offset = leftPointer ? right : left;
        Sites sites = leftPointer ? at : at.swapped();
        return addPointer(op, pointer, offset, sites);
    }

    private Value addPointer(BinaryOp op, PyValue pointer, PyValue offset, Sites at) {
        Value by = conversion.tensor(offset, at.right());
        if (!(by.type().element() instanceof DType d && d.isInteger())) {
            throw unification
                    .mismatch(op.text(), pointer, offset, at)
                    .help("offsets count elements: cast with `.to(tl.int64)`");
        }
        if (d.isBool()) {
            by = emitter.cast(by, DType.I32);
        }
        if (op == BinaryOp.SUB) {
            by = emitter.unary(UnaryKind.NEG, by);
        }
        Value base = ((Tensor) pointer).value();
        Shape shape = Shapes.common(base, by, at);
        Value p = unification.shapes().broadcast(base, shape);
        return emitter.add(new Arithmetic.AddPointer(p, unification.shapes().broadcast(by, shape)));
    }

    private Value floorDiv(PyValue left, PyValue right, Sites at) {
        Pair pair = unification.numbers(BinaryOp.FLOOR_DIV, left, right, at);
        if (pair.dtype().isFloat()) {
            throw unification
                    .mismatch("//", left, right, at)
                    .help("`//` divides integers; write `tl.floor(a / b)`");
        }
        return number(BinaryKind.DIV, pair);
    }

    /// An arithmetic op; on `int1` it is computed modulo 2.
    private Value number(BinaryKind kind, Pair pair) {
        if (!pair.dtype().isBool()) {
            return emitter.binary(kind, pair.a(), pair.b());
        }
        return switch (kind) {
            case ADD, SUB -> emitter.binary(BinaryKind.XOR, pair.a(), pair.b());
            case MUL, DIV -> emitter.binary(BinaryKind.AND, pair.a(), pair.b());
            default -> emitter.zero(pair.a().type());
        };
    }

    private Value bits(BinaryOp op, BinaryKind kind, PyValue left, PyValue right, Sites at) {
        Pair pair = integers(op, left, right, at);
        return emitter.binary(kind, pair.a(), pair.b());
    }

    private Pair integers(BinaryOp op, PyValue left, PyValue right, Sites at) {
        Pair pair = unification.numbers(op, left, right, at);
        if (pair.dtype().isFloat()) {
            throw unification
                    .mismatch(op.text(), left, right, at)
                    .help("bits are those of integers: `.to(tl.int32, bitcast=True)`");
        }
        return pair;
    }

    /// Arithmetic or logical by the type of the operand that is a tensor, the left one first,
    /// whatever both are promoted to.
    private Value shiftRight(PyValue left, PyValue right, Sites at) {
        Pair pair = integers(BinaryOp.SHR, left, right, at);
        DType self = (left instanceof Tensor t ? t : (Tensor) right).dtype();
        DType common = pair.dtype();
        if (!self.isSigned() || common.isSigned()) {
            return emitter.binary(BinaryKind.SHR, pair.a(), pair.b());
        }
        DType signed = signedOf(common);
        Value a = emitter.add(new Arithmetic.Bitcast(pair.a(), signed));
        Value b = emitter.add(new Arithmetic.Bitcast(pair.b(), signed));
        Value shifted = emitter.binary(BinaryKind.SHR, a, b);
        return emitter.add(new Arithmetic.Bitcast(shifted, common));
    }

    private static DType signedOf(DType unsigned) {
        return switch (unsigned.bits()) {
            case 8 -> DType.I8;
            case 16 -> DType.I16;
            case 32 -> DType.I32;
            default -> DType.I64;
        };
    }

    /// `left kind right` as `int1`; numbers are widened to tensors of their own type first.
    public Value compare(CompareKind kind, String op, PyValue left, PyValue right, Sites at) {
        Pair pair = unification.typed(op, left, right, at);
        return emitter.compare(kind, pair.a(), pair.b());
    }

    /// Element-wise least or greatest; bf16 is computed, and given, in fp32.
    public Value extremum(BinaryKind kind, PyValue left, PyValue right, Sites at) {
        String name = kind == BinaryKind.MIN || kind == BinaryKind.MIN_NAN ? "minimum" : "maximum";
        Pair pair = unification.typed(name, widened(left), widened(right), at);
        boolean integer = pair.dtype().isInteger();
        BinaryKind exact =
                switch (kind) {
                    case MIN_NAN -> integer ? BinaryKind.MIN : kind;
                    case MAX_NAN -> integer ? BinaryKind.MAX : kind;
                    default -> kind;
                };
        return emitter.binary(exact, pair.a(), pair.b());
    }

    /// The bounds of a `clamp` in one type, bf16 in fp32.
    public Pair bounds(String name, PyValue low, PyValue high, Sites at) {
        return unification.onTheWay(name, widened(low), widened(high), at);
    }

    private PyValue widened(PyValue x) {
        return x instanceof Tensor t && t.element() == DType.BF16
                ? new Tensor(emitter.cast(t.value(), DType.FP32))
                : x;
    }

    public Value minus(Value x, Span at) {
        if (!(x.type().element() instanceof DType d)) {
            throw Mistake.at(at, Code.OPERAND_TYPES, "unary `-` does not take a pointer")
                    .label(at, x.type().toString());
        }
        fp8(d, x, at);
        return d.isBool() ? x : emitter.unary(UnaryKind.NEG, x);
    }

    public Value invert(Value x, Span at) {
        if (!(x.type().element() instanceof DType d && d.isInteger())) {
            throw Mistake.at(at, Code.OPERAND_TYPES, "`~` takes integers only")
                    .label(at, x.type().toString());
        }
        return emitter.unary(UnaryKind.NOT, x);
    }

    /// `a and b`, `a or b`: both sides are computed, lane by lane.
    public Value logical(BinaryKind kind, Value left, Value right, Sites at) {
        Value a = truthValue(left, kind == BinaryKind.AND ? "and" : "or", at.left());
        Value b = truthValue(right, kind == BinaryKind.AND ? "and" : "or", at.right());
        Shape shape = Shapes.common(a, b, at);
        return emitter.binary(
                kind,
                unification.shapes().broadcast(a, shape),
                unification.shapes().broadcast(b, shape));
    }

    public Value not(Value x, Span at) {
        return emitter.unary(UnaryKind.NOT, truthValue(x, "not", at));
    }

    private static Value truthValue(Value x, String op, Span at) {
        if (x.type().element() != DType.I1) {
            throw Mistake.at(
                            at,
                            Code.LOGICAL_OPERAND,
                            "`" + op + "` takes truth values (int1), not " + x.type().element())
                    .label(at, x.type().toString())
                    .help("compare first, such as `x != 0`");
        }
        return x;
    }

    /// @throws Mistake if the dtype is an 8-bit float, which only loads, stores, casts and `dot`
    ///   take
    public static void fp8(DType dtype, Value x, Span at) {
        if (dtype.isFp8()) {
            throw Unification.fp8(dtype, at).label(at, x.type().toString());
        }
    }

    public Unification unification() {
        return unification;
    }

    public Conversion conversion() {
        return conversion;
    }

    private static boolean isPointer(@Nullable PyValue value) {
        return value instanceof Tensor t && t.isPointer();
    }
}
