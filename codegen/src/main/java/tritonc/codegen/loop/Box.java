package tritonc.codegen.loop;

import tritonc.ir.tile.Value;

import java.util.List;

/// The lanes that a mask leaves, as far as they form a box: along each axis the coordinates from ≤
/// i < to. A mask may leave fewer (`exact` is false); it never leaves a lane outside the box.
///
/// @param from one an axis, 0 ≤ from; constants or i32 values
/// @param to one an axis, to ≤ extent; the axis is empty where to ≤ from
/// @param facts the parts of the mask that hold in the whole box
/// @param allowed i1 values that must hold for the box to be right
/// @param exact whether `facts` are all parts of the mask, so that the box is just the lanes left
record Box(
        List<Amount> from, List<Amount> to, List<Fact> facts, List<Value> allowed, boolean exact) {
    /// A tile that is true in the whole box.
    ///
    /// @param axis the axis whose bounds see to that
    /// @param source for each axis of the tile the box's axis that it follows, -1 for none
    record Fact(Value tile, int[] source, int axis) {}

    /// Whether a part of the mask bounds an axis.
    boolean bounds(int axis) {
        for (Fact fact : facts) {
            if (fact.axis() == axis) {
                return true;
            }
        }
        return false;
    }
}
