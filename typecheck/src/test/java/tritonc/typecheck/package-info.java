/// Tests of the room's doors: golden tile IR, every diagnostic with an example, Triton's rules as
/// tables.
@NullMarked
package tritonc.typecheck;

import org.jspecify.annotations.NullMarked;
