package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.machine.MachineBlock;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.VectorOp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a loop became, for those who look at code.
///
/// @param node a [tritonc.codegen.loop.Vector.Strip], a [tritonc.codegen.loop.DotNest], or a
///   [tritonc.codegen.loop.Vector.Product] whose epilogue is done in registers
/// @param body the instructions of its innermost loop, over the processor's registers; of several
///   the longest, and not one that writes past the caches
/// @param streams whether it has another loop that writes past the caches
public record NestCode(LoopNode node, List<Insn> body, boolean streams) {
    public NestCode {
        body = List.copyOf(body);
    }

    /// @param blocks what the node became, `first` being the number of the first one
    static NestCode of(LoopNode node, List<MachineBlock<Insn>> blocks, int first) {
        int deepest = blocks.stream().mapToInt(MachineBlock::depth).max().orElse(0);
        List<List<Insn>> loops = new ArrayList<>();
        List<Insn> now = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).depth() == deepest) {
                now.addAll(blocks.get(i).insns());
                int number = first + i;
                if (blocks.get(i).successors().stream().anyMatch(s -> s <= number)) {
                    loops.add(now);
                    now = new ArrayList<>();
                }
            }
        }
        List<Insn> most =
                loops.stream()
                        .filter(l -> l.stream().noneMatch(NestCode::streams))
                        .max(Comparator.comparingInt(List::size))
                        .orElse(now);
        boolean streams = loops.stream().flatMap(List::stream).anyMatch(NestCode::streams);
        return new NestCode(node, most, streams);
    }

    private static boolean streams(Insn insn) {
        return insn.op() == VectorOp.VMOVNTPS
                || insn.op() == VectorOp.VMOVNTPD
                || insn.op() == VectorOp.VMOVNTDQ;
    }

    /// How many registers of a file the body names.
    public int registers(Reg.File file) {
        Set<Reg> named = new HashSet<>();
        for (Insn insn : body) {
            for (Operand o : insn.operands()) {
                add(o instanceof Mem m ? m.base() : o, file, named);
                add(o instanceof Mem m ? m.index() : null, file, named);
            }
            add(insn.mask(), file, named);
        }
        return named.size();
    }

    private static void add(@Nullable Operand operand, Reg.File file, Set<Reg> to) {
        if (operand instanceof Reg r && r.file() == file && !r.equals(Reg.RSP)) {
            to.add(r);
        }
    }

    /// How often the body touches a register that was put away into memory.
    public int spills() {
        int count = 0;
        for (Insn insn : body) {
            for (Operand o : insn.operands()) {
                count += o instanceof Mem m && Reg.RSP.equals(m.base()) ? 1 : 0;
            }
        }
        return count;
    }
}
