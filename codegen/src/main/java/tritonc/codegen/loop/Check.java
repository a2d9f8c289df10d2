package tritonc.codegen.loop;

/// Who shows that an access stays inside its storage.
public enum Check {
    /// The access itself, each time it is reached.
    EACH,
    /// [Guard]s that guard the block it stands in.
    PROVED
}
