package tritonc.ir.analysis;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;

import java.util.HashMap;
import java.util.Map;

/// How often each value of a kernel is an operand, terminators included.
public final class Users {
    private final Map<Value, Integer> counts = new HashMap<>();

    private Users() {}

    public static Users of(TileKernel kernel) {
        Users users = new Users();
        users.block(kernel.body());
        return users;
    }

    /// Number of operands that are `value`.
    public int count(Value value) {
        return counts.getOrDefault(value, 0);
    }

    public boolean isUsed(Value value) {
        return counts.containsKey(value);
    }

    private void block(Block block) {
        for (Statement statement : block.statements()) {
            for (Value operand : statement.op().operands()) {
                counts.merge(operand, 1, Integer::sum);
            }
            for (Block nested : statement.op().blocks()) {
                block(nested);
            }
        }
    }
}
