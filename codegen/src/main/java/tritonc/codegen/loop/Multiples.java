package tritonc.codegen.loop;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;

import java.util.function.ToIntFunction;

/// Which powers of two divide a value, wrapped as it may be: what a width of 32 bits or more cuts
/// off changes nothing.
final class Multiples {
    /// Nobody asks for more.
    private static final int MOST = 1 << 16;

    private Multiples() {}

    /// The largest power of two up to 2^16 that divides a number; 2^16 for 0.
    static int of(long value) {
        long low = Long.lowestOneBit(value);
        return low == 0 || Long.compareUnsigned(low, MOST) > 0 ? MOST : (int) low;
    }

    /// A power of two that divides the result of an op, given those of its operands.
    static int of(Arithmetic op, ToIntFunction<Value> known) {
        boolean wide =
                op.type() instanceof PointerType
                        || op.type() instanceof DType d && d.isInteger() && d.bits() >= 32;
        if (!wide) {
            return 1;
        }
        return switch (op) {
            case Arithmetic.Constant c -> of(c.bits());
            case Arithmetic.Binary b -> {
                int x = known.applyAsInt(b.a());
                int y = known.applyAsInt(b.b());
                yield switch (b.kind()) {
                    case ADD, SUB, MIN, MAX, OR, XOR -> Math.min(x, y);
                    case MUL -> of((long) x * y);
                    case AND -> Math.max(x, y);
                    case REM -> Math.min(x, y);
                    case SHL -> x;
                    case DIV, MULHI, SHR, MIN_NAN, MAX_NAN, POW -> 1;
                };
            }
            case Arithmetic.Select s ->
                    Math.min(known.applyAsInt(s.ifTrue()), known.applyAsInt(s.ifFalse()));
            case Arithmetic.Cast c ->
                    c.x().type().element().bits() >= 32
                                    && !(c.x().type().element() instanceof DType f && f.isFloat())
                            ? known.applyAsInt(c.x())
                            : 1;
            case Arithmetic.Bitcast b ->
                    b.x().type().dtype().isFloat() ? 1 : known.applyAsInt(b.x());
            case Arithmetic.AddPointer(Value pointer, Value offset) -> {
                int bytes = ((PointerType) op.type().element()).pointee().bytes();
                yield Math.min(
                        known.applyAsInt(pointer), of((long) known.applyAsInt(offset) * bytes));
            }
            case Arithmetic.Unary _, Arithmetic.Compare _, Arithmetic.Fma _ -> 1;
        };
    }
}
