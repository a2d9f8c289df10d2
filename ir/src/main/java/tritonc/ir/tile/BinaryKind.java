package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

import java.util.Locale;

/// The elementwise functions of two operands of one type, which is the result's type too. Signed or
/// unsigned is decided by the dtype.
public enum BinaryKind {
    ADD(Domain.NUMBER, true),
    SUB(Domain.NUMBER, false),
    MUL(Domain.NUMBER, true),
    /// Towards zero for integers; correctly rounded for floats.
    DIV(Domain.NUMBER, false),
    /// Sign of the dividend; exact for floats (C's `fmod`).
    REM(Domain.NUMBER, false),
    /// The high half of the product of two integers.
    MULHI(Domain.WIDE_INTEGER, true),
    AND(Domain.INTEGER, true),
    OR(Domain.INTEGER, true),
    XOR(Domain.INTEGER, true),
    SHL(Domain.INTEGER, false),
    SHR(Domain.INTEGER, false),
    /// The lesser; for floats the number where the other is NaN (IEEE `minimumNumber`).
    MIN(Domain.ANY_NUMBER, true),
    /// The greater; for floats the number where the other is NaN (IEEE `maximumNumber`).
    MAX(Domain.ANY_NUMBER, true),
    /// The lesser; NaN if either is NaN (IEEE `minimum`).
    MIN_NAN(Domain.FLOAT, true),
    /// The greater; NaN if either is NaN (IEEE `maximum`).
    MAX_NAN(Domain.FLOAT, true),
    /// `x` to the power `y`, by recipe.
    POW(Domain.RECIPE, false);

    private enum Domain {
        NUMBER,
        ANY_NUMBER,
        INTEGER,
        WIDE_INTEGER,
        FLOAT,
        RECIPE
    }

    private static final BinaryKind[] ALL = values();

    private final String text = name().toLowerCase(Locale.ROOT);
    private final Domain domain;
    private final boolean commutative;

    BinaryKind(Domain domain, boolean commutative) {
        this.domain = domain;
        this.commutative = commutative;
    }

    public static @Nullable BinaryKind parse(String text) {
        for (BinaryKind kind : ALL) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    /// The name in the text form.
    public String text() {
        return text;
    }

    /// `f(a, b) = f(b, a)`, bit for bit (NaNs being one value).
    public boolean commutative() {
        return commutative;
    }

    public boolean isRecipe() {
        return domain == Domain.RECIPE;
    }

    /// Whether the function is defined on `dtype`; fp8 formats only store.
    public boolean accepts(DType dtype) {
        return switch (domain) {
            case NUMBER -> !dtype.isFp8() && !dtype.isBool();
            case ANY_NUMBER -> !dtype.isFp8();
            case INTEGER -> dtype.isInteger();
            case WIDE_INTEGER -> dtype.isInteger() && !dtype.isBool();
            case FLOAT -> dtype.isFloat() && !dtype.isFp8();
            case RECIPE -> dtype == DType.FP32 || dtype == DType.FP64;
        };
    }
}
