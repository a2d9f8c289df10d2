/// Evaluates host code, as far as it is constants and what can be made of them: globals, decorator
/// arguments, functions that kernels call at compile time. It takes syntax trees and names and
/// gives values, or says what stands in the way; it never runs anything, reads no file and no
/// environment, and every evaluation ends after a bounded number of steps.
@NullMarked
package tritonc.typecheck.host;

import org.jspecify.annotations.NullMarked;
