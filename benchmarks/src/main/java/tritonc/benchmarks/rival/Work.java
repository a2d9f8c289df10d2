package tritonc.benchmarks.rival;

import org.jspecify.annotations.Nullable;

import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Tensor;

import java.util.List;
import java.util.Map;

/// Something that rivals can do too.
///
/// @param launches one after the other, what is done
/// @param inputs what rivals need, by the names they know them by
/// @param output what is compared
/// @param traffic what memory has to move for it, null where that does not bind
/// @param siblings other launches that it is compared with, by name
/// @param goals for rivals and siblings, the ratio of their time to its time that is wanted
record Work(
        List<BoundLaunch> launches,
        Map<String, Tensor> inputs,
        Tensor output,
        @Nullable Traffic traffic,
        Map<String, BoundLaunch> siblings,
        Map<String, Double> goals)
        implements Runnable {
    /// Work that should be as fast as PyTorch and near the memory's rate.
    Work(
            List<BoundLaunch> launches,
            Map<String, Tensor> inputs,
            Tensor output,
            Limit limit,
            long elements,
            boolean isSinglePass) {
        this(
                launches,
                inputs,
                output,
                new Traffic(limit, elements, isSinglePass, 0),
                Map.of(),
                Map.of("eager", 1.0, "compile", 1.0));
    }

    /// The traffic that work cannot do without, over arrays of `elements` fp32.
    ///
    /// @param isSinglePass whether the work goes through its arrays once
    /// @param cycles that execution ports need for it at best; 0 where that is not known
    record Traffic(Limit limit, long elements, boolean isSinglePass, double cycles) {}

    /// The same with what ports need.
    Work withCycles(double cycles) {
        Traffic with =
                traffic == null
                        ? null
                        : new Traffic(
                                traffic.limit(),
                                traffic.elements(),
                                traffic.isSinglePass(),
                                cycles);
        return new Work(launches, inputs, output, with, siblings, goals);
    }

    @Override
    public void run() {
        for (BoundLaunch launch : launches) {
            launch.run();
        }
    }
}
