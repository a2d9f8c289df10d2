package tritonc.typecheck.semantic;

import tritonc.ir.diagnostic.Span;

/// Where the two operands of an operation stand in the source.
public record Sites(Span left, Span right) {
    /// Operands that have no place of their own.
    public static Sites all(Span span) {
        return new Sites(span, span);
    }

    public Sites swapped() {
        return new Sites(right, left);
    }
}
