/// Takes source files, signatures and options and gives artifacts: the one place that knows the
/// order of the stages. It tells listeners how long each took and what it made. It must not print,
/// nor read the environment.
@NullMarked
package tritonc.driver;

import org.jspecify.annotations.NullMarked;
