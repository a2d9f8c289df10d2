package tritonc.codegen.loop;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.ReduceKind;

/// Joins each lane of a buffer with those before it along the last axis that has more than one
/// lane, in place, in the order that [tritonc.ir.tile.ScanOrder] gives for blocks of `block` lanes.
///
/// @param block lanes of a block, a power of two that divides that axis; where `kind.orderMatters`
///   is false any order gives the same bits
/// @param isHandedOn whether only a loop behind this one reads the lanes, each iteration its own,
///   and nothing shows whether it has gone over some before the next are filled
/// @param steps does the same, lane by lane
public record ScanNest(
        Buffer lanes,
        ReduceKind kind,
        boolean reverse,
        int block,
        boolean isHandedOn,
        LoopBlock steps,
        Location at)
        implements LoopNode {}
