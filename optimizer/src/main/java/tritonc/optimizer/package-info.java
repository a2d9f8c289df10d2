/// Takes IR and gives better IR that computes the same; it owns the order of the passes. It says in
/// a report what it did and what it refused to do. It must not know the source language, nor how a
/// target prints its code.
@NullMarked
package tritonc.optimizer;

import org.jspecify.annotations.NullMarked;
