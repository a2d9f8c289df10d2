package tritonc.codegen.loop;

import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.Value;

import java.util.List;

/// What all tensor accesses have in common.
///
/// @param site index in [LoopKernel#sites()]
/// @param lane the row-major number of the lane in the tile op's block is `Σ coordinate · weight`;
///   for messages alone, so that a back end computes it only when it raises. Empty for a scalar
public record Access(int site, Check check, CacheHint hint, List<Coordinate> lane) {
    public Access {
        lane = List.copyOf(lane);
    }

    /// The same once something else shows that it stays inside.
    public Access proved() {
        return new Access(site, Check.PROVED, hint, List.of());
    }

    /// @param value an i32 that is visible at the access: a loop index, or made from some
    /// @param weight in lanes
    public record Coordinate(Value value, int weight) {}
}
