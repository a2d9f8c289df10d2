package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

/// Lane n in bit n of a mask register; bits above the lanes are anything.
record BitMasks(Code code) implements MaskForm {
    /// Three-operand instructions on masks have their length bit set.
    static final int LONG = 256;

    /// Lanes of a part of a vector of several.
    private static final int PART = 8;

    @Override
    public void constant(Reg to, boolean value) {
        code.add(VectorOp.KMOVQ_G, 128, to, code.number(value ? -1 : 0));
    }

    @Override
    public void lanes(Reg to, int bits) {
        code.add(VectorOp.KMOVQ_G, 128, to, code.number(bits & 0xFFFF_FFFFL));
    }

    @Override
    public void spread(Reg to, Reg truth) {
        // 0 or 1 becomes no bit or every bit
        Reg all = code.general();
        code.move(all, truth);
        code.add(ScalarOp.NEG, 64, all);
        code.add(VectorOp.KMOVQ_G, 128, to, all);
    }

    @Override
    public void lane0(Reg to, Reg mask) {
        code.add(VectorOp.KMOVW_TOG, 128, to, mask);
        code.add(ScalarOp.AND, 32, to, new Imm(1));
    }

    @Override
    public void test(Reg mask) {
        code.add(VectorOp.KORTESTW, 128, mask, mask);
    }

    @Override
    public void joined(Reg to, Reg low, Reg high) {
        code.add(VectorOp.KUNPCKBW, LONG, to, high, low);
    }

    @Override
    public Reg part(Reg mask, int part) {
        Reg shifted = code.mask();
        code.add(VectorOp.KSHIFTRW, 128, shifted, mask, new Imm((long) PART * part));
        return shifted;
    }

    @Override
    public Reg bits(Reg mask) {
        Reg bits = code.general();
        code.add(VectorOp.KMOVW_TOG, 128, bits, mask);
        return bits;
    }
}
