package tritonc.ir.interpret;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// What the ops that join lanes by a function of the program compute.
final class Folds {
    /// One call of the function.
    interface Call {
        /// @param arguments a lane for each parameter
        /// @return a lane for each value that the function yields
        long[] of(Block function, long[] arguments);
    }

    private final Fold op;
    private final Call call;
    private final int n;
    private final int inner;
    private final int rows;

    Folds(Fold op, Call call) {
        this.op = op;
        this.call = call;
        Shape shape = op.xs().getFirst().type().shape();
        n = shape.dim(op.axis());
        inner = shape.stride(op.axis());
        rows = shape.size() / n;
    }

    /// The lanes of the results, from those of the operands.
    List<long[]> run(List<long[]> xs) {
        return switch (op) {
            case ReduceBy _ -> reduce(xs);
            case ScanBy s -> scan(xs, s.reverse());
        };
    }

    /// The index of the lane of a row that stands first on the axis.
    private int first(int row) {
        return row / inner * n * inner + row % inner;
    }

    private List<long[]> reduce(List<long[]> xs) {
        List<long[]> out = blocks(xs.size(), rows);
        for (int row = 0; row < rows; row++) {
            long[] joined = lanes(xs, first(row));
            for (int i = 1; i < n; i++) {
                joined = joined(joined, lanes(xs, first(row) + i * inner));
            }
            put(out, row, joined);
        }
        return out;
    }

    private List<long[]> scan(List<long[]> xs, boolean reverse) {
        List<long[]> out = blocks(xs.size(), rows * n);
        for (int row = 0; row < rows; row++) {
            int at = first(row) + (reverse ? (n - 1) * inner : 0);
            long[] joined = lanes(xs, at);
            put(out, at, joined);
            for (int i = 1; i < n; i++) {
                at += reverse ? -inner : inner;
                joined = joined(joined, lanes(xs, at));
                put(out, at, joined);
            }
        }
        return out;
    }

    private long[] joined(long[] before, long[] here) {
        long[] arguments = new long[2 * before.length];
        System.arraycopy(before, 0, arguments, 0, before.length);
        System.arraycopy(here, 0, arguments, before.length, here.length);
        return call.of(op.combine(), arguments);
    }

    private static List<long[]> blocks(int count, int size) {
        List<long[]> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(new long[size]);
        }
        return blocks;
    }

    private static long[] lanes(List<long[]> blocks, int at) {
        long[] lanes = new long[blocks.size()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = blocks.get(i)[at];
        }
        return lanes;
    }

    private static void put(List<long[]> blocks, int at, long[] lanes) {
        for (int i = 0; i < lanes.length; i++) {
            blocks.get(i)[at] = lanes[i];
        }
    }
}
