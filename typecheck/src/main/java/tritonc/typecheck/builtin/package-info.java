/// What `triton`, `triton.language` and Python's own functions do when a kernel calls them, a
/// family a file. It takes evaluated arguments and gives values. It must not know statements or
/// scopes.
@NullMarked
package tritonc.typecheck.builtin;

import org.jspecify.annotations.NullMarked;
