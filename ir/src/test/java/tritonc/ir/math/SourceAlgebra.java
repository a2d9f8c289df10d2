package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// Prints a recipe as the body of a Java method, so that it runs fast enough to be measured on
/// every float there is; also counts its ops, constants and bitcasts left out.
final class SourceAlgebra implements Algebra<SourceAlgebra.Term> {
    record Term(DType type, String text) {}

    final StringBuilder body = new StringBuilder();
    private int names;
    int ops;

    static String java(DType type) {
        return switch (type) {
            case I1 -> "boolean";
            case I32, U32 -> "int";
            case I64, U64 -> "long";
            case FP32 -> "float";
            case FP64 -> "double";
            default -> throw new IllegalArgumentException("no recipe uses " + type);
        };
    }

    private Term define(DType type, String expression) {
        String name = "v" + names++;
        body.append("    ").append(java(type)).append(' ').append(name).append(" = ");
        body.append(expression).append(";\n");
        return new Term(type, name);
    }

    private Term op(DType type, String expression) {
        ops++;
        return define(type, expression);
    }

    @Override
    public Term constant(DType type, long lane) {
        String bits = "0x" + Long.toHexString(lane) + "L";
        return new Term(
                type,
                switch (type) {
                    case FP32 -> "Float.intBitsToFloat((int) " + bits + ")";
                    case FP64 -> "Double.longBitsToDouble(" + bits + ")";
                    case I1 -> lane != 0 ? "true" : "false";
                    default -> "(" + java(type) + ") " + bits;
                });
    }

    @Override
    public Term unary(UnaryKind kind, Term x) {
        boolean single = x.type == DType.FP32;
        String cast = single ? "(float) " : "";
        return op(
                x.type,
                switch (kind) {
                    case NEG -> "-" + x.text;
                    case NOT -> (x.type == DType.I1 ? "!" : "~") + x.text;
                    case ABS -> "Math.abs(" + x.text + ")";
                    case RINT -> cast + "Math.rint(" + x.text + ")";
                    case FLOOR -> cast + "Math.floor(" + x.text + ")";
                    case SQRT -> cast + "Math.sqrt(" + x.text + ")";
                    default -> throw new IllegalArgumentException("no recipe uses " + kind);
                });
    }

    @Override
    public Term binary(BinaryKind kind, Term a, Term b) {
        int width = a.type.bits();
        String shift = b.text + " >= " + width + " || " + b.text + " < 0 ? 0 : " + a.text;
        String right = a.type.isUnsigned() ? " >>> " : " >> ";
        return op(
                a.type,
                switch (kind) {
                    case ADD -> a.text + " + " + b.text;
                    case SUB -> a.text + " - " + b.text;
                    case MUL -> a.text + " * " + b.text;
                    case DIV -> a.text + " / " + b.text;
                    case AND -> a.text + " & " + b.text;
                    case OR -> a.text + " | " + b.text;
                    case XOR -> a.text + " ^ " + b.text;
                    case SHL -> shift + " << " + b.text;
                    case SHR -> shift + right + b.text;
                    case MIN_NAN -> "Math.min(" + a.text + ", " + b.text + ")";
                    case MAX_NAN, MAX -> "Math.max(" + a.text + ", " + b.text + ")";
                    default -> throw new IllegalArgumentException("no recipe uses " + kind);
                });
    }

    @Override
    public Term compare(CompareKind kind, Term a, Term b) {
        String sign =
                switch (kind) {
                    case EQ -> " == ";
                    case NE -> " != ";
                    case LT -> " < ";
                    case LE -> " <= ";
                    case GT -> " > ";
                    case GE -> " >= ";
                };
        return op(DType.I1, a.text + sign + b.text);
    }

    @Override
    public Term select(Term condition, Term ifTrue, Term ifFalse) {
        return op(ifTrue.type, condition.text + " ? " + ifTrue.text + " : " + ifFalse.text);
    }

    @Override
    public Term fma(Term a, Term b, Term c) {
        return op(a.type, "Math.fma(" + a.text + ", " + b.text + ", " + c.text + ")");
    }

    @Override
    public Term cast(Term x, DType to) {
        return op(to, "(" + java(to) + ") " + x.text);
    }

    @Override
    public Term bitcast(Term x, DType to) {
        String text =
                switch (x.type) {
                    case FP32 -> "Float.floatToRawIntBits(" + x.text + ")";
                    case FP64 -> "Double.doubleToRawLongBits(" + x.text + ")";
                    default ->
                            to == DType.FP32
                                    ? "Float.intBitsToFloat(" + x.text + ")"
                                    : to == DType.FP64
                                            ? "Double.longBitsToDouble(" + x.text + ")"
                                            : x.text;
                };
        return define(to, text);
    }
}
