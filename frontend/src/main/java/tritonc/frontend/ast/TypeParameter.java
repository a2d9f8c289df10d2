package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;

/// A type parameter of a function, a class or a `type` statement: `T`, `T: bound`, `*Ts`, `**P`.
public record TypeParameter(Span span, Kind kind, String name, @Nullable Expr bound)
        implements Node {
    /// What a type parameter stands for.
    public enum Kind {
        TYPE,
        /// `*Ts`
        TYPE_TUPLE,
        /// `**P`
        PARAMETERS
    }
}
