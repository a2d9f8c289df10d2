/// Steady launches against PyTorch and against the machine's memory and execution ports, on the
/// same arrays in the same minutes. It takes kernels with their arguments and a Python, and gives
/// ratios of times. It must not know what a kernel is compiled to, only what that costs at best.
@NullMarked
package tritonc.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
