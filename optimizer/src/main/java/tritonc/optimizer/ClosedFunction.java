package tritonc.optimizer;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives the values of a fold's function names that do not depend on where it stands, so that folds
/// which compute the same are equal.
final class ClosedFunction {
    private final Map<Value, Value> names = new HashMap<>();

    private ClosedFunction() {}

    /// The fold with its function renamed: to be compared, not to be put into a kernel.
    static Fold renamed(Fold op) {
        return op.withCombine(new ClosedFunction().block(op.combine()));
    }

    private Block block(Block block) {
        List<Statement> statements = new ArrayList<>(block.statements().size());
        List<Value> parameters = named(block.parameters());
        for (Statement s : block.statements()) {
            TileOp op = s.op().mapOperands(v -> names.getOrDefault(v, v));
            if (op instanceof ControlOp.If i) {
                op = new ControlOp.If(i.condition(), block(i.thenBlock()), block(i.elseBlock()));
            }
            statements.add(new Statement(named(s.results()), op, Location.NONE));
        }
        return new Block(parameters, statements);
    }

    private List<Value> named(List<Value> values) {
        List<Value> fresh = new ArrayList<>(values.size());
        for (Value v : values) {
            Value name = new Value(names.size(), v.type());
            names.put(v, name);
            fresh.add(name);
        }
        return fresh;
    }
}
