package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.Objects;

/// Short ways to write what several rewritings have in common.
record Avx2Code(Code code) {
    /// A fresh register that an instruction writes.
    Reg fresh(VectorOp op, int bits, Operand... sources) {
        Reg to = code.vector();
        write(op, bits, to, sources);
        return to;
    }

    void write(VectorOp op, int bits, Reg to, Operand... sources) {
        Operand[] all = new Operand[sources.length + 1];
        all[0] = to;
        System.arraycopy(sources, 0, all, 1, sources.length);
        code.append(Insn.of(op, bits, all));
    }

    /// A number of 32 bits in every lane.
    Mem all32(int number) {
        return code.spread(Objects.requireNonNull(code.constant(number, 4).label()), 256);
    }

    /// A number of 64 bits in every lane.
    Mem all64(long number) {
        return code.spread(Objects.requireNonNull(code.constant(number, 8).label()), 256);
    }

    Mem all64(double number) {
        return all64(Double.doubleToRawLongBits(number));
    }

    /// An operand in a register.
    Reg register(Operand from, int bits) {
        return from instanceof Reg r ? r : fresh(VectorOp.VMOVUPS, bits, from);
    }

    /// The low halves of 64-bit lanes as 32-bit lanes.
    void narrow(Reg to, Reg lanes, int bits) {
        Reg high = bits == 256 ? fresh(VectorOp.VEXTRACTI128, 256, lanes, new Imm(1)) : lanes;
        write(VectorOp.VSHUFPS, 128, to, lanes, high, new Imm(0x88));
    }

    /// All bits of a lane where a signed 64-bit lane is negative.
    Reg signs64(Reg x, int bits) {
        Reg zero = fresh(VectorOp.VMOVUPS, bits, all64(0L));
        return fresh(VectorOp.VPCMPGTQ, bits, zero, x);
    }

    /// `mask ? yes : no`, by the sign of each lane of the mask.
    void blend64(Reg to, Reg no, Reg yes, Reg mask, int bits) {
        write(VectorOp.VBLENDVPD, bits, to, no, yes, mask);
    }
}
