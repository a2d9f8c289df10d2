/// Steady launches against PyTorch and against the machine's memory, on the same arrays in the same
/// minutes. It takes kernels with their arguments and a Python, and gives ratios of times. It must
/// not know what a kernel is compiled to.
@NullMarked
package tritonc.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
