package tritonc.ir.tile;

import java.util.List;

/// A straight list of statements with parameters; the last one is a [Terminator].
public record Block(List<Value> parameters, List<Statement> statements) {
    public Block {
        parameters = List.copyOf(parameters);
        statements = List.copyOf(statements);
        if (statements.isEmpty() || !(statements.getLast().op() instanceof Terminator)) {
            throw new IllegalArgumentException("a block ends with a terminator");
        }
    }

    /// What the block hands on at its end.
    public List<Value> yields() {
        return statements.getLast().op().operands();
    }
}
