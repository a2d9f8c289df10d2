package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

/// What the values of the tile kernel are in loop IR: a scalar is a value; a tile is a buffer, or
/// computed from its definition wherever a lane is needed.
final class Bindings {
    private final @Nullable Value[] scalars;
    private final @Nullable Buffer[] buffers;
    private final @Nullable Statement[] definitions;

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
    }

    void bind(Value tile, Buffer buffer) {
        buffers[tile.id()] = buffer;
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
