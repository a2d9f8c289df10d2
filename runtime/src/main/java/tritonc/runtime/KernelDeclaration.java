package tritonc.runtime;

import java.util.List;

/// What a kernel is called and takes, in the order of its source.
public record KernelDeclaration(String name, List<KernelParameter> parameters) {
    public KernelDeclaration {
        parameters = List.copyOf(parameters);
    }
}
