/// Takes an artifact and arguments and gives results: tensors, launches, plans, and the choice
/// among processors from what was measured. It asks for code it lacks through an interface that
/// others implement. It must not know how code is made.
@NullMarked
package tritonc.runtime;

import org.jspecify.annotations.NullMarked;
