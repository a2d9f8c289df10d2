/// Takes optimised IR and gives an artifact, one package a target. It alone writes bytecode,
/// machine code and shader text. It must not know the source language, the optimizer, nor how an
/// artifact is launched.
@NullMarked
package tritonc.codegen;

import org.jspecify.annotations.NullMarked;
