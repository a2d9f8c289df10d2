package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// What an atomic read-modify-write stores. Signed or unsigned is decided by the dtype.
public enum AtomicKind {
    ADD,
    MAX,
    MIN,
    AND,
    OR,
    XOR,
    /// The new value, whatever the old one.
    XCHG;

    private static final AtomicKind[] ALL = values();

    private final String text = name().toLowerCase(Locale.ROOT);

    public static @Nullable AtomicKind parse(String text) {
        for (AtomicKind kind : ALL) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    public String text() {
        return text;
    }

    /// What joins the old value (first) and the operand (second); `null` for [#XCHG], which drops
    /// the old one.
    public @Nullable BinaryKind combine() {
        return switch (this) {
            case ADD -> BinaryKind.ADD;
            case MAX -> BinaryKind.MAX;
            case MIN -> BinaryKind.MIN;
            case AND -> BinaryKind.AND;
            case OR -> BinaryKind.OR;
            case XOR -> BinaryKind.XOR;
            case XCHG -> null;
        };
    }
}
