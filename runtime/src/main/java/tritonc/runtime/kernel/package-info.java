/// The support that generated kernel classes run on: they extend [CompiledKernel], reach memory
/// through [Memory] and [Atomics], and compute through [Integers], [Floats] and [Conversions] what
/// no single instruction does. It takes class bytes and bound arguments in and gives running
/// programs, or a [MemoryFault], out. It must not know how kernels are compiled, named, cached or
/// scheduled.
///
/// Lanes are `long`s as in the IR: signed integers sign-extended, unsigned integers and `i1`
/// zero-extended, floats as their own bit pattern zero-extended, pointers as the raw address.
@NullMarked
package tritonc.runtime.kernel;

import org.jspecify.annotations.NullMarked;
