package tritonc.ir.interpret;

import tritonc.ir.tile.Location;

import java.util.List;

/// An access outside the storage it belongs to; raised before it happens.
public final class MemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Access access;

    /// What was attempted.
    ///
    /// @param op `load`, `store` or `atomic_rmw`
    /// @param bytes width of the access
    /// @param lane row-major index in the op's block
    /// @param address the first byte
    /// @param parameters the names of the parameters the pointer may derive from
    /// @param offset bytes from the start of the one parameter's storage; from address 0 where the
    ///   pointer may be of several or of none
    public record Access(
            int x,
            int y,
            int z,
            String op,
            int bytes,
            Location at,
            long lane,
            long address,
            List<String> parameters,
            long offset) {
        public Access {
            parameters = List.copyOf(parameters);
        }
    }

    MemoryFault(Access access) {
        super(
                access.op()
                        + " outside "
                        + (access.parameters().isEmpty() ? "any tensor" : access.parameters())
                        + " at byte "
                        + access.offset()
                        + ", lane "
                        + access.lane()
                        + " of program ("
                        + access.x()
                        + ", "
                        + access.y()
                        + ", "
                        + access.z()
                        + "), "
                        + access.at(),
                null,
                false,
                false);
        this.access = access;
    }

    public Access access() {
        return access;
    }
}
