package tritonc.codegen.loop;

import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Location;

/// A matrix product: `acc[b, i, j] = chain over ascending k of fma(a[b, i, k], b[b, k, j], ·)` that
/// starts from `acc[b, i, j]`. Float operands are widened to the chain's type, fp32 (fp64 for an
/// fp64 accumulator), which is rounded to the accumulator's format once, at the end of this node;
/// integer operands to the accumulator's type, products and sums wrapping. The outputs are
/// independent of one another.
///
/// Inside a [Control.For] whose body touches `acc` in this node alone, the accumulator may stay in
/// registers across the iterations.
///
/// @param acc `[batch, m, n]` or `[m, n]`; read and written in place; neither operand lives in it
public record DotNest(
        int batch,
        int m,
        int n,
        int k,
        Operand a,
        Operand b,
        Buffer acc,
        InputPrecision precision,
        Location at)
        implements LoopNode {
    /// A matrix in a buffer: element (b, row, column) is number `offset + b · batchStride + row ·
    /// rowStride + column · columnStride`. A transposed operand has its strides swapped.
    public record Operand(
            Buffer buffer, int offset, int batchStride, int rowStride, int columnStride) {}
}
