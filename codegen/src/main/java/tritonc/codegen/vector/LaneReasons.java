package tritonc.codegen.vector;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Loop;

/// Why loops run lane by lane, for those who look at code.
public final class LaneReasons {
    private LaneReasons() {}

    /// Why [Vectorizer] makes no vectors of a loop whose accesses are proved, or null where it
    /// does.
    ///
    /// @param vectorBytes bytes of a vector register
    public static @Nullable String of(Loop loop, int vectorBytes) {
        return LoopPlan.obstacle(loop, vectorBytes);
    }
}
