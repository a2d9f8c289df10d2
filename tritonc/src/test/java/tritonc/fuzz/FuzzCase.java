package tritonc.fuzz;

import tritonc.ir.tile.TileKernel;
import tritonc.ir.type.DType;

import java.util.List;
import java.util.Set;

/// A kernel with everything a run of it needs.
///
/// @param storages the arrays, each with the format its elements have when compared
/// @param arguments one a run-time parameter
/// @param dataSeed what the arrays hold at first
/// @param traits what is special about its accesses and operands, for the histogram
public record FuzzCase(
        TileKernel kernel,
        List<Storage> storages,
        List<Argument> arguments,
        int gridX,
        int gridY,
        long dataSeed,
        Set<String> traits) {
    /// @param isTame whether it holds only small numbers at first, whose sums mean something
    public record Storage(DType dtype, int length, boolean isTame) {
        public Storage(DType dtype, int length) {
            this(dtype, length, false);
        }

        int bytes() {
            return dtype.bytes() * length;
        }
    }

    public sealed interface Argument {
        /// A view into a storage, `offset` bytes behind its start.
        record Pointer(int storage, long offset) implements Argument {}

        /// A number, as a lane.
        record Scalar(long lane) implements Argument {}
    }
}
