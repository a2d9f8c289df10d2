/// What a suite gives: figures with their spread and their targets, and what could not be measured.
/// It takes samples and gives medians and quantiles. It must not know who measured, nor where its
/// figures are printed.
@NullMarked
package tritonc.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
