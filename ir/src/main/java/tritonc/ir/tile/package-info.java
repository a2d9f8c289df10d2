/// Tile IR: one program instance of a Triton kernel as SSA ops over blocks. It takes types from
/// [tritonc.ir.type] and gives out immutable kernels of records, with a builder and a rewriter for
/// those who make them. It must not know the source language, any pass, any target.
///
/// **Lanes.** Every executor and every constant represents one lane as a `long`: signed integers
/// sign-extended, unsigned integers and `i1` zero-extended, floats as their own bit pattern
/// zero-extended, pointers as the raw address.
///
/// **Numbers.** All ops are total; all but folds and control flow have one result: integers wrap;
/// `x // 0 = 0`, `x % 0 = 0`, `MIN // -1 = MIN`, `MIN % -1 = 0`; `//` and `%` truncate towards
/// zero; a shift by the width or more (the amount read as unsigned) gives 0, sign fill for signed
/// `shr`; float to integer truncates and saturates, NaN gives 0; fp16 and bf16 ops compute exactly
/// and round once, to nearest even, after each op; `-0 < +0` in `min` and `max`. A cast to an fp8
/// format saturates, infinities included. All NaNs are one value to a reader; the bits of a NaN
/// that arithmetic gives are left open (`tritonc.ir.math.Lanes` gives one quiet NaN), while `neg`
/// and `abs` change the sign bit only and `load`, `store`, `select`, `bitcast` and the shape ops
/// keep every bit.
@NullMarked
package tritonc.ir.tile;

import org.jspecify.annotations.NullMarked;
