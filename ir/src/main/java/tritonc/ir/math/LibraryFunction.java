package tritonc.ir.math;

import tritonc.ir.type.DType;

import java.util.List;

/// The functions of libdevice that are no ops of the IR: a front end writes their recipes out at
/// once. All are computed in fp64; those of fp32 are rounded once at the end, which makes them
/// right to a little more than half a last place. Errors and op counts: `docs/math.md`.
public enum LibraryFunction {
    EXP10(1),
    LOG10(1),
    SINPI(1),
    COSPI(1),
    SINH(1),
    COSH(1),
    ASIN(1),
    ACOS(1),
    ATAN(1),
    ATAN2(2),
    ASINH(1),
    ACOSH(1),
    ATANH(1),
    CBRT(1),
    RCBRT(1),
    HYPOT(2),
    RHYPOT(2),
    NORM3D(3),
    RNORM3D(3),
    NORM4D(4),
    RNORM4D(4),
    ERFC(1),
    ERFCX(1),
    ERFINV(1),
    ERFCINV(1),
    NORMCDF(1),
    NORMCDFINV(1),
    TGAMMA(1),
    LGAMMA(1),
    CYL_BESSEL_I0(1),
    CYL_BESSEL_I1(1),
    J0(1),
    J1(1),
    Y0(1),
    Y1(1);

    private final int arity;

    LibraryFunction(int arity) {
        this.arity = arity;
    }

    /// The number of operands.
    public int arity() {
        return arity;
    }

    /// The function of `x`, all of `type`, which is fp32 or fp64 and the result's type.
    public <T> T of(Algebra<T> a, DType type, List<T> x) {
        if (type == DType.FP64) {
            return wide(a, x);
        }
        List<T> wide = x.stream().map(v -> a.cast(v, DType.FP64)).toList();
        return a.cast(wide(a, wide), DType.FP32);
    }

    private <T> T wide(Algebra<T> a, List<T> all) {
        T x = all.getFirst();
        return switch (this) {
            case EXP10 -> Exponential64.exp10(a, x);
            case LOG10 -> Logarithm64.log10(a, x);
            case SINPI -> Circle64.sinpi(a, x);
            case COSPI -> Circle64.cospi(a, x);
            case SINH -> Hyperbola64.sinh(a, x);
            case COSH -> Hyperbola64.cosh(a, x);
            case ASIN -> Arc64.asin(a, x);
            case ACOS -> Arc64.acos(a, x);
            case ATAN -> Arc64.atan(a, x);
            case ATAN2 -> Arc64.atan2(a, x, all.get(1));
            case ASINH -> Hyperbola64.asinh(a, x);
            case ACOSH -> Hyperbola64.acosh(a, x);
            case ATANH -> Hyperbola64.atanh(a, x);
            case CBRT -> Root64.cbrt(a, x);
            case RCBRT -> a.div(a.f64(1), Root64.cbrt(a, x));
            case ERFC -> ErrorTail64.erfc(a, x);
            case ERFCX -> ErrorTail64.erfcx(a, x);
            case ERFINV -> ErrorInverse64.erfinv(a, x);
            case ERFCINV -> ErrorInverse64.erfcinv(a, x);
            case NORMCDF -> ErrorTail64.normcdf(a, x);
            case NORMCDFINV -> ErrorInverse64.normcdfinv(a, x);
            case TGAMMA -> Gamma64.tgamma(a, x);
            case LGAMMA -> Gamma64.lgamma(a, x);
            case CYL_BESSEL_I0 -> Bessel64.i0(a, x);
            case CYL_BESSEL_I1 -> Bessel64.i1(a, x);
            case J0 -> Wave64.j0(a, x);
            case J1 -> Wave64.j1(a, x);
            case Y0 -> Wave64.y0(a, x);
            case Y1 -> Wave64.y1(a, x);
            case HYPOT, NORM3D, NORM4D -> Root64.norm(a, all);
            case RHYPOT, RNORM3D, RNORM4D -> a.div(a.f64(1), Root64.norm(a, all));
        };
    }
}
