package tritonc.codegen.x86.cost;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;

/// The pipes of [Core#ZEN_5]: four for vectors of up to 512 bits, and six for scalars.
final class Zen5 implements PortTable {
    private static final int F0 = 1;
    private static final int F1 = 1 << 1;
    private static final int F2 = 1 << 2;
    private static final int F3 = 1 << 3;
    private static final int ANY = F0 | F1 | F2 | F3;
    private static final int ALUS = 0b11_1111 << 4;
    private static final int SHIFTERS = 0b00_0111 << 4;
    private static final int BRANCHES = 0b11_1000 << 4;
    private static final int DIVIDER = 0b00_1000 << 4;
    private static final int LOADS = 1 << 10 | 1 << 11;
    private static final int SCALAR_LOADS = LOADS | 1 << 12 | 1 << 13;
    private static final int STORE = 1 << 14;
    private static final int STORES = STORE | 1 << 15;

    @Override
    public int issue() {
        return 8;
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
        return new String[] {"F0", "F1", "F2", "F3", "A0", "A1", "A2", "A3", "A4", "A5"};
    }

    @Override
    public double additionLatency() {
        return 2;
    }

    @Override
    public void memory(boolean isStore, boolean wide, boolean isVector, Steps steps) {
        if (isStore) {
            steps.step(isVector ? STORE : STORES, 1);
        } else {
            steps.step(isVector ? LOADS : SCALAR_LOADS, 1);
        }
    }

    @Override
    public void work(Insn insn, Work work, boolean wide, Steps steps) {
        switch (work) {
            case ADD, SHIFT -> steps.step(rotates(insn) ? F0 | F1 : F2 | F3, 1);
            case ROUND -> steps.step(F2 | F3, begins(insn, "vscalef") ? 2 : 1);
            case MULTIPLY, MULTIPLY_32, MULTIPLY_64 ->
                    // conversions in place go where sums go
                    steps.step(begins(insn, "vcvt") ? F2 | F3 : F0 | F1, 1);
            case LOGIC -> steps.step(counts(insn) ? F0 | F3 : ANY, 1);
            case SHUFFLE -> {
                if (insn.operands().stream().noneMatch(Mem.class::isInstance)) {
                    steps.step(isNear(insn) ? ANY : F1 | F2, 1);
                }
            }
            case NARROW, COMPARE -> steps.step(F1 | F2, 1);
            case CONVERT -> {
                steps.step(F1 | F2, 1);
                steps.step(F2 | F3, 1);
            }
            case MASK -> steps.step(masks(insn), 1);
            case DIVIDE -> steps.step(F1, divided(insn));
            case GATHER -> {
                steps.step(LOADS, Ports.lanes(insn));
                steps.step(ANY, 3.0 * Ports.lanes(insn));
            }
            case SCATTER -> {
                steps.step(STORE, Ports.lanes(insn));
                steps.step(ANY, 3.0 * Ports.lanes(insn));
            }
            case MOVE -> {
                if (insn.mask() != null) {
                    steps.step(ANY, 1);
                }
            }
            case SCALAR -> steps.step(ALUS, 1);
            case SCALAR_SHIFT, SCALAR_MULTIPLY -> steps.step(SHIFTERS, 1);
            case SCALAR_DIVIDE -> steps.step(DIVIDER, 10);
            case JUMP -> steps.step(BRANCHES, 1);
            case NONE -> {}
        }
    }

    private static boolean begins(Insn insn, String name) {
        return insn.op().mnemonic().startsWith(name);
    }

    private static boolean rotates(Insn insn) {
        return begins(insn, "vpro");
    }

    private static boolean counts(Insn insn) {
        return begins(insn, "vpabs") || begins(insn, "vpopcnt") || begins(insn, "vplzcnt");
    }

    /// Whether lanes stay within 128 bits, in an order that the instruction names.
    private static boolean isNear(Insn insn) {
        String name = insn.op().mnemonic();
        return name.contains("unpck") || name.startsWith("vshufp") || name.startsWith("vpshufd");
    }

    private static int masks(Insn insn) {
        if (begins(insn, "vpmovm2")) {
            return ANY;
        }
        return begins(insn, "kortest") ? F1 | F2 : F0 | F3;
    }

    /// Cycles that a division or a root keeps its pipe, whatever the width.
    private static double divided(Insn insn) {
        boolean isDouble = insn.op().mnemonic().endsWith("d");
        boolean isRoot = begins(insn, "vsqrt");
        if (isRoot) {
            return isDouble ? 7.5 : 4.5;
        }
        return isDouble ? 4 : 2.5;
    }
}
