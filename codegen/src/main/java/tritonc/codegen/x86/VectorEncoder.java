package tritonc.codegen.x86;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.VectorForm.Flag;
import tritonc.codegen.x86.VectorForm.Pattern;

/// Instructions with a VEX or EVEX prefix (Intel SDM, volume 2A, 2.3 and 2.7).
final class VectorEncoder {
    private final Assembler out;
    private final Insn insn;
    private final VectorOp op;
    private Operand rm = Reg.RAX;
    private @Nullable Reg field;
    private @Nullable Reg second;

    private VectorEncoder(Assembler out, Insn insn, VectorOp op) {
        this.out = out;
        this.insn = insn;
        this.op = op;
    }

    static void encode(Assembler out, Insn insn) {
        VectorEncoder encoder = new VectorEncoder(out, insn, (VectorOp) insn.op());
        encoder.assign();
        encoder.write();
    }

    /// Which operand goes where.
    private void assign() {
        switch (op.pattern) {
            case RVM, RVMI, RVMR -> assign(0, 1, 2);
            case RM, RMI -> assign(0, -1, 1);
            case MR, MRI, SCATTER -> assign(1, -1, 0);
            case GATHER -> assign(0, -1, 1);
            case VMI -> assign(-1, 0, 1);
            case MVR -> assign(2, 1, 0);
            case RMV, GATHER_V -> assign(0, 2, 1);
        }
    }

    private void assign(int fieldAt, int secondAt, int rmAt) {
        field = fieldAt < 0 ? null : register(fieldAt);
        second = secondAt < 0 ? null : register(secondAt);
        rm = insn.operands().get(rmAt);
    }

    private Reg register(int i) {
        if (insn.operands().get(i) instanceof Reg r && !r.isVirtual()) {
            return r;
        }
        throw new IllegalArgumentException("operand " + i + " of " + insn + " is no register");
    }

    private void write() {
        int extra = hasByte() ? 1 : 0;
        boolean evex = needsEvex();
        if (evex ? op.coding.evexW < 0 : op.coding.vexW < 0) {
            throw new IllegalArgumentException("no such form: " + insn);
        }
        if (evex) {
            evex();
            out.put(op.opcode);
            int unit = insn.broadcast() ? op.tuple.element : op.tuple.bytes(insn.bits());
            out.modRm(fieldNumber(), rm, unit, extra);
        } else {
            int opcode = swapIfShorter();
            vex();
            out.put(opcode);
            out.modRm(fieldNumber(), rm, 1, extra);
        }
        if (op.pattern == Pattern.RVMR) {
            out.put(register(3).number() << 4);
        } else if (extra != 0) {
            out.put((int) ((Imm) insn.operands().getLast()).value());
        }
    }

    private boolean hasByte() {
        return switch (op.pattern) {
            case RVMI, RMI, MRI, VMI, RVMR -> true;
            case RVM, RM, MR, MVR, RMV, GATHER, GATHER_V, SCATTER -> false;
        };
    }

    private int fieldNumber() {
        return field == null ? op.extension : field.number();
    }

    /// A move between registers is shorter as a store where only its source is a high register.
    ///
    /// @return the opcode
    private int swapIfShorter() {
        Reg to = field;
        boolean swaps = op.has(Flag.SWAP) && rm instanceof Reg from && from.number() >= 8;
        if (!swaps || to == null || to.number() >= 8) {
            return op.opcode;
        }
        field = (Reg) rm;
        rm = to;
        return op.opcode + (op.opcode == 0x6F ? 0x10 : 1);
    }

    private boolean needsEvex() {
        boolean shiftsMemory = op.pattern == Pattern.VMI && rm instanceof Mem;
        if (op.coding.vexW < 0 || shiftsMemory) {
            return true;
        }
        boolean high = insn.bits() == 512 || insn.mask() != null || insn.broadcast();
        return high && usesVectors() || isHigh(field) || isHigh(second) || isHighRm();
    }

    private boolean usesVectors() {
        return op.types.charAt(0) != 'k' || op.types.indexOf('v') >= 0;
    }

    private static boolean isHigh(@Nullable Reg reg) {
        return reg != null && reg.number() >= 16;
    }

    private boolean isHighRm() {
        return rm instanceof Reg r ? isHigh(r) : rm instanceof Mem m && isHigh(m.index());
    }

    /// The length bits: 0 for 128, 1 for 256, 2 for 512.
    private int length() {
        if (op.has(Flag.L1)) {
            return 1;
        }
        boolean counts = false;
        for (int i = 0; i < op.types.length(); i++) {
            counts |= "vhqe".indexOf(op.types.charAt(i)) >= 0;
        }
        return !counts ? 0 : Integer.numberOfTrailingZeros(insn.bits()) - 7;
    }

    private static int bit(@Nullable Reg reg, int number) {
        return reg == null ? 0 : reg.number() >> number & 1;
    }

    private int rmBit(int number) {
        return switch (rm) {
            case Reg r -> r.number() >> number & 1;
            case Mem m -> bit(m.base(), number);
            case Imm _, Label _ -> 0;
        };
    }

    private void vex() {
        int r = bit(field, 3);
        int x = rm instanceof Mem m ? bit(m.index(), 3) : 0;
        int b = rmBit(3);
        int v = second == null ? 0 : second.number();
        int tail = (~v & 15) << 3 | length() << 2 | op.prefix.code;
        if (x == 0 && b == 0 && op.coding.vexW == 0 && op.map == VectorForm.Map.M0F) {
            out.put(0xC5);
            out.put((r ^ 1) << 7 | tail);
            return;
        }
        out.put(0xC4);
        out.put((r ^ 1) << 7 | (x ^ 1) << 6 | (b ^ 1) << 5 | op.map.code);
        out.put(op.coding.vexW << 7 | tail);
    }

    private void evex() {
        int x = rm instanceof Mem m ? bit(m.index(), 3) : rmBit(4);
        int v = second == null ? 0 : second.number();
        int high = second == null && rm instanceof Mem m ? bit(m.index(), 4) : v >> 4 & 1;
        Reg mask = insn.mask();
        out.put(0x62);
        out.put(
                (bit(field, 3) ^ 1) << 7
                        | (x ^ 1) << 6
                        | (rmBit(3) ^ 1) << 5
                        | (bit(field, 4) ^ 1) << 4
                        | op.map.code);
        out.put(op.coding.evexW << 7 | (~v & 15) << 3 | 4 | op.prefix.code);
        out.put(
                (insn.tellsZeroing() ? 0x80 : 0)
                        | length() << 5
                        | (insn.broadcast() ? 0x10 : 0)
                        | (high ^ 1) << 3
                        | (mask == null ? 0 : mask.number()));
    }
}
