/// Takes tasks with their dependencies, or a grid of programs, and gives their results after
/// running them over the cores. A failure is that of the lowest task, at any number of threads. It
/// must not know what a task does.
@NullMarked
package tritonc.parallel;

import org.jspecify.annotations.NullMarked;
