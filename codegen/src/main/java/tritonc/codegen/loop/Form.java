package tritonc.codegen.loop;

import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// A tile whose lanes are `base + Σ coordinate · coefficient`.
///
/// For integers the sum is taken modulo 2 to the width, so that intermediate wrapping does no harm;
/// for pointers the coefficients count bytes. The form holds where all of `needs` do, and all of
/// `allowed`, which are i1 values.
///
/// @param base uniform, of the tile's element type
/// @param coefficients one an axis; i32 for integers of 32 bits, else i64; read as signed
record Form(Value base, List<Amount> coefficients, List<Need> needs, List<Value> allowed) {
    Form(Value base, List<Amount> coefficients, List<Need> needs) {
        this(base, coefficients, needs, List.of());
    }

    /// That `base + Σ coordinate · coefficient`, in unbounded integers, fits `type` in all lanes
    /// that matter.
    record Need(DType type, Value base, List<Amount> coefficients) {}

    boolean isUniform() {
        for (Amount c : coefficients) {
            if (!c.is(0)) {
                return false;
            }
        }
        return true;
    }

    /// The form seen through a move of axes.
    ///
    /// @param source for each axis of the result the operand's axis, -1 for none
    Form moved(int[] source) {
        List<Need> moved = new ArrayList<>(needs.size());
        for (Need n : needs) {
            moved.add(new Need(n.type(), n.base(), moved(n.coefficients(), source)));
        }
        return new Form(base, moved(coefficients, source), moved, allowed);
    }

    private static List<Amount> moved(List<Amount> from, int[] source) {
        List<Amount> to = new ArrayList<>(source.length);
        for (int axis : source) {
            to.add(axis < 0 ? Amount.zero() : from.get(axis));
        }
        return to;
    }
}
