package tritonc.ir.interpret;

/// What a run-time parameter is given.
public sealed interface Argument {
    /// A number, as a lane of the parameter's dtype.
    record Scalar(long lane) implements Argument {}

    /// A pointer: an address (of the first element of a view, say; it need not lie inside) and the
    /// storage that accesses through it must stay in.
    record Pointer(Storage storage, long address) implements Argument {
        /// A pointer to the first byte.
        public Pointer(Storage storage) {
            this(storage, storage.address());
        }
    }
}
