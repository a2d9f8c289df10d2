package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.math.BigInteger;
import java.util.List;

/// Writes [Guard]s, those that can be answered now left out.
final class Guards {
    private Guards() {}

    /// An i1: whether a need is met over sweeps.
    static Value fits(Emitter out, Form.Need need, List<Sweep> sweeps, Location at) {
        Boolean known = known(out, need, sweeps);
        if (known != null) {
            return out.constant(DType.I1, known ? 1 : 0, at);
        }
        return out.guard(
                r -> new Guard.Fits(r, need.type(), need.base(), sweeps, at),
                new Guard.Fits(need.base(), need.type(), need.base(), sweeps, Location.NONE));
    }

    /// Whether a need is met for certain.
    static boolean isMet(Emitter out, Form.Need need, List<Sweep> sweeps) {
        Boolean known = known(out, need, sweeps);
        return known != null && known;
    }

    private static @Nullable Boolean known(Emitter out, Form.Need need, List<Sweep> sweeps) {
        Long base = out.constant(need.base());
        if (sweeps.isEmpty()) {
            return true;
        }
        if (base == null) {
            return null;
        }
        BigInteger low = BigInteger.valueOf(base);
        BigInteger high = low;
        for (Sweep s : sweeps) {
            if (!(s.stride() instanceof Amount.Constant(long stride))
                    || !(s.from() instanceof Amount.Constant(long from))
                    || !(s.to() instanceof Amount.Constant(long to))
                    || from >= to) {
                return null;
            }
            BigInteger a = BigInteger.valueOf(stride).multiply(BigInteger.valueOf(from));
            BigInteger b = BigInteger.valueOf(stride).multiply(BigInteger.valueOf(to - 1));
            low = low.add(a.min(b));
            high = high.add(a.max(b));
        }
        DType type = need.type();
        boolean signed = type.isSigned();
        if (type == DType.U64) {
            return null;
        }
        int magnitude = signed ? type.bits() - 1 : type.bits();
        BigInteger least = signed ? BigInteger.ONE.shiftLeft(magnitude).negate() : BigInteger.ZERO;
        return low.compareTo(least) >= 0 && high.compareTo(BigInteger.ONE.shiftLeft(magnitude)) < 0;
    }

    static Value inside(Emitter out, int parameter, Guard.Region region, Location at) {
        return out.guard(
                r -> new Guard.Inside(r, parameter, region, at),
                new Guard.Inside(region.base(), parameter, region, Location.NONE));
    }

    static Value disjoint(Emitter out, Guard.Region a, Guard.Region b, Location at) {
        Value known = out.known(new Guard.Disjoint(b.base(), b, a, Location.NONE));
        if (known != null) {
            return known;
        }
        return out.guard(
                r -> new Guard.Disjoint(r, a, b, at),
                new Guard.Disjoint(a.base(), a, b, Location.NONE));
    }
}
