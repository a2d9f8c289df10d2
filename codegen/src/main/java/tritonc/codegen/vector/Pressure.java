package tritonc.codegen.vector;

import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Uses;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.BitSet;
import java.util.List;

/// How many registers one vector of a loop's iterations needs at once, and so how many vectors may
/// go side by side. Beside one another each finds work to do while others wait for results: a
/// processor looks ahead over far fewer instructions than a chain of them takes cycles.
final class Pressure {
    /// Vectors that a turn has at most: as many as an addition of floats takes cycles.
    private static final int MOST = 4;

    /// Registers for what is the same in all turns and cannot be read in memory.
    private static final int KEPT = 4;

    /// Nodes of all vectors of a turn at most, as long code takes long to make.
    private static final int MOST_NODES = 400;

    private final VectorFile file;
    private final int lanes;
    private final BitSet varying;
    private final BitSet alive = new BitSet();
    private int vectors;
    private int masks;
    private int mostVectors;
    private int mostMasks;

    private Pressure(VectorFile file, int lanes, BitSet varying) {
        this.file = file;
        this.lanes = lanes;
        this.varying = varying;
    }

    /// How many vectors may go side by side, a power of two.
    ///
    /// @param varying ids of the values that differ between lanes
    static int abreast(Loop loop, VectorFile file, int lanes, BitSet varying) {
        BitSet vectors = (BitSet) varying.clone();
        // the index of an address is that of its first lane
        vectors.clear(loop.index().id());
        Pressure pressure = new Pressure(file, lanes, vectors);
        List<LoopNode> nodes = loop.body().nodes();
        loop.reductions().forEach(r -> pressure.begins(r.element()));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            pressure.goOver(nodes.get(i));
        }
        int copies = MOST;
        while (copies > 1 && !(pressure.allows(copies) && copies * nodes.size() <= MOST_NODES)) {
            copies /= 2;
        }
        return copies;
    }

    private boolean allows(int copies) {
        return copies * mostVectors + KEPT <= file.count()
                && (file.masks() == 0 || copies * mostMasks <= file.masks());
    }

    /// Backwards: what a node makes begins there, what it reads is alive before.
    private void goOver(LoopNode node) {
        Results.of(node, this::ends);
        Uses.of(node, this::begins);
        mostVectors = Math.max(mostVectors, vectors);
        mostMasks = Math.max(mostMasks, masks);
    }

    private void begins(Value v) {
        if (varying.get(v.id()) && !alive.get(v.id())) {
            alive.set(v.id());
            count(v, 1);
        }
    }

    private void ends(Value v) {
        if (alive.get(v.id())) {
            alive.clear(v.id());
            count(v, -1);
        }
    }

    private void count(Value v, int sign) {
        if (file.masks() > 0 && v.type().element() == DType.I1) {
            masks += sign;
        } else {
            vectors += sign * file.registers(v.type().element(), lanes);
        }
    }
}
