/// Random kernel texts: Python source made from choices, lowered by the front of the compiler, and
/// run in every executor. Must not know how the compiler works, only what Triton accepts.
@NullMarked
package tritonc.fuzz.source;

import org.jspecify.annotations.NullMarked;
