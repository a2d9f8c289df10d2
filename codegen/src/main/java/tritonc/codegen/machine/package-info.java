/// What machine code back ends share: code as blocks of instructions over virtual registers
/// ([MachineCode]), who is alive where ([Liveness]), and the choice of the processor's registers
/// ([RegisterAllocator]). It takes instructions and the [Machine] that explains them in, and gives
/// the same code over the processor's registers out. It must not know any instruction set.
@NullMarked
package tritonc.codegen.machine;

import org.jspecify.annotations.NullMarked;
