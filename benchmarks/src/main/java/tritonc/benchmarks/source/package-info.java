/// What is measured: Python texts of any length, made from a seed, and the kernels of the examples
/// with the arguments that their files give. It must not know how they are measured.
@NullMarked
package tritonc.benchmarks.source;

import org.jspecify.annotations.NullMarked;
