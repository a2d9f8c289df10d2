/// Kernels as x86-64 code with AVX-512 or AVX2: selects instructions for loop IR whose loops are
/// strips ([tritonc.codegen.x86.kernel.X86Codegen]). It takes a vectorised kernel in and gives
/// machine code, its listing and figures out. It must not know how registers are chosen or
/// instructions encoded.
///
/// **Values.** A scalar is one register: integers of up to 32 bits and truth values (0 or 1) in a
/// general register's lower half, sign- or zero-extended to 32 bits by their type; 64-bit integers
/// and addresses in a whole one; floats in lane 0 of a vector register. A vector's lanes have 32
/// bits, or 64 where the element has 64 (integers and floats alike): it is one vector register, or
/// several *parts* as wide as a register. fp16 and bf16 are carried as fp32, rounded after each op.
/// Vectors of truth values are masks: lane n in bit n of a mask register, or in 32-bit lane n of a
/// vector register where there are none.
@NullMarked
package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.NullMarked;
