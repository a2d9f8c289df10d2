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
        if (target == null || new Readers(target).reads(values.get(i), true)) {
            return false;
        }
        for (int j = i + 1; j < values.size(); j++) {
            if (to.get(j) != null && new Readers(target).reads(values.get(j), false)) {
                return false;
            }
        }
        return true;
    }

    /// Which tiles read a buffer.
    private final class Readers {
        private final Buffer buffer;

        /// Tiles that were looked at for other lanes, and for any.
        private final Set<Value> moved = new HashSet<>();

        private final Set<Value> all = new HashSet<>();

        Readers(Buffer buffer) {
            this.buffer = buffer;
        }

        /// Whether computing a tile reads the buffer; with `onlyMoved`, only if a lane reads
        /// another lane.
        boolean reads(Value tile, boolean onlyMoved) {
            if (!tile.type().isBlock()) {
                return false;
            }
            Buffer own = bindings.buffer(tile);
            if (own != null) {
                return !onlyMoved && own.equals(buffer);
            }
            // what is harmless lane by lane may be reached again by a move
            if (!(onlyMoved ? moved : all).add(tile)) {
                return false;
            }
            Statement s = bindings.definition(tile);
            boolean lanewise = s.op() instanceof Elementwise;
            for (Value operand : s.op().operands()) {
                if (reads(operand, onlyMoved && lanewise)) {
                    return true;
                }
            }
            return false;
        }
    }
}
