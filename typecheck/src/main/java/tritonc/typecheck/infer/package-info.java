/// What a kernel could be launched with, read from how it uses its parameters and from the host
/// text around it. It takes a function of a program and gives assignments of arguments, with notes
/// that say what was assumed. It must not know ops: it neither lowers nor judges a kernel.
@NullMarked
package tritonc.typecheck.infer;

import org.jspecify.annotations.NullMarked;
