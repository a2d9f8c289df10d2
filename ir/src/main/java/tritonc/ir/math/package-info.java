/// Arithmetic: what every primitive op computes on one lane ([Lanes]), and the recipes that build
/// the transcendental functions from primitive ops. It takes lanes or values of tile IR and gives
/// lanes or ops out. It must not know the source language, any pass or any target.
@NullMarked
package tritonc.ir.math;

import org.jspecify.annotations.NullMarked;
