package tritonc.codegen.x86;

import org.jspecify.annotations.Nullable;

/// Instructions without a VEX or EVEX prefix (Intel SDM, volume 2A, 2.1 and 2.2).
final class ScalarEncoder {
    private final Assembler out;
    private final Insn insn;
    private final ScalarOp op;

    private ScalarEncoder(Assembler out, Insn insn, ScalarOp op) {
        this.out = out;
        this.insn = insn;
        this.op = op;
    }

    static void encode(Assembler out, Insn insn) {
        new ScalarEncoder(out, insn, (ScalarOp) insn.op()).write();
    }

    private Operand operand(int i) {
        return insn.operands().get(i);
    }

    private Reg register(int i) {
        if (operand(i) instanceof Reg r && r.file() == Reg.File.GENERAL && !r.isVirtual()) {
            return r;
        }
        throw new IllegalArgumentException("operand " + i + " of " + insn + " is no register");
    }

    private void write() {
        switch (op.style) {
            case ALU -> alu();
            case TEST_RM -> test();
            case MOV -> move();
            case REGISTER_RM -> registerFirst();
            case IMUL_I -> multiplyBy();
            case ONE -> form(byteForm(0xF7), op.code, operand(0), 0);
            case SHIFT_I -> shift();
            case SHIFT_CL -> form(byteForm(0xD3), op.code, operand(0), 0);
            case LOCKED -> locked();
            case STACK -> stack();
            case JUMP -> jump();
            case CALL -> plainForm(0xFF, op.code, operand(0));
            case PREFETCH -> prefetch();
            case SET -> byteRegister(op.code, 0, operand(0));
            case CMOV -> form(op.code, register(0).number(), operand(1), 0);
            case PLAIN -> plain();
        }
    }

    /// The opcode for operands of one byte is one lower.
    private int byteForm(int opcode) {
        return insn.bits() == 8 ? opcode - 1 : opcode;
    }

    private void alu() {
        Operand to = operand(0);
        switch (operand(1)) {
            case Imm(long value) -> aluNumber(to, value);
            case Reg from -> form(byteForm(8 * op.code + 1), from.number(), to, 0, from);
            case Mem from ->
                    form(byteForm(8 * op.code + 3), register(0).number(), from, 0, register(0));
            case Label _ -> throw unknown();
        }
    }

    private void aluNumber(Operand to, long value) {
        if (insn.bits() == 8) {
            accumulator8(to, value);
        } else if (value == (byte) value) {
            form(0x83, op.code, to, 1);
            out.put((int) value);
        } else {
            boolean isRax = to instanceof Reg r && r.number() == 0;
            if (isRax) {
                prefixes(null);
                out.put(8 * op.code + 5);
            } else {
                form(0x81, op.code, to, immediateBytes());
            }
            immediate(value);
        }
    }

    private void accumulator8(Operand to, long value) {
        if (to instanceof Reg r && r.number() == 0) {
            out.put(8 * op.code + 4);
        } else {
            form(0x80, op.code, to, 1);
        }
        out.put((int) value);
    }

    private int immediateBytes() {
        return Math.min(insn.bits() / 8, 4);
    }

    /// A number of the operation's size, at most 32 bits, sign-extended by the processor.
    private void immediate(long value) {
        if (insn.bits() == 64 && value != (int) value) {
            throw new IllegalArgumentException(value + " needs more than 32 bits: " + insn);
        }
        for (int i = 0; i < immediateBytes(); i++) {
            out.put((int) (value >> 8 * i));
        }
    }

    private void test() {
        if (operand(1) instanceof Imm(long value)) {
            if (operand(0) instanceof Reg r && r.number() == 0) {
                prefixes(null);
                out.put(byteForm(0xA9));
            } else {
                form(byteForm(0xF7), 0, operand(0), immediateBytes());
            }
            immediate(value);
        } else {
            Reg from = register(1);
            form(byteForm(op.code), from.number(), operand(0), 0, from);
        }
    }

    private void move() {
        switch (operand(1)) {
            case Imm(long value) -> moveNumber(value);
            case Reg from -> form(byteForm(0x89), from.number(), operand(0), 0, from);
            case Mem from -> form(byteForm(0x8B), register(0).number(), from, 0, register(0));
            case Label _ -> throw unknown();
        }
    }

    private void moveNumber(long value) {
        if (operand(0) instanceof Mem to) {
            form(byteForm(0xC7), 0, to, immediateBytes());
            immediate(value);
            return;
        }
        Reg to = register(0);
        if (insn.bits() == 64 && value == (int) value) {
            form(0xC7, 0, to, 4);
            out.put32(value);
        } else {
            prefixes(to);
            out.put((insn.bits() == 8 ? 0xB0 : 0xB8) | to.number() & 7);
            if (insn.bits() == 64) {
                out.put64(value);
            } else {
                immediate(value);
            }
        }
    }

    private void registerFirst() {
        Reg to = register(0);
        boolean isByte = op == ScalarOp.MOVZX_B || op == ScalarOp.MOVSX_B;
        Reg low = isByte && operand(1) instanceof Reg r ? r : null;
        form(op.code, to.number(), operand(1), 0, null, low);
    }

