/// Takes a suite by name and gives figures: compile time, memory and speed, each with the machine
/// they were measured on. It measures a room alone or the whole way through. It must not be needed
/// by any other room.
@NullMarked
package tritonc.benchmarks;

import org.jspecify.annotations.NullMarked;
