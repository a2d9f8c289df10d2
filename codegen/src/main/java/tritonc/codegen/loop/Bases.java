package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;

import java.util.ArrayList;
import java.util.List;

/// How far the pointers lie apart that accesses begin at. A pointer is taken apart into another, an
/// index that is not known now, and bytes that are.
final class Bases {
    /// Numbers beyond are not looked into, so that no sum of them overflows.
    private static final long MOST = 1L << 40;

    private final Emitter out;

    Bases(Emitter out) {
        this.out = out;
    }

    /// Bytes from one pointer to another, if what is said of them holds.
    ///
    /// @param given sums that must not wrap, which they hardly ever do
    /// @param x as is `y`: a pointer; they must be the same if they are not
    record Distance(long bytes, List<Given> given, Value x, Value y) {
        /// Whether it is the distance only if two pointers are the same.
        boolean isConditional() {
            return !x.equals(y);
        }

        /// Whether it is the distance whatever the arguments are.
        boolean isCertain() {
            return !isConditional() && given.isEmpty();
        }
    }

    /// That an i32 and a number fit one.
    record Given(Value x, long more) {}

    /// A pointer taken apart: `to` and `index` elements behind it, and bytes.
    ///
    /// @param whole the pointer to the element `index`, `null` if nobody has it
    private record Parts(
            Value to, @Nullable Value index, @Nullable Value whole, long bytes, List<Given> given) {
        boolean hasSameIndex(Parts other) {
            return index == null ? other.index == null : index.equals(other.index);
        }
    }

    /// What a pointer is a number of bytes behind, whatever the arguments are: the distance of two
    /// pointers is certain if they are behind the same.
    record Origin(Value to, @Nullable Value index) {}

    /// A pointer as its origin and bytes.
    record Place(Origin origin, long bytes) {}

    /// Where a pointer is, `null` where that takes sums that must not wrap.
    @Nullable Place place(Value pointer) {
        Parts parts = parts(pointer);
        return parts.given().isEmpty()
                ? new Place(new Origin(parts.to(), parts.index()), parts.bytes())
                : null;
    }

    /// The distance of two pointers, `null` where it is not known and would not be if two pointers
    /// were the same.
    @Nullable Distance distance(Value from, Value to) {
        Parts x = parts(from);
        Parts y = parts(to);
        List<Given> given = new ArrayList<>(x.given());
        given.addAll(y.given());
        long bytes = y.bytes() - x.bytes();
        if (x.hasSameIndex(y) && x.to().type().equals(y.to().type())) {
            return new Distance(bytes, given, x.to(), y.to());
        }
        Value a = x.whole();
        Value b = y.whole();
        return a == null || b == null || !a.type().equals(b.type())
                ? null
                : new Distance(bytes, given, a, b);
    }

    /// An i1: whether a distance is what it is said to be.
    Value holds(Distance distance, Location at) {
        Value holds =
                distance.isConditional()
                        ? equal(distance.x(), distance.y(), at)
                        : out.constant(DType.I1, 1, at);
        for (Given given : distance.given()) {
            List<Amount> step = List.of(Amount.of(given.more()));
            Form.Need need = new Form.Need(DType.I32, given.x(), step);
            Sweep sweep = new Sweep(step.getFirst(), Amount.zero(), Amount.of(2));
            Value fits = Guards.fits(out, need, List.of(sweep), at);
            holds = out.isTrue(holds) ? fits : out.binary(BinaryKind.AND, holds, fits, at);
        }
        return holds;
    }

    /// An i1: whether two pointers of a type are the same. Of pointers that are as far behind two
    /// others those are compared.
    Value same(Value a, Value b, Location at) {
        Value x = a;
        Value y = b;
        while (out.definition(x) instanceof Arithmetic.AddPointer(Value p, Value i)
                && out.definition(y) instanceof Arithmetic.AddPointer(Value q, Value j)
                && i.equals(j)
                && p.type().equals(q.type())) {
            x = p;
            y = q;
        }
        return equal(x, y, at);
    }

    private Value equal(Value x, Value y, Location at) {
        if (x.equals(y)) {
            return out.constant(DType.I1, 1, at);
        }
        boolean inOrder = x.id() < y.id();
        Arithmetic equal = new Arithmetic.Compare(CompareKind.EQ, inOrder ? x : y, inOrder ? y : x);
        return out.compute(equal, at);
    }

    private Parts parts(Value pointer) {
        Value to = pointer;
        long bytes = 0;
        while (out.definition(to) instanceof Arithmetic.AddPointer add
                && add.type().element() instanceof PointerType type) {
            int size = type.pointee().bytes();
            Long elements = known(add.offset());
            if (elements == null) {
                return parts(add, to, size, bytes);
            }
            bytes += elements * size;
            to = add.pointer();
        }
        return new Parts(to, null, to, bytes, List.of());
    }

    /// A pointer with an index that is not known now, of which a part may be.
    ///
    /// @param bytes behind it
    private Parts parts(Arithmetic.AddPointer add, Value whole, int size, long bytes) {
        Value index = add.offset();
        if (!(out.definition(index) instanceof Arithmetic.Binary sum)
                || sum.kind() != BinaryKind.ADD
                || index.type() != DType.I32 && index.type() != DType.I64) {
            return new Parts(add.pointer(), index, whole, bytes, List.of());
        }
        Long more = known(sum.b());
        if (more == null) {
            return new Parts(add.pointer(), index, whole, bytes, List.of());
        }
        List<Given> given =
                index.type() == DType.I32 ? List.of(new Given(sum.a(), more)) : List.of();
        return new Parts(add.pointer(), sum.a(), null, bytes + more * size, given);
    }

    /// A number known now that is not too large.
    private @Nullable Long known(Value offset) {
        Long number = out.constant(offset);
        boolean isPlain =
                number != null
                        && number <= MOST
                        && number >= -MOST
                        && (number >= 0 || offset.type().dtype().isSigned());
        return isPlain ? number : null;
    }
}