    private void multiplyBy() {
        long value = ((Imm) operand(2)).value();
        boolean isShort = value == (byte) value;
        form(
                isShort ? 0x6B : 0x69,
                register(0).number(),
                operand(1),
                isShort ? 1 : immediateBytes());
        if (isShort) {
            out.put((int) value);
        } else {
            immediate(value);
        }
    }

    private void shift() {
        long by = ((Imm) operand(1)).value();
        if (by == 1) {
            form(byteForm(0xD1), op.code, operand(0), 0);
        } else {
            form(byteForm(0xC1), op.code, operand(0), 1);
            out.put((int) by);
        }
    }

    private void locked() {
        Reg from = register(1);
        form(byteForm(op.code), from.number(), operand(0), 0, from);
    }

    private void stack() {
        int number = register(0).number();
        if (number >= 8) {
            out.put(0x41);
        }
        out.put(op.code | number & 7);
    }

    private void jump() {
        if (operand(0) instanceof Reg to) {
            plainForm(0xFF, 4, to);
        } else if (operand(0) instanceof Label to) {
            opcode(op.code);
            out.distance(to, 0, 0);
        } else {
            throw unknown();
        }
    }

    /// The register field says how near to keep the line.
    private void prefetch() {
        int level =
                switch (op) {
                    case PREFETCHT0, PREFETCHW -> 1;
                    case PREFETCHT1 -> 2;
                    case PREFETCHT2 -> 3;
                    default -> 0;
                };
        plainForm(op.code, level, operand(0));
    }

    private void plain() {
        if (insn.bits() == 64 && op == ScalarOp.CDQ) {
            out.put(0x48);
        }
        opcode(op.code);
    }

    private void byteRegister(int opcode, int field, Operand rm) {
        rexBits(false, 0, rm, rm instanceof Reg r && needsRex(r));
        opcode(opcode);
        out.modRm(field, rm, 1, 0);
    }

    /// A form that has 64 bits by itself.
    private void plainForm(int opcode, int field, Operand rm) {
        rexBits(false, 0, rm, false);
        opcode(opcode);
        out.modRm(field, rm, 1, 0);
    }

    private void form(int opcode, int field, Operand rm, int extra) {
        form(opcode, field, rm, extra, null);
    }

    private void form(int opcode, int field, Operand rm, int extra, @Nullable Reg fieldRegister) {
        boolean isByte = insn.bits() == 8;
        Reg inRm = isByte && rm instanceof Reg r ? r : null;
        form(opcode, field, rm, extra, isByte ? fieldRegister : null, inRm);
    }

    /// @param inField a register in the field that is used as a byte
    /// @param inRm a register in `rm` that is used as a byte
    private void form(
            int opcode,
            int field,
            Operand rm,
            int extra,
            @Nullable Reg inField,
            @Nullable Reg inRm) {
        int mandatory = opcode >> 16;
        if (insn.bits() == 16) {
            out.put(0x66);
        }
        if (op.style == ScalarOp.Style.LOCKED && op != ScalarOp.XCHG) {
            out.put(0xF0);
        }
        if (mandatory != 0) {
            out.put(mandatory);
        }
        rexBits(insn.bits() == 64, field, rm, needsRex(inField) || needsRex(inRm));
        opcode(opcode & 0xFFFF);
        out.modRm(field, rm, 1, extra);
    }

    /// Whether a register used as a byte is spl, bpl, sil or dil, which only exist with a REX
    /// prefix.
    private static boolean needsRex(@Nullable Reg asByte) {
        return asByte != null && asByte.number() >= 4 && asByte.number() < 8;
    }

    /// The prefixes of an instruction whose opcode names its register.
    private void prefixes(@Nullable Reg inOpcode) {
        if (insn.bits() == 16) {
            out.put(0x66);
        }
        rexBits(
                insn.bits() == 64,
                0,
                inOpcode == null ? Reg.RAX : inOpcode,
                isByteNeedingRex(inOpcode));
    }

    private boolean isByteNeedingRex(@Nullable Reg reg) {
        return insn.bits() == 8 && needsRex(reg);
    }

    private void rexBits(boolean wide, int field, Operand rm, boolean force) {
        int rex = (wide ? 8 : 0) | (field >> 3 & 1) << 2;
        rex |=
                switch (rm) {
                    case Reg r -> r.number() >> 3 & 1;
                    case Mem m -> high(m.index()) << 1 | high(m.base());
                    case Imm _, Label _ -> throw unknown();
                };
        if (rex != 0 || force) {
            out.put(0x40 | rex);
        }
    }

    private static int high(@Nullable Reg reg) {
        return reg == null ? 0 : reg.number() >> 3 & 1;
    }

    private void opcode(int opcode) {
        if (opcode > 0xFFFF) {
            out.put(opcode >> 16);
        }
        if (opcode > 0xFF) {
            out.put(opcode >> 8);
        }
        out.put(opcode);
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("no such form: " + insn);
    }
}
