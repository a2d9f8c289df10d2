package tritonc.codegen.x86;

import tritonc.codegen.x86.VectorForm.Flag;
import tritonc.codegen.x86.VectorForm.Pattern;
import tritonc.codegen.x86.VectorForm.Tuple;

import java.util.ArrayList;
import java.util.List;

/// Instructions of one [VectorOp]: every register at every operand, every kind of memory, masks and
/// broadcasts, at every size.
final class VectorCases {
    private static final int[] NUMBERS = {0, 1, 5, 13};

    private final VectorOp op;
    private final List<Insn> cases = new ArrayList<>();
    private final boolean hasEvex;
    private int bits;

    private VectorCases(VectorOp op) {
        this.op = op;
        this.hasEvex = op.coding.evexW >= 0;
    }

    static List<Insn> of(VectorOp op) {
        VectorCases cases = new VectorCases(op);
        for (int bits : cases.sizes()) {
            cases.bits = bits;
            cases.make();
        }
        return cases.cases;
    }

    private List<Integer> sizes() {
        boolean counts = false;
        for (char type : op.types.toCharArray()) {
            counts |= "vhqe".indexOf(type) >= 0;
        }
        List<Integer> sizes = new ArrayList<>();
        if (!op.has(Flag.WIDE) && !op.has(Flag.YMM) && !op.has(Flag.ZMM)) {
            sizes.add(128);
        }
        if (counts && !op.has(Flag.ZMM)) {
            sizes.add(256);
        }
        if (counts && hasEvex && !op.has(Flag.YMM)) {
            sizes.add(512);
        }
        return sizes;
    }

    private void make() {
        registers();
        if (op.tuple != Tuple.NONE && !op.has(Flag.REGISTER)) {
            memory();
        }
        masks();
    }

    private boolean isVsib() {
        return hasMask() || op.pattern == Pattern.GATHER_V;
    }

    /// Whether a mask register says which lanes it takes.
    private boolean hasMask() {
        return op.pattern == Pattern.GATHER || op.pattern == Pattern.SCATTER;
    }

    /// The operand that may be memory.
    private int memoryAt() {
        return switch (op.pattern) {
            case RVM, RVMI, RVMR -> 2;
            case RM, RMI, GATHER, GATHER_V, RMV, VMI -> 1;
            case MR, MRI, MVR, SCATTER -> 0;
        };
    }

    private int count(int i) {
        return switch (op.types.charAt(i)) {
            case 'k' -> 8;
            case 'g', 'G' -> 16;
            default -> hasEvex ? 32 : 16;
        };
    }

    private Reg register(int i, int number) {
        return switch (op.types.charAt(i)) {
            case 'k' -> Reg.mask(number);
            case 'g', 'G' -> Reg.general(number);
            default -> Reg.vector(number);
        };
    }

    private Operand operand(int i, int number) {
        boolean always = op.has(Flag.MEMORY) && i == memoryAt();
        return op.types.charAt(i) == 'i'
                ? new Imm(NUMBERS[number & 3])
                : always ? Mem.of(Reg.RAX, 64) : register(i, number);
    }

    private List<Operand> operands() {
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < op.types.length(); i++) {
            operands.add(operand(i, i + 1));
        }
        if (isVsib()) {
            operands.set(memoryAt(), Mem.of(Reg.RAX, Reg.vector(5), 4, 0));
        }
        return operands;
    }

    private Insn insn(List<Operand> operands) {
        return new Insn(op, bits, operands, hasMask() ? Reg.mask(1) : null, false, false);
    }

    private void registers() {
        for (int i = 0; i < op.types.length(); i++) {
            boolean isMemory =
                    isVsib() && i == memoryAt() || op.has(Flag.MEMORY) && i == memoryAt();
            for (int n = 0; !isMemory && n < count(i); n++) {
                List<Operand> operands = operands();
                operands.set(i, operand(i, n));
                if (!isVsib() || n != 5) {
                    cases.add(insn(operands));
                }
            }
        }
    }

    private void memory() {
        int unit = op.tuple.bytes(bits);
        int[] distances = {0, 1, unit, -unit, 127 * unit, 128 * unit, -129 * unit, 4096, -77};
        for (int base = 0; base < 16; base++) {
            for (int d : distances) {
                Reg index = isVsib() ? Reg.vector(base == 1 ? 9 : 7) : null;
                with(new Mem(Reg.general(base), index, 1, d, null), false);
            }
        }
        for (int index = 0; index < (isVsib() ? hasEvex ? 32 : 16 : 16); index++) {
            if ((isVsib() ? index != 1 : index != 4)) {
                Reg r = isVsib() ? Reg.vector(index) : Reg.general(index);
                for (int scale = 1; scale <= 8; scale *= 2) {
                    with(new Mem(Reg.RBX, r, scale, 3 * unit, null), false);
                }
                with(new Mem(null, r, 8, 64, null), false);
                with(new Mem(Reg.general(13), r, 2, 0, null), false);
            }
        }
        if (op.tuple.element > 0 && hasEvex) {
            for (int d : new int[] {0, op.tuple.element, -3 * op.tuple.element, 508, 1024, 3}) {
                with(Mem.of(Reg.RDI, d), true);
                with(Mem.of(Reg.general(12), Reg.general(9), 8, d), true);
            }
        }
    }

    private void with(Mem memory, boolean broadcast) {
        List<Operand> operands = operands();
        operands.set(memoryAt(), memory);
        Insn insn = insn(operands);
        cases.add(broadcast ? insn.broadcasting() : insn);
    }

    private void masks() {
        if (!hasEvex || op.has(Flag.UNMASKED) || op.types.matches("[kgGx]*[gG][kgGx]*")) {
            return;
        }
        boolean toMemory = memoryAt() == 0 && op.has(Flag.MEMORY);
        boolean merges = isVsib() || op.types.charAt(0) == 'k' || toMemory;
        for (int k = 1; k < 8; k++) {
            cases.add(new Insn(op, bits, operands(), Reg.mask(k), false, false));
            if (!merges) {
                cases.add(new Insn(op, bits, operands(), Reg.mask(k), true, false));
            }
        }
    }
}
