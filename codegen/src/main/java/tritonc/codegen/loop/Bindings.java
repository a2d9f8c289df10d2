package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// What the values of the tile kernel are in loop IR: a scalar is a value; a tile is a buffer, or
/// computed from its definition wherever a lane is needed.
final class Bindings {
    private final @Nullable Value[] scalars;
    private final @Nullable Buffer[] buffers;
    private final @Nullable Statement[] definitions;
    private final List<Integer> log = new ArrayList<>();

    /// @param tileValues all value ids of the tile kernel are below it
    Bindings(int tileValues) {
        scalars = new @Nullable Value[tileValues];
        buffers = new @Nullable Buffer[tileValues];
        definitions = new @Nullable Statement[tileValues];
    }

    void define(Statement s) {
        for (Value result : s.results()) {
            definitions[result.id()] = s;
        }
    }

    Statement definition(Value tile) {
        Statement s = definitions[tile.id()];
        if (s == null) {
            throw new CompilerBug("loop", tile + " has no definition");
        }
        return s;
    }

    void bind(Value scalar, Value to) {
        scalars[scalar.id()] = to;
        log.add(scalar.id());
    }

    void bind(Value tile, Buffer buffer) {
        buffers[tile.id()] = buffer;
        log.add(tile.id());
    }

    /// A point to come back to.
    int mark() {
        return log.size();
    }

    /// Unbinds what was bound since a mark.
    void rollBack(int mark) {
        while (log.size() > mark) {
            int id = log.removeLast();
            scalars[id] = null;
            buffers[id] = null;
        }
    }

    boolean isBound(Value scalar) {
        return scalars[scalar.id()] != null;
    }

    boolean isDefined(Value tile) {
        return definitions[tile.id()] != null;
    }

    Value scalar(Value tile) {
        Value value = scalars[tile.id()];
        if (value == null) {
            throw new CompilerBug("loop", tile + " is not computed yet");
        }
        return value;
    }

    @Nullable Buffer buffer(Value tile) {
        return buffers[tile.id()];
    }
}
