package tritonc.codegen.explain;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.x86.cost.Core;

import java.util.List;

/// A kernel's code.
///
/// @param refusal why it is no machine code, in a few words; then nothing else is known
/// @param codeBytes bytes of the code, constants included
/// @param scratchBytes bytes of scratch memory that a thread needs
/// @param spills how many registers were put away into memory
/// @param nests its innermost loops, in their order
/// @param overlap the last loop of a program together with one of the next program's, null where
///   programs run one after the other
/// @param checked how many further loops run one element at a time, with each access checked, where
///   a launch's arguments do not pass the tests that stand before the nests
/// @param core the processor whose cycles are counted
/// @param programCycles cycles of a program at best, with its data in L1, its loops over elements
///   alone: tiles full, loops of unknown length running once, branches going the cheaper way that
///   has loops
public record KernelExplanation(
        String kernel,
        @Nullable String refusal,
        int codeBytes,
        long scratchBytes,
        int spills,
        List<NestExplanation> nests,
        @Nullable NestExplanation overlap,
        int checked,
        Core core,
        double programCycles) {
    public KernelExplanation {
        nests = List.copyOf(nests);
    }

    static KernelExplanation refused(String kernel, String why, Core core) {
        return new KernelExplanation(kernel, why, 0, 0, 0, List.of(), null, 0, core, 0);
    }
}
