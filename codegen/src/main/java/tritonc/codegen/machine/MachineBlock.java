package tritonc.codegen.machine;

import java.util.List;

/// Instructions that run one after the other.
///
/// @param successors numbers of the blocks that may run next
/// @param depth how many loops it stands in
public record MachineBlock<I>(List<I> insns, List<Integer> successors, int depth) {
    public MachineBlock {
        insns = List.copyOf(insns);
        successors = List.copyOf(successors);
    }

    MachineBlock<I> with(List<I> other) {
        return new MachineBlock<>(other, successors, depth);
    }
}
