/// What every room says to the user: a source file with its lines, a place in it, and a
/// [Diagnostic] with a stable [Code]. It takes facts from the stage that found the fault and gives
/// them out as values. It must not know how they are drawn, nor any stage, op or target.
@NullMarked
package tritonc.ir.diagnostic;

import org.jspecify.annotations.NullMarked;
