package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.BitSet;

/// Whether the iterations of a loop may be lanes, and of how wide a vector.
///
/// @param lanes lanes of a vector
/// @param copies vectors that a turn of the whole strip takes
/// @param varying ids of the values that differ between iterations
record LoopPlan(int lanes, int copies, BitSet varying) {
    private static final int LEAST_LANES = 4;

    /// Bodies of at most so many nodes are taken four and two vectors at a time.
    private static final int SMALL = 12;

    private static final int MIDDLE = 40;

    /// @param vectorBytes bytes of a vector register
    /// @return null where the loop must run lane by lane
    static @Nullable LoopPlan of(Loop loop, int vectorBytes) {
        if (loop.axis() == Loop.Axis.ORDERED || loop.extent() < LEAST_LANES) {
            return null;
        }
        BitSet varying = varying(loop);
        boolean narrow = false;
        for (LoopNode node : loop.body().nodes()) {
            if (!mayBeLanes(node, loop.index(), varying)) {
                return null;
            }
            narrow |= isNarrow(node, varying);
        }
        int lanes = Math.min(vectorBytes / (narrow ? 4 : 8), loop.extent());
        int copies = copies(loop, lanes);
        return lanes < LEAST_LANES || copies == 0 ? null : new LoopPlan(lanes, copies, varying);
    }

    /// How many vectors hold the partials of the reductions, or suit the size of the body; 0 where
    /// a reduction's order allows no lanes.
    private static int copies(Loop loop, int lanes) {
        int partials = 0;
        for (Loop.Reduction r : loop.reductions()) {
            if (r.kind().orderMatters(r.result().type().dtype())) {
                int needed = Math.min(r.order().lanes(), loop.extent());
                if (needed < lanes) {
                    return 0;
                }
                partials = Math.max(partials, needed);
            }
        }
        if (partials > 0) {
            return partials / lanes;
        }
        int size = loop.body().nodes().size();
        int wanted = size <= SMALL ? 4 : size <= MIDDLE ? 2 : 1;
        return Math.min(wanted, loop.extent() / lanes);
    }

    private static BitSet varying(Loop loop) {
        BitSet varying = new BitSet();
        varying.set(loop.index().id());
        for (LoopNode node : loop.body().nodes()) {
            boolean[] varies = {false};
            tritonc.codegen.loop.Uses.of(node, v -> varies[0] |= varying.get(v.id()));
            if (varies[0]) {
                Value result = result(node);
                if (result != null) {
                    varying.set(result.id());
                }
            }
        }
        return varying;
    }

    private static @Nullable Value result(LoopNode node) {
        return switch (node) {
            case LoopNode.Compute c -> c.result();
            case Memory.Load l -> l.result();
            case Memory.BufferLoad l -> l.result();
            default -> null;
        };
    }

    private static boolean mayBeLanes(LoopNode node, Value index, BitSet varying) {
        return switch (node) {
            case LoopNode.Compute _, Memory.BufferLoad _ -> true;
            case Memory.Load l -> !l.isVolatile() && isProved(l.access());
            case Memory.Store s -> isProved(s.access()) && moves(s.place(), index, varying);
            case Memory.BufferStore s ->
                    s.element().terms().stream().anyMatch(t -> varying.get(t.index().id()));
            default -> false;
        };
    }

    private static boolean isProved(Access access) {
        return access.check() == Check.PROVED;
    }

    private static boolean moves(Place place, Value index, BitSet varying) {
        if (varying.get(place.base().id())) {
            return true;
        }
        for (Place.Term t : place.terms()) {
            if (t.index().id() == index.id()
                    && !(t.stride() instanceof Amount.Constant(long s) && s == 0)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a node gives lanes of at most 32 bits, truth values apart.
    private static boolean isNarrow(LoopNode node, BitSet varying) {
        Value result = result(node);
        Value value =
                node instanceof Memory.Store s
                        ? s.value()
                        : node instanceof Memory.BufferStore b ? b.value() : result;
        if (value == null || result != null && !varying.get(result.id())) {
            return false;
        }
        ElementType type = value.type().element();
        return type.bits() <= 32 && type != DType.I1;
    }
}
