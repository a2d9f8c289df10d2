package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.machine.MachineBlock;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Operand;
import tritonc.codegen.x86.Reg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a loop became, for those who look at code.
///
/// @param node a [tritonc.codegen.loop.Vector.Strip] or a [tritonc.codegen.loop.DotNest]
/// @param body the instructions of its innermost loop, over the processor's registers; those of
///   several innermost loops one after the other
public record NestCode(LoopNode node, List<Insn> body) {
    public NestCode {
        body = List.copyOf(body);
    }

    static NestCode of(LoopNode node, List<MachineBlock<Insn>> blocks) {
        int deepest = blocks.stream().mapToInt(MachineBlock::depth).max().orElse(0);
        List<Insn> body = new ArrayList<>();
        for (MachineBlock<Insn> block : blocks) {
            if (block.depth() == deepest) {
                body.addAll(block.insns());
            }
        }
        return new NestCode(node, body);
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
