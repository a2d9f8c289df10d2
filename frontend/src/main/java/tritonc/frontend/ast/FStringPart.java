package tritonc.frontend.ast;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Span;

import java.util.List;

/// A piece of an f-string.
public sealed interface FStringPart extends Node {
    /// Literal text, escapes and doubled braces already resolved.
    record Text(Span span, String value) implements FStringPart {}

    /// A replacement field, `{value=!r:format}`.
    ///
    /// @param selfText the source of the expression with its `=` and the blanks around it, when the
    ///   field is written `{value=}`: it is printed before the value
    /// @param conversion `r`, `s` or `a`, or a blank for none
    /// @param format the format specification, itself text and fields
    record Field(
            Span span,
            Expr value,
            @Nullable String selfText,
            char conversion,
            @Nullable List<FStringPart> format)
            implements FStringPart {
        public Field {
            format = format == null ? null : List.copyOf(format);
        }
    }
}
