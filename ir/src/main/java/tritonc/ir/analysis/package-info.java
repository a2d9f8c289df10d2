/// Facts about kernels that every room must see alike: what memory an op touches, which parameters
/// a pointer derives from, how often a value is used. It takes immutable kernels and gives
/// immutable facts. It must not know any pass, target or executor.
@NullMarked
package tritonc.ir.analysis;

import org.jspecify.annotations.NullMarked;
