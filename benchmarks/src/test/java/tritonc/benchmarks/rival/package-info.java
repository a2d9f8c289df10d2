/// Tests of what is compared with rivals.
@NullMarked
package tritonc.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
