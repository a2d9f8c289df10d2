/// Random kernels, run by every executor and compared: the generator, its shrinker, the executors
/// and the comparison. A case is made from a list of choices alone, so that a failing one shrinks
/// by shrinking the list.
@NullMarked
package tritonc.fuzz;

import org.jspecify.annotations.NullMarked;
