package tritonc.codegen.vector;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Overlap;
import tritonc.ir.tile.Value;

import java.util.List;
import java.util.Set;

/// A loop whose iterations fill two tiles and add their product to a third, and do nothing else:
/// the inner loop of a matrix product. The fills of many iterations may come first, into as many
/// tiles side by side, which are a *panel*; then the accumulator can stay in registers for all of
/// their products.
///
/// @param steps what an iteration does before its product, in order, where no guard fails
/// @param dot the product
/// @param updates ids of the scalars of `steps` that the next iteration depends on
public record ProductLoop(
        Control.For loop, List<Step> steps, DotNest dot, Panel a, Panel b, Set<Integer> updates) {
    public ProductLoop {
        steps = List.copyOf(steps);
        updates = Set.copyOf(updates);
    }

    /// Whether the next iteration depends on a scalar.
    public boolean isUpdate(LoopNode node) {
        boolean[] found = new boolean[1];
        Results.of(node, v -> found[0] |= updates.contains(v.id()));
        return found[0];
    }

    /// A part of an iteration.
    public sealed interface Step {}

    /// Computes scalars; touches no memory.
    public record Scalar(LoopNode node) implements Step {}

    /// The iteration is as `steps` say if this i1 holds; else it must be run as the loop has it.
    public record Holds(Value condition) implements Step {}

    /// Writes elements of a tile.
    public record Fill(LoopNode node, Buffer tile) implements Step {}

    /// The tiles of an operand.
    ///
    /// @param tile one iteration's
    /// @param sharing how other programs may use them too, or why they may not
    public record Panel(Buffer tile, Sharing sharing) {}

    /// Whether programs of a launch have tiles in common.
    public sealed interface Sharing {}

    /// Nothing is known.
    public record Private() implements Sharing {}

    /// All that the tiles of some iterations hold depends on the first iteration's variable, on
    /// `keys`, and on what is the same for all programs, while no program writes to what they are
    /// read from. The guards of the loop hold for two panels if they held for each of them together
    /// with any other.
    ///
    /// @param keys scalars that are visible at the loop and no floats
    /// @param overlaps pairs of parameters: tiles are read from the storage of the first, and the
    ///   kernel writes to that of the second
    public record Shared(List<Value> keys, List<Overlap> overlaps) implements Sharing {
        public Shared {
            keys = List.copyOf(keys);
            overlaps = List.copyOf(overlaps);
        }
    }
}
