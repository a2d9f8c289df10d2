package tritonc.benchmarks.coverage;

import java.util.ArrayList;
import java.util.List;

/// One folder with what was found in it.
final class Collection {
    private final String name;
    private final List<String> unparsed = new ArrayList<>();
    private final List<KernelOutcome> kernels = new ArrayList<>();
    private int files;

    Collection(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void parsed() {
        files++;
    }

    void unparsed(String file) {
        files++;
        unparsed.add(file);
    }

    void add(KernelOutcome kernel) {
        kernels.add(kernel);
    }

    int files() {
        return files;
    }

    List<String> unparsed() {
        return List.copyOf(unparsed);
    }

    List<KernelOutcome> kernels() {
        return List.copyOf(kernels);
    }

    int lowered() {
        return (int) kernels.stream().filter(KernelOutcome::lowered).count();
    }

    int generated() {
        return (int) kernels.stream().filter(KernelOutcome::generated).count();
    }

    /// Kernels that became machine code of every tier.
    int machineCode() {
        return (int) kernels.stream().filter(KernelOutcome::hasMachineCode).count();
    }

    /// Kernels that count as covered.
    int covered() {
        return (int) kernels.stream().filter(KernelOutcome::counts).count();
    }

    int vendor() {
        return (int) kernels.stream().filter(KernelOutcome::vendor).count();
    }

    /// Covered kernels whose runs agree.
    int equal() {
        return (int)
                kernels.stream().filter(k -> k.counts() && k.run() == RunOutcome.EQUAL).count();
    }

    /// Kernels whose first assignment runs so, covered or not.
    int run(RunOutcome outcome) {
        return (int) kernels.stream().filter(k -> k.run() == outcome).count();
    }

    /// All of several.
    static Collection sum(List<Collection> parts) {
        Collection all = new Collection("all");
        for (Collection c : parts) {
            all.files += c.files;
            all.unparsed.addAll(c.unparsed);
            all.kernels.addAll(c.kernels);
        }
        return all;
    }
}
