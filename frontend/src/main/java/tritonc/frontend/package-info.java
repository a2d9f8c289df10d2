/// Source to syntax tree and names: files are read and parsed, imports followed, and every name of
/// a kernel is told what it stands for. It takes in files or texts and gives out a [Program] with
/// its kernels. It must not know types, shapes or IR, and it never runs host code.
@NullMarked
package tritonc.frontend;

import org.jspecify.annotations.NullMarked;
