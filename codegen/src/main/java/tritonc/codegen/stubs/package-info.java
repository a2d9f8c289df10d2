/// Java classes over compiled kernels: takes a signature and gives the text of a class whose
/// methods have one typed parameter for each run-time parameter, so that javac checks a launch. It
/// names the runtime's types but must not know how kernels are compiled or launched.
@NullMarked
package tritonc.codegen.stubs;

import org.jspecify.annotations.NullMarked;
