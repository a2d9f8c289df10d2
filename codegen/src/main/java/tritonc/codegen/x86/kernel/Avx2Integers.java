package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.List;

/// Integer instructions of AVX-512 that AVX2 lacks.
final class Avx2Integers {
    private static final int EQUAL = 0;
    private static final int LESS = 1;
    private static final int NOT_GREATER = 2;
    private static final int UNEQUAL = 4;
    private static final int NOT_LESS = 5;
    private static final int GREATER = 6;

    private final Code code;
    private final Avx2Code out;

    Avx2Integers(Code code) {
        this.code = code;
        this.out = new Avx2Code(code);
    }

    /// @return whether the instruction is one of them, and was written
    boolean add(VectorOp op, Insn insn) {
        List<Operand> o = insn.operands();
        int bits = insn.bits();
        switch (op) {
            case VPCMPD -> compare(insn, false, false);
            case VPCMPUD -> compare(insn, false, true);
            case VPCMPQ -> compare(insn, true, false);
            case VPCMPUQ -> compare(insn, true, true);
            case VPTESTMD, VPTESTMQ -> test(insn, op == VectorOp.VPTESTMQ, true);
            case VPTESTNMD, VPTESTNMQ -> test(insn, op == VectorOp.VPTESTNMQ, false);
            case VPABSQ -> {
                Reg x = out.register(o.get(1), bits);
                Reg signs = out.signs64(x, bits);
                Reg flipped = out.fresh(VectorOp.VPXOR, bits, x, signs);
                out.write(VectorOp.VPSUBQ, bits, to(insn), flipped, signs);
            }
            case VPMINSQ, VPMAXSQ -> extremum(insn, op == VectorOp.VPMAXSQ, false);
            case VPMINUQ, VPMAXUQ -> extremum(insn, op == VectorOp.VPMAXUQ, true);
            case VPMULLQ -> multiply(insn);
            case VPSRAQ_I -> shift(insn, ((Imm) o.get(2)).value());
            case VPSRAVQ -> {
                Reg x = out.register(o.get(1), bits);
                Reg signs = out.signs64(x, bits);
                Reg flipped = out.fresh(VectorOp.VPXOR, bits, x, signs);
                Reg shifted = out.fresh(VectorOp.VPSRLVQ, bits, flipped, o.get(2));
                out.write(VectorOp.VPXOR, bits, to(insn), shifted, signs);
            }
            case VPMOVQD -> out.narrow(to(insn), (Reg) o.get(1), bits);
            case VPMOVDW -> words(insn);
            case VPMOVDB -> bytes(insn);
            case VPBROADCASTD_G -> broadcast(insn, VectorOp.VMOVD, VectorOp.VPBROADCASTD);
            case VPBROADCASTQ_G -> broadcast(insn, VectorOp.VMOVQ, VectorOp.VPBROADCASTQ);
            case KXNORW -> {
                Reg differ = out.fresh(VectorOp.VPXOR, 256, o.get(1), o.get(2));
                out.write(VectorOp.VPXOR, 256, to(insn), differ, out.all32(-1));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Reg to(Insn insn) {
        return (Reg) insn.operands().getFirst();
    }

    private void broadcast(Insn insn, VectorOp move, VectorOp spread) {
        Reg low = out.fresh(move, 128, insn.operands().get(1));
        out.write(spread, insn.bits(), to(insn), low);
    }

    private void compare(Insn insn, boolean wide, boolean unsigned) {
        int predicate = (int) ((Imm) insn.operands().get(3)).value();
        int bits = insn.bits();
        Reg a = out.register(insn.operands().get(1), bits);
        Reg b = out.register(insn.operands().get(2), bits);
        boolean same = predicate == EQUAL || predicate == UNEQUAL;
        if (unsigned && !same) {
            Mem sign = wide ? out.all64(Long.MIN_VALUE) : out.all32(Integer.MIN_VALUE);
            a = out.fresh(VectorOp.VPXOR, bits, a, sign);
            b = out.fresh(VectorOp.VPXOR, bits, b, sign);
        }
        boolean swapped = predicate == LESS || predicate == NOT_LESS;
        VectorOp op =
                same
                        ? wide ? VectorOp.VPCMPEQQ : VectorOp.VPCMPEQD
                        : wide ? VectorOp.VPCMPGTQ : VectorOp.VPCMPGTD;
        Reg lanes = out.fresh(op, bits, swapped ? b : a, swapped ? a : b);
        boolean holds = predicate == EQUAL || predicate == LESS || predicate == GREATER;
        boolean fails = predicate == UNEQUAL || predicate == NOT_LESS || predicate == NOT_GREATER;
        if (!holds && !fails) {
            throw new Unsupported("predicate " + predicate + " with AVX2");
        }
        deliver(to(insn), lanes, bits, wide, fails);
    }

    /// Lanes of all bits or none as a mask.
    private void deliver(Reg to, Reg lanes, int bits, boolean wide, boolean negated) {
        Reg narrow = negated ? code.vector() : to;
        if (wide) {
            out.narrow(narrow, lanes, bits);
        } else {
            code.move(narrow, lanes);
        }
        if (negated) {
            out.write(VectorOp.VPXOR, 256, to, narrow, out.all32(-1));
        }
    }

    private void test(Insn insn, boolean wide, boolean some) {
        int bits = insn.bits();
        Reg a = (Reg) insn.operands().get(1);
        Operand b = insn.operands().get(2);
        Reg both = a.equals(b) ? a : out.fresh(VectorOp.VPAND, bits, a, b);
        VectorOp equal = wide ? VectorOp.VPCMPEQQ : VectorOp.VPCMPEQD;
        Reg none = out.fresh(equal, bits, both, out.all64(0L));
        deliver(to(insn), none, bits, wide, some);
    }

    private void extremum(Insn insn, boolean max, boolean unsigned) {
        int bits = insn.bits();
        Reg a = out.register(insn.operands().get(1), bits);
        Reg b = out.register(insn.operands().get(2), bits);
        Reg x = a;
        Reg y = b;
        if (unsigned) {
            x = out.fresh(VectorOp.VPXOR, bits, a, out.all64(Long.MIN_VALUE));
            y = out.fresh(VectorOp.VPXOR, bits, b, out.all64(Long.MIN_VALUE));
        }
        Reg first = out.fresh(VectorOp.VPCMPGTQ, bits, max ? x : y, max ? y : x);
        out.blend64(to(insn), b, a, first, bits);
    }

    /// The products of low halves, and what low and high halves add above them.
    private void multiply(Insn insn) {
        int bits = insn.bits();
        Reg a = out.register(insn.operands().get(1), bits);
        Reg b = out.register(insn.operands().get(2), bits);
        Reg low = out.fresh(VectorOp.VPMULUDQ, bits, a, b);
        Reg highA = out.fresh(VectorOp.VPSRLQ_I, bits, a, new Imm(32));
        Reg highB = out.fresh(VectorOp.VPSRLQ_I, bits, b, new Imm(32));
        Reg crossA = out.fresh(VectorOp.VPMULUDQ, bits, highA, b);
        Reg crossB = out.fresh(VectorOp.VPMULUDQ, bits, a, highB);
        Reg cross = out.fresh(VectorOp.VPADDQ, bits, crossA, crossB);
        Reg above = out.fresh(VectorOp.VPSLLQ_I, bits, cross, new Imm(32));
        out.write(VectorOp.VPADDQ, bits, to(insn), low, above);
    }

    private void shift(Insn insn, long by) {
        int bits = insn.bits();
        Reg x = out.register(insn.operands().get(1), bits);
        if (by == 0) {
            code.move(to(insn), x);
            return;
        }
        Reg signs = out.signs64(x, bits);
        if (by >= 63) {
            code.move(to(insn), signs);
            return;
        }
        Reg low = out.fresh(VectorOp.VPSRLQ_I, bits, x, new Imm(by));
        Reg high = out.fresh(VectorOp.VPSLLQ_I, bits, signs, new Imm(64 - by));
        out.write(VectorOp.VPOR, bits, to(insn), low, high);
    }

    /// The low 16 bits of 32-bit lanes side by side.
    private Reg packed(Reg from, int bits, int mask) {
        Reg low = out.fresh(VectorOp.VPAND, bits, from, out.all32(mask));
        Reg packed = out.fresh(VectorOp.VPACKUSDW, bits, low, low);
        return bits == 256 ? out.fresh(VectorOp.VPERMQ_I, 256, packed, new Imm(8)) : packed;
    }

    private void words(Insn insn) {
        Reg words = packed((Reg) insn.operands().get(1), insn.bits(), 0xFFFF);
        boolean whole = insn.bits() == 256;
        deliver(insn, words, whole ? VectorOp.VMOVUPS_STORE : VectorOp.VMOVSD_STORE);
    }

    private void bytes(Insn insn) {
        Reg words = packed((Reg) insn.operands().get(1), insn.bits(), 0xFF);
        Reg bytes = out.fresh(VectorOp.VPACKUSWB, 128, words, words);
        boolean whole = insn.bits() == 256;
        deliver(insn, bytes, whole ? VectorOp.VMOVSD_STORE : VectorOp.VMOVSS_STORE);
    }

    private void deliver(Insn insn, Reg from, VectorOp store) {
        if (insn.operands().getFirst() instanceof Reg to) {
            code.move(to, from);
        } else {
            code.append(Insn.of(store, 128, insn.operands().getFirst(), from));
        }
    }
}
