/// The benchmarks, each run once for its result.
@NullMarked
package tritonc.benchmarks;

import org.jspecify.annotations.NullMarked;
