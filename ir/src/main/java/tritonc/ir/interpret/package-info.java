/// The reference interpreter: what a kernel computes, slowly and obviously, as the judge of every
/// pass and every target. It takes a verified kernel, the arguments and the storages they point
/// into, and changes those storages, or gives a [MemoryFault]. It must not know any target or
/// runtime.
///
/// **Faults.** Programs run in ascending id (x fastest, then y, then z); the first access outside
/// its storage ends the run, so that the lowest program's fault is the one reported, with its first
/// faulting op in program order and that op's lowest faulting lane. Stores made before the fault
/// remain, and nothing outside the storages is touched. What other executors share is just that:
/// whether the lanes below the faulting lane of the same op, and programs above the faulting one,
/// made their stores is left open, and no test may ask.
@NullMarked
package tritonc.ir.interpret;

import org.jspecify.annotations.NullMarked;
