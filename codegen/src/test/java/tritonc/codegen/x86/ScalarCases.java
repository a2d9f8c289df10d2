package tritonc.codegen.x86;

import java.util.ArrayList;
import java.util.List;

/// Instructions of one [ScalarOp]: every register at every operand, every kind of memory and
/// number, at every size.
final class ScalarCases {
    private static final long[] NUMBERS = {0, 1, -1, 5, 127, -128, 128, 1000, -100_000};

    private final ScalarOp op;
    private final List<Insn> cases = new ArrayList<>();

    private ScalarCases(ScalarOp op) {
        this.op = op;
    }

    static List<Insn> of(ScalarOp op) {
        ScalarCases cases = new ScalarCases(op);
        cases.make();
        return cases.cases;
    }

    private void make() {
        switch (op.style) {
            case ALU, TEST_RM, MOV -> {
                for (int bits : new int[] {8, 16, 32, 64}) {
                    pairs(bits, true, op != ScalarOp.TEST);
                    numbers(bits);
                }
            }
            case REGISTER_RM -> registerFirst();
            case IMUL_I -> multiply();
            case ONE, SHIFT_CL -> ones();
            case SHIFT_I -> shifts();
            case LOCKED -> {
                for (int bits : new int[] {8, 16, 32, 64}) {
                    pairs(bits, false, false);
                }
            }
            case STACK, CALL -> alone();
            case JUMP -> {
                if (op == ScalarOp.JMP) {
                    alone();
                }
            }
            case PREFETCH -> memories().forEach(m -> cases.add(Insn.of(op, 64, m)));
            case SET -> {
                alone();
                memories().forEach(m -> cases.add(Insn.of(op, 8, m)));
            }
            case CMOV -> {
                for (int bits : new int[] {32, 64}) {
                    pairs(bits, true, true);
                }
                cases.removeIf(c -> c.operands().getFirst() instanceof Mem);
            }
            case PLAIN -> {
                cases.add(Insn.of(op, 32));
                if (op == ScalarOp.CDQ) {
                    cases.add(Insn.of(op, 64));
                }
            }
        }
    }

    private void alone() {
        for (int r = 0; r < 16; r++) {
            cases.add(Insn.of(op, 64, Reg.general(r)));
        }
    }

    /// Register with register, memory with register, register with memory.
    private void pairs(int bits, boolean registers, boolean loads) {
        for (int a = 0; a < 16; a++) {
            for (int b = 0; registers && b < 16; b++) {
                cases.add(Insn.of(op, bits, Reg.general(a), Reg.general(b)));
            }
            for (Mem m : a == 3 ? memories() : List.of(Mem.of(Reg.RBX, 8))) {
                cases.add(Insn.of(op, bits, m, Reg.general(a)));
                if (loads) {
                    cases.add(Insn.of(op, bits, Reg.general(a), m));
                }
            }
        }
    }

    private void numbers(int bits) {
        for (long n : NUMBERS) {
            boolean fits = bits == 8 ? n == (byte) n : bits != 16 || n == (short) n;
            for (int r = 0; fits && r < 16; r++) {
                cases.add(Insn.of(op, bits, Reg.general(r), new Imm(n)));
            }
            if (fits) {
                cases.add(Insn.of(op, bits, Mem.of(Reg.RDX, 16), new Imm(n)));
            }
        }
        if (op == ScalarOp.MOV_ && bits == 64) {
            for (int r = 0; r < 16; r++) {
                cases.add(Insn.of(op, 64, Reg.general(r), new Imm(0x1234_5678_9ABC_DEF0L)));
            }
        }
    }

    private void registerFirst() {
        for (int bits : new int[] {32, 64}) {
            if (op == ScalarOp.MOVSXD && bits == 32) {
                continue;
            }
            for (int a = 0; a < 16; a++) {
                for (int b = 0; op != ScalarOp.LEA && b < 16; b++) {
                    cases.add(Insn.of(op, bits, Reg.general(a), Reg.general(b)));
                }
                for (Mem m : a == 3 ? memories() : List.of(Mem.of(Reg.RBX, 8))) {
                    cases.add(Insn.of(op, bits, Reg.general(a), m));
                }
            }
        }
    }

    private void multiply() {
        for (int bits : new int[] {32, 64}) {
            for (long n : NUMBERS) {
                for (int r = 0; r < 16; r++) {
                    Reg a = Reg.general(r);
                    cases.add(Insn.of(op, bits, a, Reg.general(15 - r), new Imm(n)));
                    cases.add(Insn.of(op, bits, a, Mem.of(Reg.RSI, 8), new Imm(n)));
                }
            }
        }
    }

    private void ones() {
        for (int bits : new int[] {8, 16, 32, 64}) {
            for (int r = 0; r < 16; r++) {
                cases.add(Insn.of(op, bits, Reg.general(r)));
            }
            for (Mem m : memories()) {
                cases.add(Insn.of(op, bits, m));
            }
        }
    }

    private void shifts() {
        for (int bits : new int[] {8, 16, 32, 64}) {
            for (int by = 1; by < 8; by += 3) {
                for (int r = 0; r < 16; r++) {
                    cases.add(Insn.of(op, bits, Reg.general(r), new Imm(by)));
                }
                cases.add(Insn.of(op, bits, Mem.of(Reg.RSI, 8), new Imm(by)));
            }
        }
    }

    private static List<Mem> memories() {
        List<Mem> all = new ArrayList<>();
        for (int base = 0; base < 16; base++) {
            for (int d : new int[] {0, 1, -1, 127, -128, 128, 4096, -77_777}) {
                all.add(Mem.of(Reg.general(base), d));
            }
        }
        for (int index = 0; index < 16; index++) {
            for (int scale = 1; index != 4 && scale <= 8; scale *= 2) {
                all.add(Mem.of(Reg.RBX, Reg.general(index), scale, 24));
                all.add(Mem.of(Reg.general(13), Reg.general(index), scale, 0));
                all.add(Mem.of(Reg.general(12), Reg.general(index), scale, 0));
            }
        }
        return all;
    }
}
