package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Whether two accesses touch no byte in common. Either their spans lie apart, or their rows
/// interleave: modulo the distance R of two rows each access touches only a part of a row, and the
/// parts lie apart.
///
/// Let an access touch `base + low + [0, width)`, the axes left out whose strides are multiples of
/// R. Then two accesses interleave if `wa ≤ m ≤ R - wb` for m = `b + low(b) - a - low(a)` modulo R.
/// This is asked only where the distance of the bases is known ([Bases]), or would be if two
/// pointers were the same: they are where a kernel works in place.
final class Separation {
    /// Strides beyond are not looked into, so that no sum of them overflows.
    private static final long MOST = 1L << 40;

    private final Emitter out;
    private final Bases bases;
    private final Regions regions;

    Separation(Emitter out, Bases bases, Regions regions) {
        this.out = out;
        this.bases = bases;
        this.regions = regions;
    }

    /// What an access touches, as far as it is known now.
    ///
    /// @param low from its base to its first byte, rows left out
    /// @param width bytes from the first to the one after the last, rows left out
    /// @param rows the stride of an axis that is not known now, if there is one: then that is left
    ///   out too
    private record Extent(long low, long width, @Nullable Value rows) {}

    /// Whether they lie apart whatever the arguments are.
    boolean isCertain(AccessPlan a, AccessPlan b) {
        Bases.Distance distance = distance(a, b);
        Value apart =
                distance == null || !distance.isCertain()
                        ? null
                        : at(distance.bytes(), a, b, Location.NONE);
        return apart != null && out.isTrue(apart);
    }

    /// Whether no argument could make them lie apart, as far as is known now.
    boolean isHopeless(AccessPlan a, AccessPlan b) {
        Bases.Distance distance = distance(a, b);
        return distance != null
                && !distance.isConditional()
                && isKnown(a)
                && isKnown(b)
                && at(distance.bytes(), a, b, Location.NONE) == null;
    }

    private Bases.@Nullable Distance distance(AccessPlan a, AccessPlan b) {
        return bases.distance(a.form().base(), b.form().base());
    }

    private static boolean isKnown(AccessPlan access) {
        Extent extent = extent(access, 0);
        return extent != null && extent.rows() == null;
    }

    /// An i1 that is true only where they lie apart.
    Value test(AccessPlan a, AccessPlan b, Location at) {
        return test(a, b, null, at);
    }

    /// An i1 that is true only where they lie apart, or touch the same bytes with the same lanes.
    ///
    /// @param injective an i1 that is true only where no two lanes of one of them touch the same
    ///   byte, while both have the same shape, strides and bytes a lane; `null` where they must lie
    ///   apart
    Value test(AccessPlan a, AccessPlan b, @Nullable Value injective, Location at) {
        Value known = known(a, b, at);
        Bases.Distance distance = distance(a, b);
        if (known != null && distance != null && !distance.isConditional()) {
            return known;
        }
        boolean one = regions.isOne(a, b);
        Guard.Region first = one ? a.region() : regions.of(a);
        Guard.Region second = one ? b.region() : regions.of(b);
        Value spans = Guards.disjoint(out, first, second, at);
        Value x = a.form().base();
        Value y = b.form().base();
        if (known == null && injective != null && x.type().equals(y.type())) {
            known = both(injective, bases.same(x, y, at), at);
        }
        return known == null ? spans : out.binary(BinaryKind.OR, spans, known, at);
    }

    /// An i1 that is true only where they lie apart by a distance that is known now, or is if two
    /// pointers are the same, as they are in place; `null` where there is none.
    private @Nullable Value known(AccessPlan a, AccessPlan b, Location at) {
        Bases.Distance distance = distance(a, b);
        if (distance == null || distance.isConditional() && !isAlike(a, b)) {
            return null;
        }
        Value apart = at(distance.bytes(), a, b, at);
        return apart == null || distance.isCertain()
                ? apart
                : both(apart, bases.holds(distance, at), at);
    }

    /// Whether they may be an array's access and one in place.
    private static boolean isAlike(AccessPlan a, AccessPlan b) {
        return a.shape().equals(b.shape())
                && a.form().coefficients().equals(b.form().coefficients());
    }

    private Value both(Value a, Value b, Location at) {
        return out.isTrue(a) ? b : out.binary(BinaryKind.AND, a, b, at);
    }

