package tritonc.driver;

/// Looks on while a compile runs.
@FunctionalInterface
public interface StageListener {
    /// Looks at nothing.
    StageListener NONE = (stage, nanos) -> {};

    /// A stage is done.
    ///
    /// @param nanos how long it took
    void done(Stage stage, long nanos);
}
