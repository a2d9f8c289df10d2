package tritonc.ir.tile;

import java.util.List;

/// An op in its block: the values it defines, and where it comes from. The op itself carries
/// neither, so that equal computations are equal records.
public record Statement(List<Value> results, TileOp op, Location at) {
    public Statement {
        results = List.copyOf(results);
    }

    /// The only result.
    public Value result() {
        return results.getFirst();
    }
}
