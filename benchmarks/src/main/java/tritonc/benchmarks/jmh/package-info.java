/// JMH benchmarks of single stages and launches over the example files. They measure and give
/// nothing out but JMH's own results; what the figures should be is the suite's matter.
@NullMarked
package tritonc.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
