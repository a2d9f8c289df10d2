/// The examples of the project, run as a user would and held against other people's results.
@NullMarked
package tritonc.examples;

import org.jspecify.annotations.NullMarked;
