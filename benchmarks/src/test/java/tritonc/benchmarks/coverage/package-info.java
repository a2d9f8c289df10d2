/// Tests of the coverage tables.
@NullMarked
package tritonc.benchmarks.coverage;

import org.jspecify.annotations.NullMarked;
