/// What the machine code of a kernel is like. It takes loop IR in and gives, for each nest, its
/// vectors, registers, traffic and what limits its speed out. It must not know where the kernel
/// comes from nor how any of it is shown.
@NullMarked
package tritonc.codegen.explain;

import org.jspecify.annotations.NullMarked;
