package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.ir.math.Exponential32;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds where lanes are multiplied by a power of two in the two steps of `ir.math`'s exponentials,
/// for which AVX-512 has one instruction:
///
/// ```
/// t = fma x, log2(e), 1.5 · 2^23 + 254        n = t - (1.5 · 2^23 + 254)
/// h = bits(t) >> 1
/// y = p · float(h << 23) · float(bits(t) - h << 23)        ▶        y = p · 2^n
/// ```
///
/// Both are the same where p is between 1/2 and 2, as a product that becomes subnormal is rounded
/// once in either, and 0 where n is below -252. That is proved from the polynomial that p is and
/// from how far its argument is from 0, which the clamp of x bounds. A NaN makes all of it NaN.
final class PowersOfTwo {
    private static final int MAGIC = Float.floatToRawIntBits(Exponential32.MAGIC + 254);
    private static final int LOG2E = Float.floatToRawIntBits(Exponential32.LOG2E);
    private static final int LN2_HIGH = Float.floatToRawIntBits(-Exponential32.LN2_HIGH);
    private static final int LN2_LOW = Float.floatToRawIntBits(-Exponential32.LN2_LOW);
    private static final int ONE = Float.floatToRawIntBits(1);
    private static final int MANTISSA = 23;

    /// How far x may be from 0, so that n is whole and between -254 and 128.
    private static final float LEAST = -254;

    private static final float LEAST_OF_EXP = -176;
    private static final float MOST = 129;
    private static final float MOST_OF_EXP = 89;

    /// How far the polynomial's argument may be from 0: what rounding to a whole power leaves.
    private static final double HALF = 0.501;

    private static final double HALF_LN2 = 0.348;

    private final boolean isOn;
    private final Map<Value, Arithmetic> makers = new HashMap<>();

    /// How often each value is read, what is left out apart.
    private final int[] reads;

    /// The differences that give n, by the t they are of.
    private final Map<Value, Value> exponents = new HashMap<>();

    private final Map<Value, Scaled> found = new HashMap<>();
    private final Set<Value> leftOut = new HashSet<>();

    /// @param p what is multiplied
    /// @param n by which power of two, a whole number as a float
    record Scaled(Value p, Value n) {}

    /// @param reads how often each value of the kernel is read
    PowersOfTwo(int[] reads, VectorWidth width) {
        this.isOn = width.set().hasMasks();
        this.reads = reads.clone();
    }

    /// Remembers a constant.
    void note(LoopNode.Compute c) {
        if (isOn && c.op() instanceof Arithmetic.Constant) {
            makers.put(c.result(), c.op());
        }
    }

    /// Looks at nodes before they are written.
    void look(List<LoopNode> nodes) {
        if (!isOn) {
            return;
        }
        for (LoopNode node : nodes) {
            if (node instanceof LoopNode.Compute(Value result, Arithmetic op, var _)) {
                makers.put(result, op);
                if (op instanceof Arithmetic.Binary b && b.kind() == BinaryKind.SUB) {
                    if (is(b.b(), MAGIC)) {
                        exponents.put(b.a(), result);
                    }
                } else if (op instanceof Arithmetic.Binary b && b.kind() == BinaryKind.MUL) {
                    look(result, b);
                }
            }
        }
    }

    /// What a product is, or null where it is a usual one.
    @Nullable Scaled of(Value product) {
        return found.get(product);
    }

    /// Whether nobody needs a value any more.
    boolean isLeftOut(Value value) {
        return leftOut.contains(value);
    }

    private void look(Value y, Arithmetic.Binary product) {
        Value second = shifted(product.b());
        Arithmetic.Binary inner = binary(product.a(), BinaryKind.MUL);
        Value half = inner == null ? null : shifted(inner.b());
        Arithmetic.Binary rest = second == null ? null : binary(second, BinaryKind.SUB);
        Arithmetic.Binary halved = half == null ? null : binary(half, BinaryKind.SHR);
        if (inner == null
                || halved == null
                || rest == null
                || !rest.b().equals(half)
                || !rest.a().equals(halved.a())
                || !is(halved.b(), 1)
                || !(makers.get(halved.a()) instanceof Arithmetic.Bitcast bits)) {
            return;
        }
        Value n = exponents.get(bits.x());
        // a strip may be written more than once
        if (n != null && !found.containsKey(y) && isBetweenHalfAndTwo(inner.a(), bits.x(), n)) {
            found.put(y, new Scaled(inner.a(), n));
            reads[inner.a().id()]++;
            reads[n.id()]++;
            leaveOut(product.a());
            leaveOut(product.b());
        }
    }

