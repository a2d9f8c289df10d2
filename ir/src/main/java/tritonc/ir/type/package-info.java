/// The types that every level of the IR speaks: element types, pointers, blocks, shapes. It takes
/// nothing in and gives plain values out. It must not know any op, stage or target.
@NullMarked
package tritonc.ir.type;

import org.jspecify.annotations.NullMarked;
