/// What the evaluator computes with: constants of Python, tensors of the IR, tuples, functions,
/// modules. They are made by the evaluator and the builtins and read by both. They must not know
/// how they came about, nor how ops are emitted.
@NullMarked
package tritonc.typecheck.value;

import org.jspecify.annotations.NullMarked;
