package tritonc.benchmarks.coverage;

import java.util.List;

/// What became of one kernel.
///
/// @param place file and line of the kernel
/// @param assignments how many ways of launching it were tried
/// @param lowered whether all of them became tile IR
/// @param generated whether all of them became bytecode
/// @param refusals why not; each reason once
/// @param fault what went wrong inside the compiler, empty if nothing did
/// @param nanos processor time of the first assignment from syntax tree to bytecode, compiled for
///   the second time; negative if it did not get there
/// @param machineNanos processor time of its AVX-512 code besides, made for the second time;
///   negative if it did not get there
/// @param noMachineCode why an assignment has no machine code, empty if all have some
/// @param compiled the share of its own statements that some assignment compiled
/// @param left the lines of the others
/// @param run how runs of the first assignment ended
record KernelOutcome(
        String name,
        String place,
        int assignments,
        boolean lowered,
        boolean generated,
        List<Refusal> refusals,
        String fault,
        long nanos,
        long machineNanos,
        String noMachineCode,
        double compiled,
        List<Integer> left,
        RunOutcome run) {
    private static final double ENOUGH = 0.9;

    KernelOutcome {
        refusals = List.copyOf(refusals);
        left = List.copyOf(left);
    }

    /// One reason of refusal.
    ///
    /// @param reason code and construct
    /// @param place where it was met
    /// @param message the whole message
    record Refusal(String reason, String place, String message) {}

    /// A kernel that did not end.
    static KernelOutcome fault(String name, String place, String fault) {
        return new KernelOutcome(
                name,
                place,
                0,
                false,
                false,
                List.of(),
                fault,
                -1,
                -1,
                "",
                0,
                List.of(),
                RunOutcome.NOT_COMPILED);
    }

    /// Whether all assignments became bytecode and compiled nine of ten statements.
    boolean counts() {
        return generated && compiled >= ENOUGH;
    }

    /// Whether all assignments became machine code of every tier.
    boolean hasMachineCode() {
        return generated && noMachineCode.isEmpty();
    }

    /// Whether it uses what only one vendor's processors have, which is refused by name.
    boolean vendor() {
        return refusals.stream().anyMatch(r -> r.reason().startsWith("T0317"));
    }
}
