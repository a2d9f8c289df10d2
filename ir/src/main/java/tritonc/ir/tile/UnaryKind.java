package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The elementwise functions of one operand; the result has the operand's type.
public enum UnaryKind {
    /// `-x`; wraps for integers, flips the sign bit of floats.
    NEG(Domain.NUMBER),
    /// Every bit flipped; logical not for `i1`.
    NOT(Domain.INTEGER),
    /// `|x|`; wraps for the least integer.
    ABS(Domain.NUMBER),
    FLOOR(Domain.FLOAT),
    CEIL(Domain.FLOAT),
    /// To the nearest integer towards zero.
    TRUNC(Domain.FLOAT),
    /// To the nearest integer, ties to even.
    RINT(Domain.FLOAT),
    /// Correctly rounded.
    SQRT(Domain.FLOAT),
    /// The number itself, of which is known that it is not above 0; it may be NaN. What is made of
    /// another is not defined: one that a back end computes for lanes that there are none of.
    AT_MOST_ZERO(Domain.FLOAT),
    RSQRT(Domain.RECIPE),
    EXP(Domain.RECIPE),
    EXP2(Domain.RECIPE),
    EXPM1(Domain.RECIPE),
    LOG(Domain.RECIPE),
    LOG2(Domain.RECIPE),
    LOG1P(Domain.RECIPE),
    SIN(Domain.RECIPE),
    COS(Domain.RECIPE),
    TAN(Domain.RECIPE),
    TANH(Domain.RECIPE),
    ERF(Domain.RECIPE);

    private enum Domain {
        NUMBER,
        INTEGER,
        FLOAT,
        RECIPE
    }

    private static final UnaryKind[] ALL = values();

    private final String text = name().toLowerCase(Locale.ROOT);
    private final Domain domain;

    UnaryKind(Domain domain) {
        this.domain = domain;
    }

    public static @Nullable UnaryKind parse(String text) {
        for (UnaryKind kind : ALL) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    /// Those that compute something: all but [#AT_MOST_ZERO].
    public static List<UnaryKind> functions() {
        return Arrays.stream(ALL).filter(kind -> kind != AT_MOST_ZERO).toList();
    }

    /// The name in the text form.
    public String text() {
        return text;
    }

    /// True for functions that are computed by a recipe of [tritonc.ir.math] and exist in fp32 and
    /// fp64 only.
    public boolean isRecipe() {
        return domain == Domain.RECIPE;
    }

    /// Whether the function is defined on `dtype`; fp8 formats only store.
    public boolean accepts(DType dtype) {
        return switch (domain) {
            case NUMBER -> !dtype.isFp8() && !dtype.isBool();
            case INTEGER -> dtype.isInteger();
            case FLOAT -> dtype.isFloat() && !dtype.isFp8();
            case RECIPE -> dtype == DType.FP32 || dtype == DType.FP64;
        };
    }
}
