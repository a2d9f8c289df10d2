package tritonc.codegen.x86.cost;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;

/// The ports of [Core#GOLDEN_COVE].
final class GoldenCove implements PortTable {
    private static final int P0 = 1;

    private static final int P1 = 1 << 1;
    private static final int P5 = 1 << 2;
    private static final int P6 = 1 << 3;
    private static final int P10 = 1 << 4;
    private static final int LOADS = 1 << 5 | 1 << 6;
    private static final int NARROW_LOADS = LOADS | 1 << 7;
    private static final int STORES = 1 << 8 | 1 << 9;

    @Override
    public int issue() {
        return 6;
    }

    @Override
    public boolean entersWhole() {
        return false;
    }

    @Override
    public int loads() {
        return NARROW_LOADS;
    }

    @Override
    public int stores() {
        return STORES;
    }

    @Override
    public String[] names() {
        return new String[] {"0", "1", "5", "6", "10"};
    }

    @Override
    public double additionLatency() {
        return 4;
    }

    @Override
    public void memory(boolean isStore, boolean wide, boolean isVector, Steps steps) {
        if (isStore) {
            steps.step(STORES, wide ? 2 : 1);
        } else {
            steps.step(wide ? LOADS : NARROW_LOADS, 1);
        }
    }

    @Override
    public void work(Insn insn, Work work, boolean wide, Steps steps) {
        boolean hasMemory = insn.operands().stream().anyMatch(Mem.class::isInstance);
        int arithmetic = wide ? P0 | P5 : P0 | P1;
        switch (work) {
            case ADD -> steps.step(wide ? P0 | P5 : P1 | P5, 1);
            case MULTIPLY -> steps.step(arithmetic, 1);
            case LOGIC -> steps.step(wide ? P0 | P5 : P0 | P1 | P5, 1);
            case SHIFT -> steps.step(wide ? P0 : P0 | P1, 1);
            case MULTIPLY_32 -> steps.step(wide ? P0 : P0 | P1, 2);
            case MULTIPLY_64 -> steps.step(wide ? P0 : P0 | P1, 3);
            case ROUND -> steps.step(arithmetic, 2);
            case SHUFFLE -> {
                if (!hasMemory) {
                    steps.step(P5, 1);
                }
            }
            case NARROW -> steps.step(P5, 2);
            case CONVERT -> {
                steps.step(arithmetic, 1);
                steps.step(P5, 1);
            }
            case COMPARE -> steps.step(P5, 1);
            case MASK -> steps.step(P0, 1);
            case DIVIDE -> steps.step(P0, divided(insn));
            case GATHER -> {
                steps.step(wide ? LOADS : NARROW_LOADS, Ports.lanes(insn));
                steps.step(P0 | P5, 3);
            }
            case SCATTER -> {
                steps.step(STORES, 2.0 * Ports.lanes(insn));
                steps.step(P0 | P5, 3);
            }
            case MOVE -> {
                if (insn.mask() != null) {
                    steps.step(P0 | P5, 1);
                }
            }
            case SCALAR -> steps.step(P0 | P1 | P5 | P6 | P10, 1);
            case SCALAR_SHIFT -> steps.step(P0 | P6, 1);
            case SCALAR_MULTIPLY -> steps.step(P1, 1);
            case SCALAR_DIVIDE -> steps.step(P1, 10);
            case JUMP -> steps.step(P0 | P6, 1);
            case NONE -> {}
        }
    }

    /// Cycles that a division or a root keeps its port.
    private static double divided(Insn insn) {
        boolean isDouble = insn.op().mnemonic().endsWith("d");
        boolean isRoot = insn.op().mnemonic().startsWith("vsqrt");
        double narrowest = isDouble ? isRoot ? 4.5 : 4 : isRoot ? 3 : 2.5;
        return narrowest * Math.max(1, insn.bits() / 128.0);
    }
}
