package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

/// The transcendental functions as straight lines of primitive ops, written once over [Algebra]:
/// evaluated lane by lane they are what the interpreter and constant folding compute, expanded they
/// are what every CPU back end runs, with the same bits. Errors and op counts: `docs/math.md`.
///
/// Every polynomial was fitted for this project by Remez' exchange in 50-digit arithmetic, its
/// coefficients rounded one after another with the rest fitted anew; the bound that stands beside
/// it is that of the rounded polynomial.
public final class Recipes {
    private Recipes() {}

    /// `kind(x)` on one lane of fp32 or fp64.
    ///
    /// @throws IllegalArgumentException if `kind` is no recipe or does not take `dtype`
    public static long evaluate(UnaryKind kind, DType dtype, long x) {
        require(kind.isRecipe() && kind.accepts(dtype), kind, dtype);
        return of(LaneAlgebra.INSTANCE, kind, dtype, new LaneAlgebra.Lane(dtype, x)).bits();
    }

    /// `kind(x, y)` on lanes of fp32 or fp64.
    ///
    /// @throws IllegalArgumentException if `kind` is no recipe or does not take `dtype`
    public static long evaluate(BinaryKind kind, DType dtype, long x, long y) {
        require(kind.isRecipe() && kind.accepts(dtype), kind, dtype);
        LaneAlgebra.Lane a = new LaneAlgebra.Lane(dtype, x);
        LaneAlgebra.Lane b = new LaneAlgebra.Lane(dtype, y);
        return of(LaneAlgebra.INSTANCE, kind, dtype, a, b).bits();
    }

    /// Adds the ops of `kind(x)` to `out`; the result.
    ///
    /// @throws IllegalArgumentException if `kind` is no recipe or does not take the dtype of `x`
    public static Value expand(UnaryKind kind, Value x, Builder out) {
        require(kind.isRecipe() && kind.accepts(x.type().dtype()), kind, x.type());
        return of(new BuilderAlgebra(out, x.type().shape()), kind, x.type().dtype(), x);
    }

    /// Adds the ops of `kind(x, y)` to `out`; the result.
    ///
    /// @throws IllegalArgumentException if `kind` is no recipe or does not take the dtype of `x`
    public static Value expand(BinaryKind kind, Value x, Value y, Builder out) {
        require(kind.isRecipe() && kind.accepts(x.type().dtype()), kind, x.type());
        return of(new BuilderAlgebra(out, x.type().shape()), kind, x.type().dtype(), x, y);
    }

    /// The algebra whose results are ops over blocks of `shape`, added to `out`.
    public static Looping<Value> building(Builder out, Shape shape) {
        return new BuilderAlgebra(out, shape);
    }

    /// The recipe itself, over any algebra.
    public static <T> T of(Algebra<T> a, UnaryKind kind, DType dtype, T x) {
        boolean single = dtype == DType.FP32;
        return switch (kind) {
            case RSQRT -> reciprocalRoot(a, single, x);
            case EXP -> single ? Exponential32.exp(a, x) : Exponential64.exp(a, x);
            case EXP2 -> single ? Exponential32.exp2(a, x) : Exponential64.exp2(a, x);
            case EXPM1 -> single ? Exponential32.expm1(a, x) : Exponential64.expm1(a, x);
            case LOG -> single ? Logarithm32.log(a, x) : Logarithm64.log(a, x);
            case LOG2 -> single ? Logarithm32.log2(a, x) : Logarithm64.log2(a, x);
            case LOG1P -> single ? Logarithm32.log1p(a, x) : Logarithm64.log1p(a, x);
            case SIN -> single ? Circle32.sin(a, x) : Circle64.sin(a, x);
            case COS -> single ? Circle32.cos(a, x) : Circle64.cos(a, x);
            case TAN -> single ? Circle32.tan(a, x) : Circle64.tan(a, x);
            case TANH -> single ? Exponential32.tanh(a, x) : Exponential64.tanh(a, x);
            case ERF -> single ? ErrorFunction.erf32(a, x) : ErrorFunction.erf64(a, x);
            case NEG, NOT, ABS, FLOOR, CEIL, TRUNC, RINT, SQRT, AT_MOST_ZERO ->
                    throw new IllegalArgumentException(kind + " is no recipe");
        };
    }

    /// The recipe itself, over any algebra.
    public static <T> T of(Algebra<T> a, BinaryKind kind, DType dtype, T x, T y) {
        require(kind == BinaryKind.POW, kind, dtype);
        return dtype == DType.FP32 ? Power.pow32(a, x, y) : Power.pow64(a, x, y);
    }

    // Two correctly rounded steps: the error of the root counts half.
    private static <T> T reciprocalRoot(Algebra<T> a, boolean single, T x) {
        return a.div(single ? a.f32(1) : a.f64(1), a.unary(UnaryKind.SQRT, x));
    }

    private static void require(boolean holds, Object kind, Object type) {
        if (!holds) {
            throw new IllegalArgumentException("no recipe for " + kind + " of " + type);
        }
    }
}
