package tritonc.codegen.x86.cost;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a turn of a loop costs at least, in cycles.
///
/// @param ports cycles that execution ports or the front need
/// @param by what needs them
/// @param chain cycles from a turn to the next that wait for results of the turn before
public record LoopCost(double ports, String by, double chain) {
    /// Bytes a cycle that one core draws from its L2 cache, and from memory, as measured on a Xeon
    /// of the 5th generation.
    public static final double L2_BYTES = 30;

    public static final double MEMORY_BYTES = 4;

    private static final int LOAD_LATENCY = 6;
    private static final int TURNS = 16;

    /// @param body the instructions of one turn, over the processor's registers
    public static LoopCost of(List<Insn> body, Core core) {
        Ports ports = new Ports(core);
        body.forEach(ports::add);
        Ports.Bound bound = ports.bound();
        return new LoopCost(
                bound.cycles(), bound.by(), chain(body, core.ports().additionLatency()));
    }

    /// Runs some turns on a processor with ports without end.
    private static double chain(List<Insn> body, double addition) {
        Map<Reg, Double> ready = new HashMap<>();
        double before = 0;
        double half = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            for (Insn insn : body) {
                run(insn, ready, addition);
            }
            before = ready.values().stream().mapToDouble(d -> d).max().orElse(0);
            if (turn == TURNS / 2 - 1) {
                half = before;
            }
        }
        return (before - half) / (TURNS - TURNS / 2);
    }

    private static void run(Insn insn, Map<Reg, Double> ready, double addition) {
        double start = 0;
        for (Reg r : read(insn)) {
            start = Math.max(start, ready.getOrDefault(r, 0.0));
        }
        for (Operand o : insn.operands()) {
            if (o instanceof Mem m) {
                double address = Math.max(at(m.base(), ready), at(m.index(), ready));
                start = Math.max(start, address + LOAD_LATENCY);
            }
        }
        Work work = WorkTable.of(insn.op());
        double end = start + (work == Work.ADD ? addition : work.latency);
        for (int i = 0; i < insn.operands().size(); i++) {
            if (insn.operands().get(i) instanceof Reg r && insn.op().writes(i)) {
                ready.put(r, end);
            }
        }
    }

    private static double at(@Nullable Reg reg, Map<Reg, Double> ready) {
        return reg == null ? 0 : ready.getOrDefault(reg, 0.0);
    }

    private static List<Reg> read(Insn insn) {
        List<Reg> all = new ArrayList<>();
        for (int i = 0; i < insn.operands().size(); i++) {
            if (insn.operands().get(i) instanceof Reg r && insn.reads(i)) {
                all.add(r);
            }
        }
        if (insn.mask() != null) {
            all.add(insn.mask());
        }
        return all;
    }

    /// The greater of both.
    public double cycles() {
        return Math.max(ports, chain);
    }
}
