/// The rules of tile IR that its records cannot hold by themselves. It takes a kernel and gives the
/// rules that it breaks, each with op and place; as a listener it names the pass that broke one. It
/// must not know any particular pass or target.
@NullMarked
package tritonc.ir.verify;

import org.jspecify.annotations.NullMarked;
