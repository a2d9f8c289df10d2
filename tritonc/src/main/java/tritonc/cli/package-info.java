/// Takes the words of the command line and gives output, files and an exit code. It alone reads the
/// environment, prints and draws diagnostics. It must not know how a stage works.
@NullMarked
package tritonc.cli;

import org.jspecify.annotations.NullMarked;
