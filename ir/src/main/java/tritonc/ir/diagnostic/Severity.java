package tritonc.ir.diagnostic;

/// How much a diagnostic weighs: an error refuses the program, a warning and a note do not.
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
