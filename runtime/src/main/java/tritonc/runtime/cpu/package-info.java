/// The processor that this process runs on, as a target: it takes artifacts with bytecode and runs
/// their programs over the cores. It must not know how kernels are compiled.
@NullMarked
package tritonc.runtime.cpu;

import org.jspecify.annotations.NullMarked;
