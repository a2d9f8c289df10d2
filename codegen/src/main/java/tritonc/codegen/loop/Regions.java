package tritonc.codegen.loop;

import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The regions that the accesses of a chunk are tested with. Accesses through one parameter that go
/// over the same box with the same strides, and whose spans follow one another without a gap, are
/// tested as one: the halves of rows, or an element and its neighbours. Each of them lies inside an
/// array, or apart from a region, if and only if all their bytes together do.
final class Regions {
    /// What accesses have in common that differ at most in where they begin.
    private record Kind(
            int parameter,
            Bases.Origin origin,
            Shape shape,
            int bytes,
            List<Amount> strides,
            List<Amount> from,
            List<Amount> to) {}

    /// @param bytes from the origin
    private record Begin(AccessPlan access, long bytes) {}

    private final Bases bases;
    private final Map<Kind, List<Begin>> met = new HashMap<>();
    private final IdentityHashMap<AccessPlan, Guard.Region> regions = new IdentityHashMap<>();

    Regions(Bases bases) {
        this.bases = bases;
    }

    /// Takes an access in.
    ///
    /// @param parameter of its site, known
    void add(AccessPlan access, int parameter) {
        Bases.Place place = bases.place(access.form().base());
        if (place == null) {
            return;
        }
        Kind kind =
                new Kind(
                        parameter,
                        place.origin(),
                        access.shape(),
                        access.bytes(),
                        access.form().coefficients(),
                        access.box().from(),
                        access.box().to());
        met.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Begin(access, place.bytes()));
    }

    /// Makes the regions of all accesses that were taken in.
    void join() {
        for (List<Begin> begins : met.values()) {
            begins.sort(Comparator.comparingLong(Begin::bytes));
            int first = 0;
            for (int i = 1; i <= begins.size(); i++) {
                if (i == begins.size() || isGap(begins.get(i - 1), begins.get(i))) {
                    join(begins.subList(first, i));
                    first = i;
                }
            }
        }
    }

    private static boolean isGap(Begin a, Begin b) {
        return b.bytes() - a.bytes() > a.access().leastSpan();
    }

    private void join(List<Begin> begins) {
        long distance = begins.getLast().bytes() - begins.getFirst().bytes();
        Guard.Region region = begins.getFirst().access().region();
        if (distance > 0) {
            List<Sweep> sweeps = new ArrayList<>(region.sweeps());
            sweeps.add(new Sweep(Amount.of(distance), Amount.zero(), Amount.of(2)));
            region = new Guard.Region(region.base(), sweeps, region.bytes());
        }
        for (Begin begin : begins) {
            regions.put(begin.access(), region);
        }
    }

    /// The region that an access is tested with.
    Guard.Region of(AccessPlan access) {
        Guard.Region joined = regions.get(access);
        return joined == null ? access.region() : joined;
    }

    /// Whether two accesses are tested as one.
    boolean isOne(AccessPlan a, AccessPlan b) {
        Guard.Region region = regions.get(a);
        return region != null && region == regions.get(b);
    }
}
