package tritonc.frontend.ast;

import tritonc.ir.diagnostic.Span;

/// What is written between the parentheses of a call, or of a class's bases.
public sealed interface Argument extends Node {
    /// The value that is passed, or unpacked.
    Expr value();

    /// `value`
    record Positional(Span span, Expr value) implements Argument {}

    /// `name=value`
    record Keyword(Span span, String name, Span nameSpan, Expr value) implements Argument {}

    /// `*value`
    record Unpacked(Span span, Expr value) implements Argument {}

    /// `**value`
    record UnpackedKeywords(Span span, Expr value) implements Argument {}
}
