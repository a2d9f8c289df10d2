package tritonc.codegen.x86.cost;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Op;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The execution ports that the instructions of a loop keep busy.
///
/// Each instruction is one or more steps, each of which one port of a set takes for a cycle. For
/// every set of ports, the steps that no other port takes need as many cycles as there are steps a
/// port: the greatest of these numbers is what a turn of the loop costs at least.
final class Ports {
    /// Ports by their bits; what stands in a set is named in [#name].
    private static final int P0 = 1;

    private static final int P1 = 1 << 1;
    private static final int P5 = 1 << 2;
    private static final int P6 = 1 << 3;
    private static final int P10 = 1 << 4;
    private static final int LOADS = 1 << 5 | 1 << 6;
    private static final int NARROW_LOADS = LOADS | 1 << 7;
    private static final int STORES = 1 << 8 | 1 << 9;

    /// Steps that enter the machine in a cycle.
    private static final int ISSUE = 6;

    private static final int WIDEST = 512;

    private final Map<Integer, Double> steps = new LinkedHashMap<>();
    private double entered;

    /// A bound and what makes it.
    record Bound(double cycles, String by) {}

    void add(Insn insn) {
        Work work = WorkTable.of(insn.op());
        boolean isVector = insn.op() instanceof VectorOp;
        boolean wide = isVector && insn.bits() == WIDEST;
        double before = entered;
        memory(insn, work, wide);
        own(insn, work, wide);
        if (entered == before) {
            // what is done by renaming registers still enters
            entered++;
        }
    }

    private void step(int ports, double count) {
        steps.merge(ports, count, Double::sum);
        entered += count;
    }

    private void memory(Insn insn, Work work, boolean wide) {
        boolean gathers = work == Work.GATHER || work == Work.SCATTER;
        if (gathers || insn.op() == ScalarOp.LEA) {
            return;
        }
        for (int i = 0; i < insn.operands().size(); i++) {
            if (insn.operands().get(i) instanceof Mem) {
                boolean stores = isStore(insn.op(), i);
                if (stores) {
                    step(STORES, wide ? 2 : 1);
                }
                if (!stores || insn.op().reads(0) && insn.op() instanceof ScalarOp) {
                    step(wide ? LOADS : NARROW_LOADS, 1);
                }
            }
        }
    }

    /// Whether memory as an operand is written.
    private static boolean isStore(Op op, int operand) {
        if (operand != 0) {
            return false;
        }
        return op instanceof VectorOp v
                ? v.name().contains("STORE") || !v.reads(0)
                : op != ScalarOp.CMP && op != ScalarOp.TEST;
    }

    private void own(Insn insn, Work work, boolean wide) {
        boolean hasMemory = insn.operands().stream().anyMatch(Mem.class::isInstance);
        int arithmetic = wide ? P0 | P5 : P0 | P1;
        switch (work) {
            case ADD -> step(wide ? P0 | P5 : P1 | P5, 1);
            case MULTIPLY -> step(arithmetic, 1);
            case LOGIC -> step(wide ? P0 | P5 : P0 | P1 | P5, 1);
            case SHIFT -> step(wide ? P0 : P0 | P1, 1);
            case MULTIPLY_32 -> step(wide ? P0 : P0 | P1, 2);
            case MULTIPLY_64 -> step(wide ? P0 : P0 | P1, 3);
            case ROUND -> step(arithmetic, 2);
            case SHUFFLE -> {
                if (!hasMemory) {
                    step(P5, 1);
                }
            }
            case NARROW -> step(P5, 2);
            case CONVERT -> {
                step(arithmetic, 1);
                step(P5, 1);
            }
            case COMPARE -> step(P5, 1);
            case MASK -> step(P0, 1);
            case DIVIDE -> step(P0, divided(insn));
            case GATHER -> {
                step(wide ? LOADS : NARROW_LOADS, lanes(insn));
                step(P0 | P5, 3);
            }
            case SCATTER -> {
                step(STORES, 2.0 * lanes(insn));
                step(P0 | P5, 3);
            }
            case MOVE -> {
                if (insn.mask() != null) {
                    step(P0 | P5, 1);
                }
            }
            case SCALAR -> step(P0 | P1 | P5 | P6 | P10, 1);
            case SCALAR_SHIFT -> step(P0 | P6, 1);
            case SCALAR_MULTIPLY -> step(P1, 1);
            case SCALAR_DIVIDE -> step(P1, 10);
            case JUMP -> step(P0 | P6, 1);
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

    private static int lanes(Insn insn) {
        boolean wideLanes = insn.op().mnemonic().matches(".*q[qd]|.*pd|.*dq");
        return insn.bits() / (wideLanes ? 64 : 32);
    }

    /// What a turn costs at least.
    Bound bound() {
        Bound most = new Bound(entered / ISSUE, "instructions, 6 a cycle");
        List<Integer> sets = new ArrayList<>(steps.keySet());
        for (int chosen = 1; chosen < 1 << sets.size(); chosen++) {
            int ports = 0;
            for (int i = 0; i < sets.size(); i++) {
                ports |= (chosen >> i & 1) != 0 ? sets.get(i) : 0;
            }
            double count = 0;
            for (Map.Entry<Integer, Double> s : steps.entrySet()) {
                count += (s.getKey() & ~ports) == 0 ? s.getValue() : 0;
            }
            double cycles = count / Integer.bitCount(ports);
            if (cycles > most.cycles()) {
                most = new Bound(cycles, name(ports));
            }
        }
        return most;
    }

    private static String name(int ports) {
        if ((ports & ~NARROW_LOADS) == 0) {
            return "loads";
        }
        if ((ports & ~STORES) == 0) {
            return "stores";
        }
        List<String> names = new ArrayList<>();
        String[] numbers = {"0", "1", "5", "6", "10"};
        for (int i = 0; i < numbers.length; i++) {
            if ((ports >> i & 1) != 0) {
                names.add(numbers[i]);
            }
        }
        if ((ports & NARROW_LOADS) != 0) {
            names.add("those of loads");
        }
        if ((ports & STORES) != 0) {
            names.add("those of stores");
        }
        String last = names.removeLast();
        return names.isEmpty()
                ? "port " + last
                : "ports " + String.join(", ", names) + " and " + last;
    }
}
