package tritonc.driver;

import tritonc.codegen.loop.LoopKernel;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.tile.TileKernel;

/// Everything that a compile made on its way.
///
/// @param lowered as the type checker gave it
/// @param optimized what the code is made of
public record Compilation(
        TileKernel lowered, TileKernel optimized, LoopKernel loop, Artifact artifact) {}
