package tritonc.ir.pass;

import tritonc.ir.tile.TileKernel;

import java.util.function.UnaryOperator;

/// One transformation of tile IR, as data.
///
/// @param name as on the command line (`--dump-after`), lower case with dashes
/// @param summary one sentence
/// @param exactness whether results keep their bits
/// @param run gives the very same kernel back where nothing changed
public record Pass(
        String name, String summary, Exactness exactness, UnaryOperator<TileKernel> run) {
    /// What a pass may do to results.
    public enum Exactness {
        /// Every result keeps its bits; tested bit for bit.
        EXACT,
        /// Results move within the stated tolerance.
        RELAXED
    }
}
