/// What every function gives for every dtype, beside what Triton gives.
@NullMarked
package tritonc.types;

import org.jspecify.annotations.NullMarked;
