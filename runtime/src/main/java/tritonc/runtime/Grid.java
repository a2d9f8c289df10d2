package tritonc.runtime;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;

import java.util.Arrays;

/// How many programs a launch has along each of its one to three axes: numbers, or functions of the
/// arguments that are asked at each launch. Numbers must be 1 or more. A function may give 0, which
/// launches nothing, as in Triton; so `cdiv(n, BLOCK)` holds for empty data.
public final class Grid {
    /// The most programs along one axis.
    public static final long MAX_AXIS = Integer.MAX_VALUE;

    private static final long MAX_PROGRAMS = 1L << 62;
    private static final int AXES = 3;

    private final int[] fixed;
    private final Axis[] axes;

    /// The extent of one axis as a function of the arguments.
    @FunctionalInterface
    public interface Axis {
        /// Number of programs, 0 to [#MAX_AXIS].
        long of(ArgValues args);
    }

    private Grid(int[] fixed, Axis[] axes) {
        this.fixed = fixed;
        this.axes = axes;
    }

    /// A grid of one to three fixed extents.
    ///
    /// @throws TritonException with [Code#GRID_SIZE] for no axis or more than three, and for an
    ///   extent below 1 or above [#MAX_AXIS]
    public static Grid of(long... extents) {
        if (extents.length == 0 || extents.length > AXES) {
            throw bad("a grid has 1 to 3 axes, not " + extents.length);
        }
        int[] fixed = {1, 1, 1};
        for (int i = 0; i < extents.length; i++) {
            if (extents[i] == 0) {
                throw bad("grid " + Arrays.toString(extents) + " has no programs on axis " + i);
            }
            fixed[i] = checked(extents[i], i);
        }
        return new Grid(fixed, new Axis[0]);
    }

    public static Grid of(Axis x) {
        return new Grid(new int[0], new Axis[] {x});
    }

    public static Grid of(Axis x, Axis y) {
        return new Grid(new int[0], new Axis[] {x, y});
    }

    public static Grid of(Axis x, Axis y, Axis z) {
        return new Grid(new int[0], new Axis[] {x, y, z});
    }

    /// `a / b` rounded up, for `b` above 0; `a` may be up to 2^63 - b.
    public static long cdiv(long a, long b) {
        return Math.ceilDiv(a, b);
    }

    /// Fills `extents` (three numbers) for these arguments. Allocates nothing unless an axis does.
    ///
    /// @throws TritonException with [Code#GRID_SIZE] if a function gives a number out of range
    void extents(ArgValues args, int[] extents) {
        for (int i = 0; i < AXES; i++) {
            if (axes.length == 0) {
                extents[i] = fixed[i];
            } else {
                extents[i] = i < axes.length ? checked(axes[i].of(args), i) : 1;
            }
        }
        checkProduct(extents[0], extents[1], extents[2]);
    }

    private static void checkProduct(long x, long y, long z) {
        if (x * y != 0 && z > MAX_PROGRAMS / (x * y)) {
            throw bad("grid [" + x + ", " + y + ", " + z + "] has too many programs");
        }
    }

    private static int checked(long extent, int axis) {
        if (extent < 0) {
            throw bad("grid extent " + extent + " on axis " + axis + " is negative");
        }
        if (extent > MAX_AXIS) {
            throw bad("grid extent " + extent + " on axis " + axis + " is above " + MAX_AXIS);
        }
        return (int) extent;
    }

    private static TritonException bad(String message) {
        return new TritonException(
                Diagnostic.error(Code.GRID_SIZE, message)
                        .help("give 1 to 3 extents, each from 1 to " + MAX_AXIS));
    }

    @Override
    public String toString() {
        return axes.length == 0 ? Arrays.toString(fixed) : axes.length + " computed axes";
    }
}
