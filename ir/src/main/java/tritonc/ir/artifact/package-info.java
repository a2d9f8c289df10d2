/// What a compile gives out and a runtime takes in: a kernel's signature and its code for one
/// target, as plain data. It must not know who made the code, how it is stored, or how it runs.
@NullMarked
package tritonc.ir.artifact;

import org.jspecify.annotations.NullMarked;
