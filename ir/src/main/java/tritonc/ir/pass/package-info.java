/// What a pass is, and how a list of them runs. It takes kernels and named functions over them and
/// gives kernels out, telling listeners what happened between. It must not know any particular pass
/// or target.
@NullMarked
package tritonc.ir.pass;

import org.jspecify.annotations.NullMarked;