    /// An i1 that is true only where accesses lie apart whose bases are `distance` apart; `null`
    /// where there is none.
    private @Nullable Value at(long distance, AccessPlan a, AccessPlan b, Location at) {
        Extent x = extent(a, 0);
        Extent y = extent(b, 0);
        if (x == null || y == null) {
            return null;
        }
        long first = distance + y.low() - x.low();
        if (x.rows() != null || y.rows() != null) {
            Value rows = x.rows();
            return rows == null || !rows.equals(y.rows()) ? null : follow(x, y, rows, first, at);
        }
        boolean apart = first >= x.width() || -first >= y.width();
        List<Long> all = strides(a);
        all.addAll(strides(b));
        for (long rows : all) {
            apart |= interleave(extent(a, rows), extent(b, rows), rows, distance);
        }
        return apart ? out.constant(DType.I1, 1, at) : null;
    }

    private static boolean interleave(
            @Nullable Extent a, @Nullable Extent b, long rows, long distance) {
        if (a == null || b == null) {
            return false;
        }
        long first = Math.floorMod(distance + b.low() - a.low(), rows);
        return a.width() <= first && first <= rows - b.width();
    }

    /// The same for rows whose distance is not known now, but is the same for both: they follow one
    /// another if a row of each ends before their next begins.
    private @Nullable Value follow(Extent a, Extent b, Value rows, long first, Location at) {
        if (first >= a.width()) {
            return atLeast(rows, first + b.width(), at);
        }
        return -first >= b.width() ? atLeast(rows, a.width() - first, at) : null;
    }

    private Value atLeast(Value rows, long bytes, Location at) {
        Value wide = out.cast(rows, DType.I64, at);
        Value least = out.constant(DType.I64, bytes, at);
        return out.compute(new Arithmetic.Compare(CompareKind.GE, wide, least), at);
    }

    /// An i1 that is true only where no two lanes of an access touch the same byte; `null` where
    /// nothing is known of it. An axis whose stride is not known now must be the outermost.
    @Nullable Value injective(AccessPlan access, Location at) {
        if (access.isInjective(0)) {
            return out.constant(DType.I1, 1, at);
        }
        Extent extent = extent(access, 0);
        return extent == null || extent.rows() == null || !access.isInjectiveInRows()
                ? null
                : atLeast(extent.rows(), extent.width(), at);
    }

    /// The strides known now along which an access has several lanes.
    private static List<Long> strides(AccessPlan access) {
        List<Long> strides = new ArrayList<>();
        for (int i = 0; i < access.shape().rank(); i++) {
            if (access.shape().dim(i) > 1
                    && access.form().coefficients().get(i) instanceof Amount.Constant(long stride)
                    && stride != 0) {
                strides.add(Math.abs(stride));
            }
        }
        return strides;
    }

    /// What an access touches, the axes left out whose strides are multiples of `rows` (none if it
    /// is 0); `null` if that is not known, or two strides are not.
    private static @Nullable Extent extent(AccessPlan access, long rows) {
        long low = 0;
        long high = access.bytes();
        Value dynamic = null;
        for (int i = 0; i < access.shape().rank(); i++) {
            if (access.shape().dim(i) == 1) {
                continue;
            }
            switch (access.form().coefficients().get(i)) {
                case Amount.Dynamic(Value value) -> {
                    if (dynamic != null) {
                        return null;
                    }
                    dynamic = value;
                }
                case Amount.Constant(long stride) -> {
                    long most = MOST / access.shape().dim(i);
                    if (stride > most || stride < -most) {
                        return null;
                    }
                    if (rows == 0 || stride % rows != 0) {
                        long from = stride * first(access, i);
                        long to = stride * last(access, i);
                        low += Math.min(from, to);
                        high += Math.max(from, to);
                    }
                }
            }
        }
        return new Extent(low, high - low, dynamic);
    }

    private static long first(AccessPlan access, int axis) {
        return access.box().from().get(axis) instanceof Amount.Constant(long from) ? from : 0;
    }

    private static long last(AccessPlan access, int axis) {
        int whole = access.shape().dim(axis);
        long to =
                access.box().to().get(axis) instanceof Amount.Constant(long known) ? known : whole;
        return Math.max(to - 1, first(access, axis));
    }
}
