package tritonc.codegen.x86.cost;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;

/// The pipes of [Core#ZEN_4]: four for vectors, 256 bits wide, so that twice as many steps stand
/// for 512 bits, and four for scalars.
final class Zen4 implements PortTable {
    private static final int F0 = 1;
    private static final int F1 = 1 << 1;
    private static final int F2 = 1 << 2;
    private static final int F3 = 1 << 3;
    private static final int ANY = F0 | F1 | F2 | F3;
    private static final int ALU_0 = 1 << 4;
    private static final int ALU_1 = 1 << 5;
    private static final int ALU_2 = 1 << 6;
    private static final int ALU_3 = 1 << 7;
    private static final int ALUS = ALU_0 | ALU_1 | ALU_2 | ALU_3;
    private static final int LOADS = 1 << 8 | 1 << 9;
    private static final int SCALAR_LOADS = LOADS | 1 << 10;
    private static final int STORE = 1 << 11;
    private static final int STORES = STORE | 1 << 12;

    @Override
    public int issue() {
        return 6;
    }

    @Override
    public boolean entersWhole() {
        return true;
    }

    @Override
    public int loads() {
        return SCALAR_LOADS;
    }

    @Override
    public int stores() {
        return STORES;
    }

    @Override
    public String[] names() {
        return new String[] {"F0", "F1", "F2", "F3", "A0", "A1", "A2", "A3"};
    }

    @Override
    public double additionLatency() {
        return 3;
    }

    @Override
    public void memory(boolean isStore, boolean wide, boolean isVector, Steps steps) {
        int count = wide ? 2 : 1;
        if (isStore) {
            steps.step(isVector ? STORE : STORES, count);
        } else {
            steps.step(isVector ? LOADS : SCALAR_LOADS, count);
        }
    }

    @Override
    public void work(Insn insn, Work work, boolean wide, Steps steps) {
        int twice = wide ? 2 : 1;
        switch (work) {
            case ADD -> steps.step(F2 | F3, twice);
            case MULTIPLY, MULTIPLY_32, MULTIPLY_64 -> steps.step(multiplies(insn), twice);
            case LOGIC -> steps.step(ANY, twice);
            case SHIFT -> steps.step(F2 | F3, twice);
            case SHUFFLE -> {
                if (insn.operands().stream().noneMatch(Mem.class::isInstance)) {
                    steps.step(shuffles(insn), twice);
                }
            }
            case ROUND -> steps.step(F2 | F3, scales(insn) ? 2 * twice : twice);
            case NARROW, CONVERT -> {
                steps.step(F1 | F2, twice);
                steps.step(F2 | F3, twice);
            }
            case COMPARE -> steps.step(F0 | F1, twice);
            case MASK -> steps.step(F2 | F3, 1);
            case DIVIDE -> steps.step(F1, divided(insn));
            case GATHER -> {
                steps.step(LOADS, Ports.lanes(insn));
                steps.step(ANY, 3.0 * Ports.lanes(insn));
            }
            case SCATTER -> {
                steps.step(STORE, 2.0 * Ports.lanes(insn));
                steps.step(ANY, 3.0 * Ports.lanes(insn));
            }
            case MOVE -> {
                if (insn.mask() != null) {
                    steps.step(ANY, twice);
                }
            }
            case SCALAR -> steps.step(ALUS, 1);
            case SCALAR_SHIFT -> steps.step(ALU_1 | ALU_2, 1);
            case SCALAR_MULTIPLY -> steps.step(ALU_1, 1);
            case SCALAR_DIVIDE -> steps.step(ALU_2, 10);
            case JUMP -> steps.step(ALU_0 | ALU_3, 1);
            case NONE -> {}
        }
    }

    private static boolean scales(Insn insn) {
        return insn.op().mnemonic().startsWith("vscalef");
    }

    /// Conversions in place go where sums go.
    private static int multiplies(Insn insn) {
        return insn.op().mnemonic().startsWith("vcvt") ? F2 | F3 : F0 | F1;
    }

    /// Lanes that stay within 128 bits have one pipe more.
    private static int shuffles(Insn insn) {
        String name = insn.op().mnemonic();
        boolean isNear = name.contains("unpck") || name.startsWith("vshufp");
        return isNear ? F1 | F2 | F3 : F1 | F2;
    }

    /// Cycles that a division or a root keeps its pipe.
    private static double divided(Insn insn) {
        boolean isDouble = insn.op().mnemonic().endsWith("d");
        boolean isRoot = insn.op().mnemonic().startsWith("vsqrt");
        double narrowest = isDouble ? isRoot ? 8 : 4.5 : isRoot ? 5 : 3;
        return narrowest * Math.max(1, insn.bits() / 256.0);
    }
}
