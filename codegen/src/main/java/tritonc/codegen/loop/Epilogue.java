package tritonc.codegen.loop;

import tritonc.ir.tile.Value;

import java.util.List;

/// What becomes of the sums of a product, a vector of a row at a time, in any order: for each row
/// `rowBody`, and for each of the row's vectors `body` behind it.
///
/// @param condition an i1, visible before the product's loop; only where it holds this may be done
/// @param sums `[rows, columns]`, the product's accumulator
/// @param columns a multiple of a vector's lanes
/// @param row an i32, visible in both blocks
/// @param column an i32, visible in `body`: that of lane 0
/// @param sum a vector, visible in `body`
/// @param targets where `body` writes whole vectors, as far as `row` and `column` alone say it
public record Epilogue(
        Value condition,
        Buffer sums,
        int columns,
        Value row,
        LoopBlock rowBody,
        Value column,
        Value sum,
        LoopBlock body,
        List<Place> targets) {
    public Epilogue {
        targets = List.copyOf(targets);
    }
}
