package tritonc.typecheck.semantic;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyFloat;
import tritonc.typecheck.value.Constexpr.PyInt;

import java.math.BigInteger;

/// Triton's rules for the type that an operation of two numbers computes in.
///
/// Source: python/triton/language/semantic.py of Triton 3.7, `computation_type_impl`,
/// `integer_promote_impl`, `to_tensor_type`.
public final class Promotion {
    private static final double LEAST_NORMAL_FP32 = 0x1p-126;
    private static final double LARGEST_FP32 = Float.MAX_VALUE;

    private Promotion() {}

    /// The type in which `a op b` is computed; null where there is none.
    ///
    /// @param aLiteral whether `a` is a number known at compile time, which does not widen a tensor
    ///   of the same or a higher kind (bool, integer, float)
    /// @param division whether the operator is `/`, `//` or `%`
    public static @Nullable DType compute(
            DType a, boolean aLiteral, DType b, boolean bLiteral, boolean division) {
        if (aLiteral != bLiteral) {
            DType literal = aLiteral ? a : b;
            DType tensor = aLiteral ? b : a;
            if (kind(literal) <= kind(tensor)) {
                return division && isHalf(tensor) ? DType.FP32 : tensor;
            }
        }
        if (a.isFloat() || b.isFloat()) {
            return floats(a, b, division);
        }
        return division && a.isSigned() != b.isSigned() ? null : integers(a, b);
    }

    private static @Nullable DType floats(DType a, DType b, boolean division) {
        if (a == DType.FP64 || b == DType.FP64) {
            return DType.FP64;
        }
        if (a == DType.FP32 || b == DType.FP32) {
            return DType.FP32;
        }
        if (a == DType.FP16 || b == DType.FP16) {
            return division ? DType.FP32 : DType.FP16;
        }
        if (a == DType.BF16 || b == DType.BF16) {
            return a == b && !division ? DType.BF16 : DType.FP32;
        }
        if (a.isFp8() && b.isFp8()) {
            return a == b ? a : DType.FP16;
        }
        return null;
    }

    /// The usual conversions of C: the wider wins; of two equally wide ones the unsigned.
    public static DType integers(DType a, DType b) {
        if (a.isSigned() == b.isSigned()) {
            return a.bits() > b.bits() ? a : b;
        }
        DType unsigned = a.isSigned() ? b : a;
        DType signed = a.isSigned() ? a : b;
        return unsigned.bits() >= signed.bits() ? unsigned : signed;
    }

    /// The type a number of Python has as a tensor; null for what is no number, and for an integer
    /// beyond 64 bits.
    public static @Nullable DType literal(Constexpr constant) {
        if (constant instanceof PyInt i) {
            return integer(i.value());
        }
        if (constant instanceof PyFloat f) {
            return floating(f.value());
        }
        return constant instanceof PyBool ? DType.I1 : null;
    }

    private static @Nullable DType integer(BigInteger value) {
        int bits = value.bitLength();
        if (bits <= 31) {
            return DType.I32;
        }
        if (value.signum() > 0 && bits <= 32) {
            return DType.U32;
        }
        if (bits <= 63) {
            return DType.I64;
        }
        return value.signum() > 0 && bits <= 64 ? DType.U64 : null;
    }

    private static DType floating(double value) {
        double size = Math.abs(value);
        boolean fp32 = size == 0 || !(size < LEAST_NORMAL_FP32) && !(size > LARGEST_FP32);
        return fp32 || Double.isInfinite(value) ? DType.FP32 : DType.FP64;
    }

    /// Whether an integer literal can be written in an integer dtype.
    public static boolean fits(BigInteger value, DType dtype) {
        return dtype.isSigned()
                ? value.bitLength() < dtype.bits()
                : value.signum() >= 0 && value.bitLength() <= dtype.bits();
    }

    private static int kind(DType d) {
        return d.isBool() ? 0 : d.isFloat() ? 2 : 1;
    }

    private static boolean isHalf(DType d) {
        return d == DType.FP16 || d == DType.BF16;
    }
}
