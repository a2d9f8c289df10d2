package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Comparisons. With a NaN on either side all are false but [#NE], which is true.
public enum CompareKind {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE;

    private static final CompareKind[] ALL = values();

    private final String text = name().toLowerCase(Locale.ROOT);

    public static @Nullable CompareKind parse(String text) {
        for (CompareKind kind : ALL) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    public String text() {
        return text;
    }

    /// The kind with `a k b = b k.swapped() a`.
    public CompareKind swapped() {
        return switch (this) {
            case EQ -> EQ;
            case NE -> NE;
            case LT -> GT;
            case LE -> GE;
            case GT -> LT;
            case GE -> LE;
        };
    }
}
