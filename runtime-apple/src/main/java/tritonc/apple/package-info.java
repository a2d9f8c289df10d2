/// Takes artifacts for Metal, Accelerate and Core ML and gives their results on a Mac, each as a
/// target of the runtime. It tells exactly what is missing where a target cannot run. It must not
/// know how the artifacts were made, nor hold a rule that only a Mac could test.
@NullMarked
package tritonc.apple;

import org.jspecify.annotations.NullMarked;
