/// What a kernel is compiled for: one argument a parameter, read from Triton's text or given as
/// values. It must not know how kernels are lowered.
@NullMarked
package tritonc.typecheck.signature;

import org.jspecify.annotations.NullMarked;
