package tritonc.benchmarks.coverage;

/// How the runs of a kernel's first assignment ended.
enum RunOutcome {
    /// it has no code to run
    NOT_COMPILED,
    /// interpreter, bytecode and machine code leave the same bits in every buffer
    EQUAL,
    /// all report a fault or a spin that nobody ends, with all arguments tried
    FAULTS,
    /// the interpreter takes too many steps, so that nothing can be said
    TOO_LONG,
    /// results or faults differ
    DIFFERENT
}
