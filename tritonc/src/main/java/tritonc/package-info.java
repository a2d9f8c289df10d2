/// The library: takes kernel files and tensors from a Java program and gives kernels and graphs
/// ready to launch. It hides every room behind a few types. It must not print, nor read the
/// environment.
@NullMarked
package tritonc;

import org.jspecify.annotations.NullMarked;
