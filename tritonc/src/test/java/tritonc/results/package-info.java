/// Whole kernels against stored results: takes the kernels and data of
/// `typecheck/src/test/resources/results`, runs them in every executor, and must not know what a
/// kernel does.
@NullMarked
package tritonc.results;

import org.jspecify.annotations.NullMarked;
