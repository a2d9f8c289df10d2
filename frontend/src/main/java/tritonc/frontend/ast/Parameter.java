package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;

/// A parameter of a function or lambda, in the order of the source.
///
/// @param name without stars
/// @param nameSpan the name alone
public record Parameter(
        Span span,
        Kind kind,
        String name,
        Span nameSpan,
        @Nullable Expr annotation,
        @Nullable Expr defaultValue)
        implements Node {
    /// How arguments reach a parameter.
    public enum Kind {
        /// before a `/`
        POSITIONAL_ONLY,
        /// by position or by name
        POSITIONAL_OR_KEYWORD,
        /// `*name`
        VAR_POSITIONAL,
        /// after a `*` or `*name`
        KEYWORD_ONLY,
        /// `**name`
        VAR_KEYWORD
    }
}
