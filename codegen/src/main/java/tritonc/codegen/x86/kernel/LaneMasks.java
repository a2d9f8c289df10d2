package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

/// Lane n in all bits of 32-bit lane n of a vector register, whatever the width of the lanes that
/// it is about.
record LaneMasks(Code code) implements MaskForm {
    private static final int LANES = 8;

    @Override
    public void constant(Reg to, boolean value) {
        lanes(to, value ? -1 : 0);
    }

    @Override
    public void lanes(Reg to, int bits) {
        int[] words = new int[LANES];
        for (int i = 0; i < LANES; i++) {
            words[i] = -(bits >> i & 1);
        }
        code.add(VectorOp.VMOVUPS, 256, to, code.constants(words));
    }

    @Override
    public void spread(Reg to, Reg truth) {
        Reg all = code.general();
        Reg low = code.vector();
        code.move(all, truth);
        code.add(ScalarOp.NEG, 32, all);
        code.add(VectorOp.VMOVD, 128, low, all);
        code.add(VectorOp.VPBROADCASTD, 256, to, low);
    }

    @Override
    public void lane0(Reg to, Reg mask) {
        code.add(VectorOp.VMOVD_STORE, 128, to, mask);
        code.add(ScalarOp.AND, 32, to, new Imm(1));
    }

    @Override
    public void test(Reg mask) {
        code.add(VectorOp.VPTEST, 256, mask, mask);
    }

    @Override
    public void joined(Reg to, Reg low, Reg high) {
        code.joinHalves(to, low, high);
    }

    @Override
    public Reg part(Reg mask, int part) {
        return code.upperHalf(mask);
    }

    @Override
    public Reg bits(Reg mask) {
        Reg bits = code.general();
        code.add(VectorOp.VMOVMSKPS, 256, bits, mask);
        return bits;
    }
}
