package tritonc.ir.pass;

import tritonc.ir.tile.TileKernel;

/// Looks on while a pipeline runs: dumping, verifying and timing are listeners.
public interface PassListener {
    /// Called before each pass.
    default void before(Pass pass, TileKernel kernel) {}

    /// Called after each pass; `changed` is whether it gave another kernel.
    void after(Pass pass, TileKernel kernel, boolean changed);
}
