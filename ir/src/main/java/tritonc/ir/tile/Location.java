package tritonc.ir.tile;

import org.jspecify.annotations.Nullable;

/// Where in the source an op comes from, kept apart from the source itself so that IR text and
/// artifacts carry it. Lines and columns count from 1.
///
/// @param inlinedAt the call, where the op comes from a helper that was inlined
public record Location(String file, int line, int column, @Nullable Location inlinedAt) {
    /// The place of what has none.
    public static final Location NONE = new Location("", 0, 0, null);

    public Location(String file, int line, int column) {
        this(file, line, column, null);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + (inlinedAt == null ? "" : " at " + inlinedAt);
    }
}
