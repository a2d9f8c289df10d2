package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

import java.util.Locale;

/// How a reduction joins two elements.
public enum ReduceKind {
    /// From +0.
    SUM(BinaryKind.ADD),
    /// From 1.
    PROD(BinaryKind.MUL),
    MAX(BinaryKind.MAX),
    MIN(BinaryKind.MIN),
    MAX_NAN(BinaryKind.MAX_NAN),
    MIN_NAN(BinaryKind.MIN_NAN),
    AND(BinaryKind.AND),
    OR(BinaryKind.OR),
    XOR(BinaryKind.XOR);

    private static final ReduceKind[] ALL = values();

    private final String text = name().toLowerCase(Locale.ROOT);
    private final BinaryKind combine;

    ReduceKind(BinaryKind combine) {
        this.combine = combine;
    }

    public static @Nullable ReduceKind parse(String text) {
        for (ReduceKind kind : ALL) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        return null;
    }

    public String text() {
        return text;
    }

    /// The op that joins a partial result (first) with an element or partial result (second).
    public BinaryKind combine() {
        return combine;
    }

    public boolean accepts(DType dtype) {
        return combine.accepts(dtype);
    }

    /// Whether the order of joining can change the result's bits.
    public boolean orderMatters(DType dtype) {
        return dtype.isFloat() && (this == SUM || this == PROD);
    }
}
