package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// An access whose addresses are affine, in the version of a chunk where guards have shown that it
/// stays inside.
///
/// @param position of the statement in its chunk
/// @param form of the pointer, in bytes
record AccessPlan(Statement statement, MemoryOp op, int position, Form form, Box box) {
    Shape shape() {
        return op.pointer().type().shape();
    }

    int bytes() {
        return op.accessType().element().bytes();
    }

    /// All bytes that lanes in the box touch.
    Guard.Region region() {
        return new Guard.Region(form.base(), sweeps(form.coefficients()), bytes());
    }

    /// How many bytes there are at least from the first that lanes in the box touch to the one
    /// after the last, if they touch any.
    long leastSpan() {
        long span = bytes();
        for (int i = 0; i < shape().rank(); i++) {
            if (form.coefficients().get(i) instanceof Amount.Constant(long stride)
                    && stride <= 1L << 32
                    && stride >= -1L << 32
                    && box.from().get(i) instanceof Amount.Constant(long from)
                    && box.to().get(i) instanceof Amount.Constant(long to)) {
                span += Math.abs(stride) * Math.max(0, to - from - 1);
            }
        }
        return span;
    }

    /// The box swept with strides; axes that cannot matter left out.
    List<Sweep> sweeps(List<Amount> strides) {
        List<Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < strides.size(); i++) {
            Amount from = box.from().get(i);
            Amount to = box.to().get(i);
            boolean whole = from.is(0) && to.is(shape().dim(i));
            if (!whole || !strides.get(i).is(0)) {
                sweeps.add(new Sweep(strides.get(i), from, to));
            }
        }
        return sweeps;
    }

    /// The address of the lane at coordinates, `null` where one of them is no loop index.
    @Nullable Place place(Emitter out, @Nullable Value[] at) {
        List<Place.Term> terms = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            Value index = at[i];
            Amount stride = form.coefficients().get(i);
            if (index == null || stride.is(0)) {
                continue;
            }
            if (!out.isIndex(index)) {
                return null;
            }
            terms.add(new Place.Term(index, stride, out.multiple(stride)));
        }
        return new Place(form.base(), terms, out.multiple(form.base()));
    }

    /// Whether lanes that differ in the coordinates of axis `first` or a later one never touch the
    /// same byte, as far as known now.
    boolean isInjective(int first) {
        return isInjective(first, false);
    }

    /// The same for all axes but those whose strides are not known now.
    boolean isInjectiveInRows() {
        return isInjective(0, true);
    }

    private boolean isInjective(int first, boolean inRows) {
        List<long[]> axes = new ArrayList<>();
        for (int i = first; i < shape().rank(); i++) {
            if (shape().dim(i) == 1) {
                continue;
            }
            switch (form.coefficients().get(i)) {
                case Amount.Constant(long stride) ->
                        axes.add(new long[] {Math.abs(stride), shape().dim(i)});
                case Amount.Dynamic _ -> {
                    if (!inRows) {
                        return false;
                    }
                }
            }
        }
        axes.sort((a, b) -> Long.compare(a[0], b[0]));
        long span = bytes();
        for (long[] axis : axes) {
            if (axis[0] < span || axis[0] > 1L << 32) {
                return false;
            }
            span += axis[0] * (axis[1] - 1);
        }
        return true;
    }
}
