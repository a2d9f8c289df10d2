package tritonc.ir.math;

import tritonc.ir.tile.CompareKind;
import tritonc.ir.type.DType;

import java.util.function.UnaryOperator;

/// The logistic function, `1 / (1 + exp(-x))`, from `e = exp(-|x|)`, which does not overflow: it is
/// `1 / (1 + e)` for x ≥ 0 and `e / (1 + e)` below. What rounding takes from `1 + e`, which is
/// known to the bit, is given back to the quotient.
public final class Sigmoid {
    private Sigmoid() {}

    /// @param type fp32 or fp64, the dtype of `x`
    /// @param exp computes `exp` of a number of that dtype
    public static <T> T of(Algebra<T> a, DType type, T x, UnaryOperator<T> exp) {
        T one = type == DType.FP32 ? a.f32(1) : a.f64(1);
        T zero = type == DType.FP32 ? a.f32(0) : a.f64(0);
        T e = exp.apply(a.neg(a.abs(x)));
        T sum = a.add(one, e);
        T lost = a.add(a.sub(one, sum), e);
        T above = a.select(a.compare(CompareKind.LT, x, zero), e, one);
        T quotient = a.div(above, sum);
        return a.fma(a.neg(lost), quotient, quotient);
    }
}
