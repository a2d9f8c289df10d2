package tritonc.codegen.loop;

import tritonc.ir.tile.Location;
import tritonc.ir.type.ElementType;

/// A tensor access of the tile program, for checks and messages.
///
/// @param type what one lane reads or writes
/// @param parameter index in [LoopKernel#parameters()] of the only parameter that the pointer may
///   derive from; [#UNKNOWN] where the set is any other: then the access is looked up among all
///   storages of the launch
public record Site(int id, Kind kind, ElementType type, int parameter, Location at) {
    /// The parameter of a pointer that may derive from none, several, or a table.
    public static final int UNKNOWN = -1;

    /// What the access does.
    public enum Kind {
        LOAD,
        STORE,
        ATOMIC
    }
}
