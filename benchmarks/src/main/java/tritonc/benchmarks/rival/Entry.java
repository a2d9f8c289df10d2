package tritonc.benchmarks.rival;

import java.util.function.Supplier;

/// Work that is compared.
///
/// @param name as rivals know it and users choose it
/// @param title for reports
/// @param work makes it, with its arrays
record Entry(String name, String title, Supplier<Work> work) {}
