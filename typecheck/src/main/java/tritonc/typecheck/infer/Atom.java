package tritonc.typecheck.infer;

/// Where a value comes from: a parameter itself (depth 0), what lies behind it in memory (1), what
/// lies behind that (2).
record Atom(int parameter, int depth) {
    /// Tables of pointers are the deepest thing that kernels use.
    private static final int DEEPEST = 3;

    Atom loaded() {
        return depth == DEEPEST ? this : new Atom(parameter, depth + 1);
    }
}
