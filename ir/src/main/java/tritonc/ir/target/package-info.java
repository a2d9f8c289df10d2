/// What a processor can do, as data: features, register widths, cache sizes. It takes nothing in
/// and is what code generators are told about the machine they write for. It must not know how any
/// of it is found out.
@NullMarked
package tritonc.ir.target;

import org.jspecify.annotations.NullMarked;
