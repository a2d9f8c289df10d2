/// The pages of `docs`, held to what the code does.
@NullMarked
package tritonc.docs;

import org.jspecify.annotations.NullMarked;
