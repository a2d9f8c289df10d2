package tritonc.optimizer;

import org.jspecify.annotations.Nullable;

import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Laws of casts and of addresses.
final class CastRules {
    private CastRules() {}

    static @Nullable Value cast(Arithmetic.Cast op, Simplifier scope) {
        ElementType from = op.x().type().element();
        // a cast to its own type changes nothing
        if (from.equals(op.to())) {
            return op.x();
        }
        if (!(scope.definition(op.x()) instanceof Arithmetic.Cast inner)
                || !(from instanceof DType middle)
                || !(inner.x().type().element() instanceof DType first)
                || !(op.to() instanceof DType last)) {
            return null;
        }
        // cast(cast(x: A → B) → C) = cast(x: A → C) where B holds every number of A, or where both
        // drop high bits of an integer
        boolean narrowing =
                first.isInteger()
                        && middle.isInteger()
                        && last.isInteger()
                        && !last.isBool()
                        && first.bits() >= middle.bits()
                        && middle.bits() >= last.bits()
                        && !middle.isBool();
        if (!narrowing && !holds(middle, first)) {
            return null;
        }
        if (first == last) {
            // a cast to it makes infinities the largest number
            return last == DType.FP8E5 ? null : inner.x();
        }
        Rounding rounding = narrowing ? Rounding.RTNE : op.rounding();
        return scope.add(new Arithmetic.Cast(inner.x(), last, rounding));
    }

    /// Whether every number of `narrow` (NaN, infinities and -0 too) is one of `wide`.
    static boolean holds(DType wide, DType narrow) {
        if (narrow.isFloat() != wide.isFloat()) {
            return false;
        }
        if (narrow.isFloat()) {
            return switch (wide) {
                case FP64 -> narrow != DType.FP64;
                case FP32 -> narrow.bits() <= 16;
                default -> false;
            };
        }
        if (narrow.isSigned()) {
            return wide.isSigned() && wide.bits() >= narrow.bits();
        }
        return wide.isSigned() ? wide.bits() > narrow.bits() : wide.bits() >= narrow.bits();
    }

    static @Nullable Value bitcast(Arithmetic.Bitcast op, Simplifier scope) {
        // the same bits as the same format
        if (op.x().type().element() == op.to()) {
            return op.x();
        }
        // bitcast(bitcast(x)) = bitcast(x)
        if (scope.definition(op.x()) instanceof Arithmetic.Bitcast inner) {
            return scope.add(new Arithmetic.Bitcast(inner.x(), op.to()));
        }
        return null;
    }

    static @Nullable Value addPointer(Arithmetic.AddPointer op, Simplifier scope) {
        Arithmetic.@Nullable Constant d = scope.constant(op.offset());
        if (d == null) {
            return null;
        }
        // p + 0 = p
        if (d.bits() == 0) {
            return op.pointer();
        }
        // (p + c) + d = p + (c + d), the sum of the extended offsets in 64 bits, where addresses
        // wrap; 32-bit offsets that are no constants would wrap elsewhere
        if (!(scope.definition(op.pointer()) instanceof Arithmetic.AddPointer inner)) {
            return null;
        }
        Arithmetic.@Nullable Constant c = scope.constant(inner.offset());
        if (c == null) {
            return null;
        }
        long sum = Lanes.binary(BinaryKind.ADD, DType.I64, c.bits(), d.bits());
        Value offset = scope.add(new Arithmetic.Constant(op.type().withElement(DType.I64), sum));
        return scope.add(new Arithmetic.AddPointer(inner.pointer(), offset));
    }
}
