package tritonc.ir.interpret;

import tritonc.ir.tile.Location;

/// A program found an assertion false.
public final class AssertFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Location at;
    private final int x;
    private final int y;
    private final int z;
    private final long lane;

    AssertFault(int x, int y, int z, String message, Location at, long lane) {
        super(message, null, false, true);
        this.x = x;
        this.y = y;
        this.z = z;
        this.at = at;
        this.lane = lane;
    }

    /// The program's place along an axis of the grid.
    public int program(int axis) {
        return axis == 0 ? x : axis == 1 ? y : z;
    }

    public Location at() {
        return at;
    }

    /// Row-major number of the lane.
    public long lane() {
        return lane;
    }
}
