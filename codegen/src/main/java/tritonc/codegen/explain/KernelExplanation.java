package tritonc.codegen.explain;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A kernel's code.
///
/// @param refusal why it is no machine code, in a few words; then nothing else is known
/// @param codeBytes bytes of the code, constants included
/// @param scratchBytes bytes of scratch memory that a thread needs
/// @param spills how many registers were put away into memory
/// @param nests its innermost loops, in their order
/// @param checked how many further loops run one element at a time, with each access checked, where
///   a launch's arguments do not pass the tests that stand before the nests
public record KernelExplanation(
        String kernel,
        @Nullable String refusal,
        int codeBytes,
        long scratchBytes,
        int spills,
        List<NestExplanation> nests,
        int checked) {
    public KernelExplanation {
        nests = List.copyOf(nests);
    }

    static KernelExplanation refused(String kernel, String why) {
        return new KernelExplanation(kernel, why, 0, 0, 0, List.of(), 0);
    }
}
