package tritonc.ir.diagnostic;

/// A few words (a type, a shape) to stand under one place of the source.
public record Label(Span span, String text) {}
