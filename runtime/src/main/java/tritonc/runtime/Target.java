package tritonc.runtime;

import tritonc.ir.artifact.Artifact;

import java.util.List;

/// A processor that runs artifacts. Targets are found by `ServiceLoader`; one that this machine
/// does not have says so in [#availability] and still answers everything but [#load].
public interface Target extends AutoCloseable {
    /// The name in artifacts and on the command line: `cpu`, `metal`.
    String name();

    /// Whether it can run here, and why not.
    Availability availability();

    /// What `doctor` prints about it, in a fixed order.
    List<Fact> facts();

    /// Makes an artifact runnable.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the target is not available, or the
    ///   artifact is for another one or lacks a payload
    Executable load(Artifact artifact);

    /// Gives its threads and devices back. Kernels loaded on it must not be launched afterwards.
    @Override
    void close();

    /// One line of a report.
    record Fact(String name, String value) {
        /// The value of a fact, or nothing where there is none of the name.
        static String value(List<Fact> facts, String name) {
            return facts.stream()
                    .filter(f -> f.name.equals(name))
                    .map(Fact::value)
                    .findFirst()
                    .orElse("");
        }
    }

    /// Whether a target can run on this machine.
    sealed interface Availability {
        /// It can.
        record Available() implements Availability {}

        /// It cannot.
        ///
        /// @param reason what is missing
        /// @param need what would have to be there
        record Missing(String reason, String need) implements Availability {}
    }
}
