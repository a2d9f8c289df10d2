package tritonc.codegen.x86.kernel;

/// The kernel holds something that has no machine code here; it runs as bytecode.
final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsupported(String what) {
        super(what, null, false, false);
    }
}
