/// The JVM back end: prints loop IR as a class file that extends the runtime's `CompiledKernel`. It
/// takes a loop kernel and its signature and gives the class and the table of access sites out. It
/// must not know tile programs, the optimizer, nor how a class is loaded and launched.
///
/// How a lane is held in a local variable or on the stack: see [tritonc.codegen.jvm.Carrier].
@NullMarked
package tritonc.codegen.jvm;

import org.jspecify.annotations.NullMarked;
