package tritonc.ir.tile;

/// Pure ops whose result lanes depend on several lanes of an operand, and whose results are blocks.
public sealed interface CrossLane extends TileOp, Pure
        permits Scan, BitonicMerge, Gather, Histogram {}
