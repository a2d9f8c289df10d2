package tritonc.codegen.loop;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;

import java.util.List;

/// How many value ids a tile kernel uses.
final class TileIds {
    private TileIds() {}

    /// A number that all value ids are below.
    static int bound(TileKernel kernel) {
        int bound = 0;
        for (Parameter p : kernel.parameters()) {
            bound = Math.max(bound, p.value().id() + 1);
        }
        return Math.max(bound, bound(kernel.body()));
    }

    private static int bound(Block block) {
        int bound = bound(block.parameters());
        for (Statement s : block.statements()) {
            bound = Math.max(bound, bound(s.results()));
            for (Block nested : s.op().blocks()) {
                bound = Math.max(bound, bound(nested));
            }
        }
        return bound;
    }

    private static int bound(List<Value> values) {
        int bound = 0;
        for (Value v : values) {
            bound = Math.max(bound, v.id() + 1);
        }
        return bound;
    }
}
