package tritonc.codegen.loop;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.List;

/// Uniform tests that allow a faster version of what follows. They never raise. Sums and products
/// are those of unbounded integers. Each may say false where it is not sure, never true.
public sealed interface Guard extends LoopNode {
    /// An i1.
    Value result();

    /// Bytes that a nest touches: all `[a, a + bytes)` with a = base + Σ index · stride over all
    /// combinations of the sweeps' indices. No bytes at all where a sweep is empty.
    ///
    /// @param base a pointer, read as an unsigned 64-bit number
    /// @param sweeps strides in bytes
    record Region(Value base, List<Sweep> sweeps, int bytes) {
        public Region {
            sweeps = List.copyOf(sweeps);
        }
    }

    /// Whether all bytes of the region lie in the storage of the parameter (index in
    /// [LoopKernel#parameters()]), or in one single storage of the launch for [Site#UNKNOWN]. True
    /// for an empty region.
    record Inside(Value result, int parameter, Region region, Location at) implements Guard {}

    /// Whether the spans of the two regions, each from its first byte to its last, have no byte in
    /// common. True where one is empty.
    record Disjoint(Value result, Region a, Region b, Location at) implements Guard {}

    /// Whether `base + Σ index · stride` fits `type` for all combinations of the sweeps' indices.
    /// True where a sweep is empty.
    ///
    /// @param base an integer of `type`, read by its signedness; strides are read as signed
    record Fits(Value result, DType type, Value base, List<Sweep> sweeps, Location at)
            implements Guard {
        public Fits {
            sweeps = List.copyOf(sweeps);
        }
    }
}
