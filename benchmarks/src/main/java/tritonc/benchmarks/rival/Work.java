package tritonc.benchmarks.rival;

import tritonc.runtime.BoundLaunch;
import tritonc.runtime.Tensor;

import java.util.List;
import java.util.Map;

/// Something that rivals can do too.
///
/// @param launches one after the other, what is done
/// @param inputs what rivals need, by the names they know them by
/// @param output what is compared
/// @param limit the traffic that it cannot do without, over arrays of `elements` fp32
/// @param isSinglePass whether it goes through its arrays once
record Work(
        List<BoundLaunch> launches,
        Map<String, Tensor> inputs,
        Tensor output,
        Limit limit,
        long elements,
        boolean isSinglePass)
        implements Runnable {
    @Override
    public void run() {
        for (BoundLaunch launch : launches) {
            launch.run();
        }
    }
}
