/// Takes the characters of a source file and gives its parse tree: all of Python's syntax, with the
/// tokens for indentation put in. It gives diagnostics for what is no Python. It must not know what
/// any name means, nor that kernels exist.
@NullMarked
package tritonc.grammar;

import org.jspecify.annotations.NullMarked;
