package tritonc.typecheck.infer;

import tritonc.typecheck.value.Argument;

/// One thing that a parameter could be compiled for.
///
/// @param note what it is and why
record Option(Argument argument, String note) {}
