/// Triton's rules for types and shapes, and the ops that follow from them. It takes operands and
/// their places in the source and gives values of the IR, or a mistake. It must not know syntax
/// trees beyond operators, nor scopes and functions.
@NullMarked
package tritonc.typecheck.semantic;

import org.jspecify.annotations.NullMarked;
