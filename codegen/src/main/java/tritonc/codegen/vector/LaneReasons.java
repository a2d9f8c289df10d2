package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.Site;

import java.util.List;

/// Why loops run lane by lane, for those who look at code.
public final class LaneReasons {
    private LaneReasons() {}

    /// Why [Vectorizer] makes no vectors of a loop whose accesses are proved, or null where it
    /// does.
    ///
    /// @param sites of the kernel
    public static @Nullable String of(Loop loop, VectorFile file, List<Site> sites) {
        return LoopPlan.obstacle(loop, file, sites);
    }
}
