/// The evaluator: it walks a kernel's syntax tree, computes what is known at compile time, and
/// emits ops for the rest. It takes functions with their names and gives one kernel. It must not
/// know how names are found in files.
@NullMarked
package tritonc.typecheck.eval;

import org.jspecify.annotations.NullMarked;
