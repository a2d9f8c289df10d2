package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Check;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.Site;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

import java.util.BitSet;
import java.util.List;

/// Whether the iterations of a loop may be lanes, and of how wide a vector.
///
/// @param lanes lanes of a vector
/// @param copies vectors that a turn of the whole strip takes
/// @param abreast how many of them go side by side; divides `copies`
/// @param maskedAbreast the same in the rest, whose lanes are masked
/// @param varying ids of the values that differ between iterations
/// @param steps the body, what few iterations need apart
record LoopPlan(
        int lanes,
        int copies,
        int abreast,
        int maskedAbreast,
        BitSet varying,
        List<Arms.Step> steps) {
    private static final int LEAST_LANES = 4;

    /// Bodies of at most so many nodes are taken four vectors at a time, be it one after the other.
    private static final int SMALL = 12;

    private static final String UNPROVED = "its accesses are checked one by one";
    private static final String ANYWHERE = "what it reads or writes is looked up one by one";
    private static final String ONE_PLACE = "all iterations write to one place";

    /// @param sites of the kernel
    /// @return null where the loop must run lane by lane
    static @Nullable LoopPlan of(Loop loop, VectorFile file, List<Site> sites) {
        BitSet varying = varying(loop);
        if (obstacle(loop, varying, file, sites) != null) {
            return null;
        }
        int lanes = lanes(loop, varying, file.bytes());
        BitSet kept = new BitSet();
        loop.reductions().forEach(r -> kept.set(r.element().id()));
        List<Arms.Step> steps = Arms.of(loop.body().nodes(), varying, kept);
        int abreast = Pressure.abreast(loop, file, lanes, varying);
        int copies = copies(loop, lanes, abreast);
        while (copies % abreast != 0) {
            abreast /= 2;
        }
        // masks that take vector registers leave none for others
        int masked = file.masks() > 0 ? abreast : 1;
        return new LoopPlan(lanes, copies, abreast, masked, varying, steps);
    }

    /// Why the loop must run lane by lane, in a few words, or null where it need not.
    static @Nullable String obstacle(Loop loop, VectorFile file, List<Site> sites) {
        return obstacle(loop, varying(loop), file, sites);
    }

    private static @Nullable String obstacle(
            Loop loop, BitSet varying, VectorFile file, List<Site> sites) {
        if (loop.axis() == Loop.Axis.ORDERED) {
            return "its iterations must run in order";
        }
        if (loop.extent() < LEAST_LANES) {
            return "it has fewer than " + LEAST_LANES + " iterations";
        }
        for (LoopNode node : loop.body().nodes()) {
            String obstacle = obstacle(node, loop.index(), varying);
            if (obstacle != null) {
                return obstacle;
            }
        }
        String unchecked = unchecked(loop, varying, sites);
        if (unchecked != null) {
            return unchecked;
        }
        int lanes = lanes(loop, varying, file.bytes());
        return lanes >= LEAST_LANES && partials(loop, lanes) >= 0
                ? null
                : "the order of its reduction allows too few lanes";
    }

    private static int lanes(Loop loop, BitSet varying, int vectorBytes) {
        boolean narrow = loop.body().nodes().stream().anyMatch(n -> isNarrow(n, varying));
        return Math.min(vectorBytes / (narrow ? 4 : 8), loop.extent());
    }

    /// @param abreast how many vectors registers allow side by side
    private static int copies(Loop loop, int lanes, int abreast) {
        int partials = partials(loop, lanes);
        if (partials > 0) {
            return partials;
        }
        int wanted = loop.body().nodes().size() <= SMALL ? 4 : abreast;
        return Math.min(wanted, loop.extent() / lanes);
    }

    /// How many vectors hold the partials of the reductions: 0 where they may be any number, -1
    /// where a reduction's order allows no lanes.
    private static int partials(Loop loop, int lanes) {
        int partials = 0;
        for (Loop.Reduction r : loop.reductions()) {
            if (r.kind().orderMatters(r.result().type().dtype())) {
                int needed = Math.min(r.order().lanes(), loop.extent());
                if (needed < lanes) {
                    return -1;
                }
                partials = Math.max(partials, needed);
            }
        }
        return partials / lanes;
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

    private static @Nullable String obstacle(LoopNode node, Value index, BitSet varying) {
        return switch (node) {
            case LoopNode.Compute _, Memory.BufferLoad _ -> null;
            case Memory.Load l when l.isVolatile() -> "it reads what must be read each time";
            case Memory.Load _ -> null;
            case Memory.Store s -> moves(s.place(), index, varying) ? null : ONE_PLACE;
            case Memory.BufferStore s ->
                    s.element().terms().stream().anyMatch(t -> varying.get(t.index().id()))
                            ? null
                            : ONE_PLACE;
            case Memory.Atomic _ -> "atomics are done one by one";
            default -> "it holds another loop or a branch";
        };
    }

    /// Why the accesses that must be checked cannot be checked a vector at a time, or null where
    /// they can. Of several in one loop the first lane that goes astray at any would have to be
    /// found.
    private static @Nullable String unchecked(Loop loop, BitSet varying, List<Site> sites) {
        int count = 0;
        for (LoopNode node : loop.body().nodes()) {
            Access access =
                    switch (node) {
                        case Memory.Load l -> l.access();
                        case Memory.Store s -> s.access();
                        default -> null;
                    };
            if (access == null || isProved(access)) {
                continue;
            }
            if (sites.get(access.site()).parameter() == Site.UNKNOWN) {
                return ANYWHERE;
            }
            boolean isOne = node instanceof Memory.Load l && !varying.get(l.result().id());
            if (++count > 1 || isOne) {
                return UNPROVED;
            }
        }
        return null;
    }

    static boolean isProved(Access access) {
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
