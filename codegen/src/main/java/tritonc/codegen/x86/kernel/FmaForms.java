package tritonc.codegen.x86.kernel;

import tritonc.codegen.machine.Machine;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.ArrayList;
import java.util.List;

/// Chooses which operand of a multiply-add is overwritten. It is written as a copy of the addend to
/// which the product is added; where the addend is wanted again, as the coefficients of a
/// polynomial are, and a factor is not, the factor is copied instead: then the copy and the factor
/// get one register, and the copy disappears.
final class FmaForms {
    private final X86Machine machine;
    private final int[] reads;

    private FmaForms(X86Machine machine) {
        this.machine = machine;
        this.reads = new int[machine.end()];
    }

    /// Changes the instructions of blocks in place.
    static void choose(X86Machine machine, List<List<Insn>> blocks) {
        FmaForms forms = new FmaForms(machine);
        blocks.forEach(forms::count);
        blocks.forEach(forms::choose);
    }

    /// Counts who reads a register; a sum that an instruction adds to is not read by it but made.
    private void count(List<Insn> insns) {
        Machine.Registers reading =
                new Machine.Registers() {
                    private int last = -1;

                    @Override
                    public void read(int register) {
                        reads[register]++;
                        last = register;
                    }

                    @Override
                    public void write(int register) {
                        // told behind its own read
                        if (register == last) {
                            reads[register]--;
                        }
                        last = -1;
                    }
                };
        insns.forEach(insn -> machine.registers(insn, reading));
    }

    private void choose(List<Insn> insns) {
        for (int i = 1; i < insns.size(); i++) {
            Insn fma = insns.get(i);
            Insn copy = insns.get(i - 1);
            if (isPlainFma(fma)
                    && machine.isMove(copy)
                    && copy.operands().getFirst().equals(fma.operands().getFirst())) {
                List<Insn> chosen = chosen(copy, fma);
                insns.set(i - 1, chosen.getFirst());
                insns.set(i, chosen.getLast());
            }
        }
    }

    private static boolean isPlainFma(Insn insn) {
        return (insn.op() == VectorOp.VFMADD231PS || insn.op() == VectorOp.VFMADD231PD)
                && insn.mask() == null
                && !insn.broadcast()
                && insn.operands().stream().noneMatch(Mem.class::isInstance);
    }

    private List<Insn> chosen(Insn copy, Insn fma) {
        Operand to = fma.operands().get(0);
        Operand a = fma.operands().get(1);
        Operand b = fma.operands().get(2);
        Operand addend = copy.operands().get(1);
        if (isReadOnce(addend) || a.equals(b)) {
            return List.of(copy, fma);
        }
        boolean first = isReadOnce(a);
        if (!first && !isReadOnce(b)) {
            return List.of(copy, fma);
        }
        VectorOp op =
                fma.op() == VectorOp.VFMADD231PS ? VectorOp.VFMADD213PS : VectorOp.VFMADD213PD;
        List<Insn> chosen = new ArrayList<>();
        chosen.add(machine.move((Reg) to, (Reg) (first ? a : b)));
        chosen.add(Insn.of(op, fma.bits(), to, first ? b : a, addend));
        return chosen;
    }

    private boolean isReadOnce(Operand operand) {
        return operand instanceof Reg r && r.isVirtual() && reads[X86Machine.number(r)] == 1;
    }
}
