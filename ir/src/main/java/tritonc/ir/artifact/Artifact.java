package tritonc.ir.artifact;

import java.util.List;
import java.util.Optional;

/// A compiled kernel for one target.
///
/// @param target the target's name, such as `cpu`
/// @param compiler version of tritonc that made it
/// @param payloads the code, in a fixed order; names are file names in the artifact (`jvm/K.class`)
public record Artifact(
        String target, KernelSignature signature, String compiler, List<Payload> payloads) {
    public Artifact {
        payloads = List.copyOf(payloads);
    }

    /// One piece of code or data.
    ///
    /// @param kind what it is for, such as `jvm-class`, `sites`, `tile`
    public record Payload(String kind, String name, byte[] bytes) {}

    /// The first payload of a kind.
    public Optional<Payload> payload(String kind) {
        return payloads.stream().filter(p -> p.kind().equals(kind)).findFirst();
    }
}
