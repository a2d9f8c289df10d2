/// How many kernels of given folders compile. It takes folders of Python files, infers what each
/// kernel could be launched with, compiles it for that, and gives a table by folder and by reason
/// of refusal. It must not change what the compiler does: it calls the stages as the driver does.
@NullMarked
package tritonc.benchmarks.coverage;

import org.jspecify.annotations.NullMarked;
