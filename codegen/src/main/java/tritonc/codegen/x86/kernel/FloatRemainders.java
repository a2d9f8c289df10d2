package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// The exact remainder of floats, with the sign of the dividend.
///
/// The divisor is scaled by a power of two to the exponent of what remains, halved if it is larger,
/// and subtracted, which is exact as the two differ by a factor below 2; until all lanes are below
/// their divisors. Each turn takes a bit at least: no more turns than there are exponents.
final class FloatRemainders {
    private static final int ORDERED_BELOW = 17;
    private static final int ORDERED_NOT_BELOW = 29;
    private static final int ORDERED_ABOVE = 30;
    private static final int ORDERED_UNEQUAL = 12;

    private final Code code;

    FloatRemainders(Code code) {
        this.code = code;
    }

    /// The instructions for a format.
    private record Ops(
            VectorOp compare,
            VectorOp exponent,
            VectorOp scale,
            VectorOp subtract,
            VectorOp multiply,
            VectorOp and,
            VectorOp or,
            VectorOp spread) {
        static final Ops SINGLE =
                new Ops(
                        VectorOp.VCMPPS_K,
                        VectorOp.VGETEXPPS,
                        VectorOp.VSCALEFPS,
                        VectorOp.VSUBPS,
                        VectorOp.VMULPS,
                        VectorOp.VPANDD,
                        VectorOp.VPORD,
                        VectorOp.VPBROADCASTD);
        static final Ops DOUBLE =
                new Ops(
                        VectorOp.VCMPPD_K,
                        VectorOp.VGETEXPPD,
                        VectorOp.VSCALEFPD,
                        VectorOp.VSUBPD,
                        VectorOp.VMULPD,
                        VectorOp.VPANDQ,
                        VectorOp.VPORQ,
                        VectorOp.VPBROADCASTQ);
    }

    /// A number for all lanes.
    private Mem number(ElementType type, double value) {
        return type == DType.FP64
                ? code.constant(Double.doubleToRawLongBits(value), 8)
                : code.constant(Float.floatToRawIntBits((float) value), 4);
    }

    private Mem magnitude(ElementType type) {
        return type == DType.FP64
                ? code.constant(Long.MAX_VALUE, 8)
                : code.constant(Integer.MAX_VALUE, 4);
    }

    private Mem sign(ElementType type) {
        return type == DType.FP64
                ? code.constant(Long.MIN_VALUE, 8)
                : code.constant(Integer.MIN_VALUE, 4);
    }

    void write(ElementType type, int bits, Reg to, Reg a, Reg b) {
        Ops ops = type == DType.FP64 ? Ops.DOUBLE : Ops.SINGLE;
        Reg rest = code.vector();
        Reg divisor = code.vector();
        Reg valid = code.mask();
        code.add(Insn.of(ops.and, bits, rest, a, magnitude(type)).broadcasting());
        code.add(Insn.of(ops.and, bits, divisor, b, magnitude(type)).broadcasting());
        Mem infinity = number(type, Double.POSITIVE_INFINITY);
        code.add(
                Insn.of(ops.compare, bits, valid, rest, infinity, new Imm(ORDERED_BELOW))
                        .broadcasting());
        code.add(
                Insn.of(
                                ops.compare,
                                bits,
                                valid,
                                divisor,
                                number(type, 0),
                                new Imm(ORDERED_UNEQUAL))
                        .broadcasting()
                        .masked(valid, true));
        reduce(ops, type, bits, rest, divisor, valid);
        Reg result = code.vector();
        Reg sign = code.vector();
        code.add(Insn.of(ops.spread, bits, result, number(type, Double.NaN)));
        code.add(Insn.of(ops.and, bits, sign, a, sign(type)).broadcasting());
        code.add(Insn.of(ops.or, bits, result, rest, sign).masked(valid, false));
        code.move(to, result);
    }

    private void reduce(Ops ops, ElementType type, int bits, Reg rest, Reg divisor, Reg valid) {
        Code.Block top = code.block();
        Code.Block after = code.block();
        Reg more = code.mask();
        Reg by = code.vector();
        Reg scaled = code.vector();
        Reg large = code.mask();
        code.enterLoop();
        code.place(top);
        Insn left = Insn.of(ops.compare, bits, more, rest, divisor, new Imm(ORDERED_NOT_BELOW));
        code.add(left.masked(valid, true));
        new Masks(code).test(more);
        code.jump(Condition.E, after);
        code.add(ops.exponent, bits, by, rest);
        code.add(ops.exponent, bits, scaled, divisor);
        code.add(ops.subtract, bits, by, by, scaled);
        code.add(ops.scale, bits, scaled, divisor, by);
        code.add(ops.compare, bits, large, scaled, rest, new Imm(ORDERED_ABOVE));
        code.add(
                Insn.of(ops.multiply, bits, scaled, scaled, number(type, 0.5))
                        .broadcasting()
                        .masked(large, false));
        code.add(Insn.of(ops.subtract, bits, rest, rest, scaled).masked(more, false));
        code.jump(top);
        code.leaveLoop();
        code.place(after);
    }
}
