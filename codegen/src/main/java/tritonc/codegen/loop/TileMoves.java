package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Elementwise;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes the tiles that a block hands on into the buffers that carry them, all at once: a tile is
/// written in place where nobody still needs what it overwrites, else by way of a second buffer.
final class TileMoves {
    private final Emitter out;
    private final Bindings bindings;
    private final Roots roots;

    TileMoves(Emitter out, Bindings bindings, Roots roots) {
        this.out = out;
        this.bindings = bindings;
        this.roots = roots;
    }

    /// @param to a buffer for each tile among `values`, `null` for scalars
    void assign(List<Value> values, List<@Nullable Buffer> to, Location at) {
        int temporaries = out.temporaries();
        List<Buffer> detours = new ArrayList<>();
        List<Buffer> targets = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            Buffer target = to.get(i);
            Value value = values.get(i);
            if (target == null || target.equals(bindings.buffer(value))) {
                continue;
            }
            if (mayOverwrite(i, values, to)) {
                roots.fill(target, value, at);
            } else {
                Buffer detour = out.temporary(target.type(), target.shape());
                roots.fill(detour, value, at);
                detours.add(detour);
                targets.add(target);
            }
        }
        for (int i = 0; i < detours.size(); i++) {
            roots.copy(targets.get(i), detours.get(i), at);
        }
        out.release(temporaries);
    }

    /// Whether value number i can go to its buffer at once: it reads that buffer lane by lane if at
    /// all, and no later value reads it.
    private boolean mayOverwrite(int i, List<Value> values, List<@Nullable Buffer> to) {
        Buffer target = to.get(i);
        if (target == null || reads(values.get(i), target, true, new HashSet<>())) {
            return false;
        }
        for (int j = i + 1; j < values.size(); j++) {
            if (to.get(j) != null && reads(values.get(j), target, false, new HashSet<>())) {
                return false;
            }
        }
        return true;
    }

    /// Whether computing `tile` reads `buffer`; with `moved`, only if a lane reads another lane.
    private boolean reads(Value tile, Buffer buffer, boolean moved, Set<Value> seen) {
        if (!tile.type().isBlock()) {
            return false;
        }
        Buffer own = bindings.buffer(tile);
        if (own != null) {
            return !moved && own.equals(buffer);
        }
        if (!seen.add(tile)) {
            return false;
        }
        Statement s = bindings.definition(tile);
        boolean lanewise = s.op() instanceof Elementwise;
        for (Value operand : s.op().operands()) {
            if (reads(operand, buffer, moved && lanewise, seen)) {
                return true;
            }
        }
        return false;
    }
}
