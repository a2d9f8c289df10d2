package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.interpret.Storage;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/// Answers guards in unbounded integers.
final class GuardEvaluator {
    private final ToLongFunction<Value> value;
    private final List<@Nullable Storage> ofParameter;
    private final List<Storage> live;

    GuardEvaluator(
            ToLongFunction<Value> value, List<@Nullable Storage> ofParameter, List<Storage> live) {
        this.value = value;
        this.ofParameter = ofParameter;
        this.live = live;
    }

    private long amount(Amount amount) {
        return switch (amount) {
            case Amount.Constant(long known) -> known;
            case Amount.Dynamic(Value at) -> value.applyAsLong(at);
        };
    }

    static BigInteger integer(DType dtype, long lane) {
        BigInteger value = BigInteger.valueOf(lane);
        boolean wide = dtype == DType.U64 && lane < 0;
        return wide ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
    }

    boolean holds(Guard g) {
        return switch (g) {
            case Guard.Inside i -> inside(i);
            case Guard.Disjoint d -> {
                BigInteger[] a = span(d.a());
                BigInteger[] b = span(d.b());
                yield a.length == 0
                        || b.length == 0
                        || a[1].compareTo(b[0]) <= 0
                        || b[1].compareTo(a[0]) <= 0;
            }
            case Guard.Fits f -> {
                BigInteger base = integer(f.type(), value.applyAsLong(f.base()));
                BigInteger[] span = span(base, f.sweeps(), 1);
                int bits = f.type().bits();
                boolean signed = f.type().isSigned();
                BigInteger one = BigInteger.ONE;
                BigInteger least = signed ? one.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
                BigInteger above = one.shiftLeft(signed ? bits - 1 : bits);
                yield span.length == 0
                        || span[0].compareTo(least) >= 0 && span[1].compareTo(above) <= 0;
            }
        };
    }

    private boolean inside(Guard.Inside guard) {
        BigInteger[] span = span(guard.region());
        if (span.length == 0) {
            return true;
        }
        List<@Nullable Storage> candidates =
                guard.parameter() == Site.UNKNOWN
                        ? new ArrayList<>(live)
                        : Arrays.asList(ofParameter.get(guard.parameter()));
        for (Storage storage : candidates) {
            if (storage != null) {
                BigInteger first = integer(DType.U64, storage.address());
                BigInteger end = first.add(BigInteger.valueOf(storage.bytes().byteSize()));
                if (span[0].compareTo(first) >= 0 && span[1].compareTo(end) <= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private BigInteger[] span(Guard.Region region) {
        return span(
                integer(DType.U64, value.applyAsLong(region.base())),
                region.sweeps(),
                region.bytes());
    }

    /// The first and the one after the last; nothing where a sweep is empty.
    private BigInteger[] span(BigInteger base, List<Sweep> sweeps, int bytes) {
        BigInteger low = base;
        BigInteger high = base;
        for (Sweep s : sweeps) {
            long from = amount(s.from());
            long to = amount(s.to());
            if (from >= to) {
                return new BigInteger[0];
            }
            BigInteger stride = BigInteger.valueOf(amount(s.stride()));
            BigInteger a = stride.multiply(BigInteger.valueOf(from));
            BigInteger b = stride.multiply(BigInteger.valueOf(to - 1));
            low = low.add(a.min(b));
            high = high.add(a.max(b));
        }
        return new BigInteger[] {low, high.add(BigInteger.valueOf(bytes))};
    }
}
