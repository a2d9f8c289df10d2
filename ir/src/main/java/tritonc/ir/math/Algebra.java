package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

/// The primitive ops that recipes are written in. A recipe is a generic function over an algebra,
/// so that one text is evaluated on lanes, built into tile IR, or printed.
///
/// @param <T> what stands for a number: a lane with its dtype, a value of tile IR
public interface Algebra<T> {
    /// A number, as a lane of `type`.
    T constant(DType type, long lane);

    T unary(UnaryKind kind, T x);

    T binary(BinaryKind kind, T a, T b);

    T compare(CompareKind kind, T a, T b);

    T select(T condition, T ifTrue, T ifFalse);

    T fma(T a, T b, T c);

    T cast(T x, DType to);

    T bitcast(T x, DType to);

    default T f32(float value) {
        return constant(DType.FP32, Float.floatToRawIntBits(value) & 0xffffffffL);
    }

    default T f64(double value) {
        return constant(DType.FP64, Double.doubleToRawLongBits(value));
    }

    default T i32(int value) {
        return constant(DType.I32, value);
    }

    default T i64(long value) {
        return constant(DType.I64, value);
    }

    default T add(T a, T b) {
        return binary(BinaryKind.ADD, a, b);
    }

    default T sub(T a, T b) {
        return binary(BinaryKind.SUB, a, b);
    }

    default T mul(T a, T b) {
        return binary(BinaryKind.MUL, a, b);
    }

    default T div(T a, T b) {
        return binary(BinaryKind.DIV, a, b);
    }

    default T and(T a, T b) {
        return binary(BinaryKind.AND, a, b);
    }

    default T or(T a, T b) {
        return binary(BinaryKind.OR, a, b);
    }

    default T shl(T a, T b) {
        return binary(BinaryKind.SHL, a, b);
    }

    default T shr(T a, T b) {
        return binary(BinaryKind.SHR, a, b);
    }

    default T abs(T x) {
        return unary(UnaryKind.ABS, x);
    }

    default T neg(T x) {
        return unary(UnaryKind.NEG, x);
    }

    /// `x` held between two numbers; NaN stays NaN.
    default T clamp(T x, T least, T greatest) {
        return binary(BinaryKind.MIN_NAN, binary(BinaryKind.MAX_NAN, x, least), greatest);
    }

    /// `c[0] + c[1]·x + c[2]·x² …` by Horner's scheme, one fma a step.
    default T polynomial32(T x, float... c) {
        T sum = f32(c[c.length - 1]);
        for (int k = c.length - 2; k >= 0; k--) {
            sum = fma(sum, x, f32(c[k]));
        }
        return sum;
    }

    /// `c[0] + c[1]·x + c[2]·x² …` by Horner's scheme, one fma a step.
    default T polynomial64(T x, double... c) {
        T sum = f64(c[c.length - 1]);
        for (int k = c.length - 2; k >= 0; k--) {
            sum = fma(sum, x, f64(c[k]));
        }
        return sum;
    }
}
