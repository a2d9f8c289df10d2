package tritonc.ir.interpret;

import java.util.List;

/// One run of a grid.
///
/// @param x extent of the grid's first axis; 0 runs nothing
/// @param arguments one for each parameter, in order
/// @param live storages that no argument names but pointers from tables may reach
/// @param steps the most ops that may run before the run is given up
public record Launch(
        int x, int y, int z, List<Argument> arguments, List<Storage> live, long steps) {
    public Launch {
        arguments = List.copyOf(arguments);
        live = List.copyOf(live);
        if (x < 0 || y < 0 || z < 0) {
            throw new IllegalArgumentException("negative grid");
        }
    }

    /// A run without further storages and without limit.
    public Launch(int x, int y, int z, List<Argument> arguments) {
        this(x, y, z, arguments, List.of(), Long.MAX_VALUE);
    }
}
