/// What can be said of a kernel without a signature: names, constructs, calls. It takes functions
/// with their names and reports. It must not know types or ops.
@NullMarked
package tritonc.typecheck.check;

import org.jspecify.annotations.NullMarked;
