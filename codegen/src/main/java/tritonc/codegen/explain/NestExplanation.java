package tritonc.codegen.explain;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.cost.LoopCost;

import java.util.List;

/// The innermost loop of a nest.
///
/// @param line the line of the source that the nest was made for
/// @param lines all lines that have a part in it: they are fused
/// @param product whether it is a product of matrices; then an element is one multiplication with
///   its addition
/// @param epilogue whether it is done in the registers of a product instead, where its tile is
///   whole
/// @param vectors how its elements are taken
/// @param registers how many it uses
/// @param traffic what an element moves
/// @param operations arithmetic operations an element, an `fma` being two
/// @param cost the code of a turn
/// @param elements elements that a turn computes
public record NestExplanation(
        int line,
        List<Integer> lines,
        boolean product,
        boolean epilogue,
        Vectors vectors,
        Registers registers,
        Traffic traffic,
        double operations,
        LoopCost cost,
        double elements) {
    public NestExplanation {
        lines = List.copyOf(lines);
    }

    /// How many elements at a time.
    ///
    /// @param lanes elements of a vector; 1 where there is none
    /// @param laneBits bits of each
    /// @param unroll vectors that a turn takes
    /// @param tail whether what is left over is taken by masked vectors behind the loop
    /// @param scalarBecause why there are no vectors, in a few words
    public record Vectors(
            int lanes, int laneBits, int unroll, boolean tail, @Nullable String scalarBecause) {}

    /// Registers that the loop names, by file.
    ///
    /// @param spills how often a turn touches a register that was put away into memory
    public record Registers(int general, int vector, int mask, int spills) {}

    /// Bytes an element.
    ///
    /// @param read from tensors
    /// @param written to tensors
    /// @param scratch read from and written to scratch memory
    /// @param scattered the part of tensors' bytes whose addresses are not side by side
    /// @param streamed whether there is a loop that writes past the caches, for large arrays
    public record Traffic(
            double read, double written, double scratch, double scattered, boolean streamed) {}

    /// Where the tensors' data is.
    public enum Place {
        L1,
        L2,
        MEMORY
    }

    /// The speed that the code has at best.
    ///
    /// @param cycles an element
    /// @param by what binds
    public record Limit(Place place, double cycles, String by) {}

    /// The best speed for data in each place.
    public List<Limit> limits() {
        Limit near = inFirstLevel();
        double bytes = traffic.read() + traffic.written();
        // a line that is written is read first, unless it goes past the caches
        double moved = traffic.read() + (traffic.streamed() ? 1 : 2) * traffic.written();
        return List.of(
                near,
                slower(near, Place.L2, bytes / LoopCost.L2_BYTES, "its bandwidth"),
                slower(near, Place.MEMORY, moved / LoopCost.MEMORY_BYTES, "its bandwidth"));
    }

    private Limit inFirstLevel() {
        boolean waits = cost.chain() > cost.ports();
        String by = waits ? "each turn waits for the one before" : cost.by();
        return new Limit(Place.L1, cost.cycles() / elements, by);
    }

    private static Limit slower(Limit near, Place place, double cycles, String by) {
        return cycles > near.cycles()
                ? new Limit(place, cycles, by)
                : new Limit(place, near.cycles(), near.by());
    }
}
