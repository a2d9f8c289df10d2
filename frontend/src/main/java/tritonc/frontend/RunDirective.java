package tritonc.frontend;

import tritonc.ir.diagnostic.Span;

/// A comment line `# tritonc: run …`: default arguments of the `run` command.
///
/// @param arguments what follows `run`, trimmed
public record RunDirective(Span span, String arguments) {}
