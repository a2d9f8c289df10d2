/// The suite behind `bin/bench`: takes options, runs the JMH benchmarks, whole processes and named
/// rivals, and gives out a table with targets, JSON and the page `docs/performance.md`. It must not
/// know how a stage works.
@NullMarked
package tritonc.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
