/// The bridge from the front end's names to values: what a name found in files stands for while a
/// kernel is compiled. It must not know statements, ops or signatures.
@NullMarked
package tritonc.typecheck.names;

import org.jspecify.annotations.NullMarked;
