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
    private static final int WIDEST = 512;

    private final PortTable table;
    private final Map<Integer, Double> steps = new LinkedHashMap<>();
    private double entered;

    Ports(Core core) {
        table = core.ports();
    }

    /// A bound and what makes it.
    record Bound(double cycles, String by) {}

    void add(Insn insn) {
        Work work = WorkTable.of(insn.op());
        boolean isVector = insn.op() instanceof VectorOp;
        boolean wide = isVector && insn.bits() == WIDEST;
        double before = entered;
        memory(insn, work, wide);
        table.work(insn, work, wide, this::step);
        if (entered == before || table.entersWhole()) {
            // what is done by renaming registers still enters
            entered = before + 1;
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
                boolean isVector = insn.op() instanceof VectorOp;
                if (stores) {
                    table.memory(true, wide, isVector, this::step);
                }
                if (!stores || insn.op().reads(0) && !isVector) {
                    table.memory(false, wide, isVector, this::step);
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

    /// Lanes of a gather or scatter.
    static int lanes(Insn insn) {
        boolean wideLanes = insn.op().mnemonic().matches(".*q[qd]|.*pd|.*dq");
        return insn.bits() / (wideLanes ? 64 : 32);
    }

    /// What a turn costs at least.
    Bound bound() {
        Bound most =
                new Bound(entered / table.issue(), "instructions, " + table.issue() + " a cycle");
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

    private String name(int ports) {
        if ((ports & ~table.loads()) == 0) {
            return "loads";
        }
        if ((ports & ~table.stores()) == 0) {
            return "stores";
        }
        List<String> names = new ArrayList<>();
        String[] numbers = table.names();
        for (int i = 0; i < numbers.length; i++) {
            if ((ports >> i & 1) != 0) {
                names.add(numbers[i]);
            }
        }
        if ((ports & table.loads()) != 0) {
            names.add("those of loads");
        }
        if ((ports & table.stores()) != 0) {
            names.add("those of stores");
        }
        String last = names.removeLast();
        return names.isEmpty()
                ? "port " + last
                : "ports " + String.join(", ", names) + " and " + last;
    }
}
