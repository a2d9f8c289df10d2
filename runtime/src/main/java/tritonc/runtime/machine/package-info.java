/// The machine below the JVM: memory that code can run in, and what the processor says of itself.
/// It takes machine code in and gives addresses out. It must not know what the code does.
@NullMarked
package tritonc.runtime.machine;

import org.jspecify.annotations.NullMarked;
