/// Takes a syntax tree and the signature of a call and gives verified IR: compile-time values are
/// computed, types and shapes proved. It is the one room that sees both languages. It must not know
/// which passes follow, nor any target.
@NullMarked
package tritonc.typecheck;

import org.jspecify.annotations.NullMarked;
