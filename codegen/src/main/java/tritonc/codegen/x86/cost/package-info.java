/// What instructions cost. It takes the instructions of a loop in and gives bounds in cycles out,
/// by a small table of one processor that the documentation names. It must not know what the
/// instructions compute.
@NullMarked
package tritonc.codegen.x86.cost;

import org.jspecify.annotations.NullMarked;
