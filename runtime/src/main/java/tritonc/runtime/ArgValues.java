package tritonc.runtime;

import org.jspecify.annotations.Nullable;

/// The values of a launch, by parameter name: what a [Grid] is computed from.
public interface ArgValues {
    /// The value as it was given; null for `None`.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if there is no such argument
    @Nullable Object value(String name);

    /// An integer argument that fits in 32 bits.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the argument is missing or is no such
    ///   integer
    int intValue(String name);

    /// An integer argument.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the argument is missing or no integer
    long longValue(String name);

    /// A number, integer or not.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the argument is missing or no number
    double doubleValue(String name);
}