    /// What is shifted into the exponent of a float, or null.
    private @Nullable Value shifted(Value factor) {
        if (makers.get(factor) instanceof Arithmetic.Bitcast b && b.to() == DType.FP32) {
            Arithmetic.Binary shift = binary(b.x(), BinaryKind.SHL);
            return shift != null && is(shift.b(), MANTISSA) ? shift.a() : null;
        }
        return null;
    }

    private Arithmetic.@Nullable Binary binary(Value value, BinaryKind kind) {
        return makers.get(value) instanceof Arithmetic.Binary b && b.kind() == kind ? b : null;
    }

    private boolean is(Value value, int bits) {
        return makers.get(value) instanceof Arithmetic.Constant c && (int) c.bits() == bits;
    }

    private float number(Value value) {
        return makers.get(value) instanceof Arithmetic.Constant c
                ? Float.intBitsToFloat((int) c.bits())
                : Float.NaN;
    }

    private boolean isBetweenHalfAndTwo(Value p, Value t, Value n) {
        if (!(makers.get(p) instanceof Arithmetic.Fma last)) {
            return false;
        }
        Value argument = last.b();
        double far = farthest(argument, t, n);
        double off = 0;
        double power = 1;
        Value sum = p;
        while (makers.get(sum) instanceof Arithmetic.Fma f && !sum.equals(argument)) {
            boolean isFirst = f.a().equals(argument);
            if (!isFirst && !f.b().equals(argument)) {
                return false;
            }
            off += Math.abs(number(f.c())) * power;
            power *= far;
            sum = isFirst ? f.b() : f.a();
        }
        off += Math.abs(number(sum)) * power;
        // NaN where something is not known
        return is(last.c(), ONE) && off - 1 <= 0.5;
    }

    /// How far the argument is from 0 at most, NaN where that is not known.
    private double farthest(Value r, Value t, Value n) {
        if (makers.get(t) instanceof Arithmetic.Binary b
                && b.kind() == BinaryKind.ADD
                && is(b.b(), MAGIC)
                && makers.get(r) instanceof Arithmetic.Binary rest
                && rest.kind() == BinaryKind.SUB
                && rest.a().equals(b.a())
                && rest.b().equals(n)) {
            return isClamped(b.a(), LEAST, MOST) ? HALF : Double.NaN;
        }
        if (makers.get(t) instanceof Arithmetic.Fma f
                && is(f.b(), LOG2E)
                && is(f.c(), MAGIC)
                && makers.get(r) instanceof Arithmetic.Fma low
                && low.a().equals(n)
                && is(low.b(), LN2_LOW)
                && makers.get(low.c()) instanceof Arithmetic.Fma high
                && high.a().equals(n)
                && is(high.b(), LN2_HIGH)
                && high.c().equals(f.a())) {
            return isClamped(f.a(), LEAST_OF_EXP, MOST_OF_EXP) ? HALF_LN2 : Double.NaN;
        }
        return Double.NaN;
    }

    private boolean isClamped(Value x, float least, float most) {
        Arithmetic.Binary below = binary(x, BinaryKind.MIN_NAN);
        Arithmetic.Binary above = binary(below == null ? x : below.a(), BinaryKind.MAX_NAN);
        return above != null
                && number(above.b()) >= least
                && (below == null ? isAtMostZero(above) : number(below.b()) <= most);
    }

    private boolean isAtMostZero(Arithmetic.Binary above) {
        return number(above.b()) <= 0
                && makers.get(above.a()) instanceof Arithmetic.Unary u
                && u.kind() == UnaryKind.AT_MOST_ZERO;
    }

    /// A value that lost a reader, and those that it alone read.
    private void leaveOut(Value value) {
        int left = --reads[value.id()];
        Arithmetic maker = makers.get(value);
        if (left == 0 && maker != null && !(maker instanceof Arithmetic.Constant)) {
            leftOut.add(value);
            maker.operands().forEach(this::leaveOut);
        }
    }
}
