package tritonc.codegen.loop;

import tritonc.ir.tile.Value;

import java.util.List;

/// Runs programs that follow one another, the last loop of each together with a loop of the next:
/// what the one writes and what the other reads and computes then go on side by side, and nobody
/// waits for the end of a reduction.
///
/// It may end before the last program, and must not be begun where storages overlap. The programs
/// that are left are run as the kernel's body says.
///
/// @param first an i32 that is visible in the block: the x of the first program
/// @param end an i32 that is visible in the block: the x behind the last one
/// @param program an i32: while the block holds it, the x of the program whose steps may fail
/// @param next an i32 that is visible behind the block: the x of the first program that is left
/// @param apart storages that must not overlap
public record Pipeline(
        Value first, Value end, Value program, Value next, List<Overlap> apart, LoopBlock block) {
    public Pipeline {
        apart = List.copyOf(apart);
    }

    /// The same over another block.
    public Pipeline with(LoopBlock other) {
        return new Pipeline(first, end, program, next, apart, other);
    }
}
