package tritonc.codegen.machine;

import java.util.List;

/// Code in the order that it will stand in; the first block is entered first. The processor's own
/// registers are alive within one block only, save those that [Machine#choices] never names.
///
/// @param slots how many places for registers put away it uses
public record MachineCode<I>(List<MachineBlock<I>> blocks, int slots) {
    public MachineCode {
        blocks = List.copyOf(blocks);
    }
}
