/// Turns loops over single elements into steps over as many lanes as a vector register has
/// ([tritonc.codegen.vector.Vectorizer]). It takes loop IR and the width of the registers in, and
/// gives loop IR out in which [tritonc.codegen.loop.Vector] stands for every loop. It must not know
/// any instruction set.
///
/// A loop becomes strips: a *whole* one, which takes several vectors a turn without masks, and one
/// for the rest, whose lanes behind the end are masked off. A reduction keeps its partials in the
/// lanes of as many vectors as its order asks for, so that any width gives the same bits.
///
/// A scan is taken a block of lanes at a time; where only one loop reads what it gives, the loop
/// that computes its lanes, the scan and that loop are one (`HandedScan`).
///
/// What becomes of the sums of a product is written once more for one vector of them, which may be
/// a register that was summed up (`Epilogues`).
///
/// A long loop becomes several that hand values on in buffers (`Fission`).
///
/// Before that loops that read the same lanes become one (`JoinedLoops`), and a kernel over rows
/// gets a [tritonc.codegen.loop.Pipeline], which is loop IR as well: a `Trace` finds the straight
/// way through it, `PipelineParts` parts that at the loops that are to run together, `Pipelining`
/// writes them.
@NullMarked
package tritonc.codegen.vector;

import org.jspecify.annotations.NullMarked;
