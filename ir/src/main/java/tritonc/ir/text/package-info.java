/// The text form of tile IR: [Printer] writes it, [Reader] reads it back into the very same kernel.
/// It takes kernels or text and gives text or kernels, with diagnostics for text that is no kernel.
/// It must not know files, passes or targets.
///
/// ```
/// kernel @scale(%0: *fp32 {name="x_ptr", divisibility=16}, %1: i32 {name="n"}) {
///   %2 = program_id 0 : i32 loc("scale.py":3:11)
///   %3 = addptr %0, %2 : *fp32
///   %4 = lt %2, %1 : i1
///   %5 = load %3 mask %4 : fp32
///   %6 = constant 0.5 : fp32
///   %7 = mul %5, %6 : fp32
///   store %3, %7 mask %4
///   yield
/// }
/// ```
///
/// An op stands as `results = name operands attributes : result types loc(…)`. Constants are
/// numbers where that is exact, and `bits(0x…)`, the lane, elsewhere. `//` starts a comment.
@NullMarked
package tritonc.ir.text;

import org.jspecify.annotations.NullMarked;
