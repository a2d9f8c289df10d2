/// Loop IR: one program of a kernel as loop nests over elements, and the lowering that makes it
/// from optimised tile IR ([tritonc.codegen.loop.LoopLowering]). It gives out immutable records
/// that the CPU back ends print or vectorise. It must not know any instruction set, nor bytecode.
///
/// **What a kernel is.** A [LoopKernel] is a tree. A [LoopBlock] is a list of [LoopNode]s that run
/// one after the other; [Loop] repeats a block over one axis, [Control] holds the uniform control
/// flow. Values are tile IR's [tritonc.ir.tile.Value]s of element type (never blocks), in SSA: an
/// id is defined once, and is visible in the rest of its block and the blocks nested there. What a
/// nested block defines does not leave it, save through the results that its node names
/// ([Loop.Reduction#result], [Control.Carried#result], [Control.Merge#result],
/// [Control.Handed#result]).
///
/// **Uniform and varying.** A value varies only along the [Loop]s around its definition; the
/// lowering defines each value as far out as it can. Outside every [Loop] stand the program's
/// uniform scalars.
///
/// **Numbers.** Element arithmetic is tile IR's own [tritonc.ir.tile.Arithmetic] over scalars, with
/// the laws of `tritonc.ir.tile`: all ops total, integers wrap, fp16 and bf16 round after each op,
/// nothing is contracted or reordered. Only a [Loop.Reduction] may be evaluated in partials, in the
/// order that it states.
///
/// **Memory.** Two kinds are kept apart. *Tensors* are reached through pointers: [Memory.Load],
/// [Memory.Store], [Memory.Atomic] at a [Place], each with a [Site] for messages and a [Check].
/// *Buffers* ([Buffer]) are the program's private scratch, row-major, undefined at its start;
/// [Memory.BufferLoad] and [Memory.BufferStore] reach them with an index that is in range by
/// construction.
///
/// **Faults.** An access with [Check#EACH] whose bytes do not lie in the storage of its site's
/// parameter raises before it touches anything; with an unknown parameter, bytes that lie in none
/// of the launch's storages do. An access with [Check#PROVED] lies inside whenever it is reached:
/// [Guard]s before it have shown so. A guard never raises: where it fails, the `else` block of a
/// guarding [Control.If] holds the same work with every access checked, op by op in the order of
/// the tile program, so that the fault reported is the one the tile program defines.
@NullMarked
package tritonc.codegen.loop;

import org.jspecify.annotations.NullMarked;
