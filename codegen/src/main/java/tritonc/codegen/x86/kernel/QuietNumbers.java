package tritonc.codegen.x86.kernel;

import tritonc.codegen.machine.Machine;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Op;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Finds registers that never hold a signalling NaN: those that only arithmetic writes, whose NaNs
/// are quiet ones, and copies of such. What makes their numbers quiet is left out.
final class QuietNumbers {
    private static final Set<VectorOp> SINGLE =
            EnumSet.of(
                    VectorOp.VADDPS,
                    VectorOp.VSUBPS,
                    VectorOp.VMULPS,
                    VectorOp.VDIVPS,
                    VectorOp.VSQRTPS,
                    VectorOp.VFMADD213PS,
                    VectorOp.VFMADD231PS,
                    VectorOp.VRANGEPS);

    private static final Set<VectorOp> WIDE =
            EnumSet.of(
                    VectorOp.VADDPD,
                    VectorOp.VSUBPD,
                    VectorOp.VMULPD,
                    VectorOp.VDIVPD,
                    VectorOp.VSQRTPD,
                    VectorOp.VFMADD213PD,
                    VectorOp.VFMADD231PD,
                    VectorOp.VRANGEPD);

    /// What gives lanes that it was given.
    private static final Set<VectorOp> COPYING =
            EnumSet.of(
                    VectorOp.VMOVAPS,
                    VectorOp.VEXTRACTI64X4,
                    VectorOp.VEXTRACTI32X4,
                    VectorOp.VEXTRACTI128,
                    VectorOp.VPSHUFD,
                    VectorOp.VPBROADCASTD,
                    VectorOp.VPBROADCASTQ,
                    VectorOp.VBROADCASTSS,
                    VectorOp.VMOVSS,
                    VectorOp.VMOVSD,
                    VectorOp.VPBLENDMD,
                    VectorOp.VPBLENDMQ);

    /// Which of the two ways to range makes quiet, whatever its imm says.
    private static final Imm MAX = new Imm(5);

    private final X86Machine machine;
    private final Set<VectorOp> arithmetic;
    private final Predicate<Mem> isNumber;

    /// Registers that may hold one.
    private final BitSet noisy = new BitSet();

    private QuietNumbers(X86Machine machine, Set<VectorOp> arithmetic, Predicate<Mem> isNumber) {
        this.machine = machine;
        this.arithmetic = arithmetic;
        this.isNumber = isNumber;
    }

    /// The same lanes, their NaNs quiet: the larger of a number and itself.
    static Insn quiet(VectorOp range, int bits, Reg to, Reg x) {
        return Insn.of(range, bits, to, x, x, MAX);
    }

    /// Changes the instructions of blocks in place.
    ///
    /// @param isNumber whether memory is a constant that is no NaN or a quiet one
    static void choose(X86Machine machine, List<List<Insn>> blocks, Predicate<Mem> isNumber) {
        for (VectorOp range : List.of(VectorOp.VRANGEPS, VectorOp.VRANGEPD)) {
            if (blocks.stream().flatMap(List::stream).anyMatch(i -> isQuieting(i, range))) {
                boolean isWide = range == VectorOp.VRANGEPD;
                QuietNumbers quiet = new QuietNumbers(machine, isWide ? WIDE : SINGLE, isNumber);
                while (quiet.learn(blocks)) {}
                blocks.forEach(b -> quiet.choose(b, range));
            }
        }
    }

    private static boolean isQuieting(Insn insn, Op range) {
        List<Operand> o = insn.operands();
        return insn.op() == range && insn.mask() == null && o.get(1).equals(o.get(2));
    }

    /// Whether a register became noisy.
    private boolean learn(List<List<Insn>> blocks) {
        int before = noisy.cardinality();
        for (List<Insn> block : blocks) {
            for (Insn insn : block) {
                if (!isQuiet(insn)) {
                    machine.registers(insn, written());
                }
            }
        }
        return noisy.cardinality() > before;
    }

    private Machine.Registers written() {
        return new Machine.Registers() {
            @Override
            public void read(int register) {}

            @Override
            public void write(int register) {
                noisy.set(register);
            }
        };
    }

    /// Whether what an instruction gives is quiet.
    private boolean isQuiet(Insn insn) {
        if (!(insn.op() instanceof VectorOp op)) {
            return false;
        }
        if (arithmetic.contains(op)) {
            return true;
        }
        return COPYING.contains(op) && insn.operands().stream().skip(1).allMatch(o -> isQuiet(o));
    }

    private boolean isQuiet(Operand operand) {
        return switch (operand) {
            case Reg r -> r.isVirtual() && !noisy.get(X86Machine.number(r));
            case Mem m -> isNumber.test(m);
            default -> true;
        };
    }

    private void choose(List<Insn> insns, Op range) {
        for (int i = 0; i < insns.size(); i++) {
            Insn insn = insns.get(i);
            if (isQuieting(insn, range) && isQuiet(insn.operands().get(1))) {
                Reg to = (Reg) insn.operands().get(0);
                insns.set(i, machine.move(to, (Reg) insn.operands().get(1)));
            }
        }
    }
}
