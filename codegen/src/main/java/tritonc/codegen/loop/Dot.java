package tritonc.codegen.loop;

import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.Location;

/// A matrix product: `acc[b, i, j] = chain over ascending k of fma(a[b, i, k], b[b, k, j], ·)` that
/// starts from `acc[b, i, j]`. Float operands are widened to the chain's type, fp32 (fp64 for an
/// fp64 accumulator), which is rounded to the accumulator's format once, at the end of this node;
/// integer operands to i32, products and sums wrapping. The outputs are independent of one another.
///
/// Inside a [Control.For] whose body touches `acc` in this node alone, the accumulator may stay in
/// registers across the iterations.
///
/// @param acc `[batch, m, n]` or `[m, n]`; read and written in place; neither operand lives in it
public record Dot(
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
    /// Where a matrix lies.
    public sealed interface Operand {
        /// Element (b, row, column) of a buffer is number `offset + b · batchStride + row ·
        /// rowStride + column · columnStride`.
        record InBuffer(Buffer buffer, int offset, int batchStride, int rowStride, int columnStride)
                implements Operand {}

        /// A matrix of a tensor, without masks, all of it proved to lie inside: the element's
        /// address is `base` + b · batchStride + row · rowStride + column · columnStride, in bytes.
        ///
        /// @param base without terms
        /// @param access its check is [Check#PROVED]
        record InMemory(
                Place base,
                Amount batchStride,
                Amount rowStride,
                Amount columnStride,
                Access access)
                implements Operand {}
    }
}
