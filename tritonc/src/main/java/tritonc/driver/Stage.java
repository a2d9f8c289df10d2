package tritonc.driver;

import java.util.Locale;

/// The stages of a compile in their order; the names are those of the command line.
public enum Stage {
    /// Text to syntax tree.
    PARSE,
    /// Syntax tree and signature to tile IR.
    LOWER,
    /// Tile IR to better tile IR.
    OPTIMIZE,
    /// Tile IR to loop nests.
    LOOP,
    /// Loop nests to class files.
    EMIT;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }
}
