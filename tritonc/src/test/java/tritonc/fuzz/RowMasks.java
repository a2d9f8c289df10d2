package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.Set;

/// Which columns of a row count: as many as in every row, or as many as the row's number or a table
/// tells, and now and then none of some rows.
final class RowMasks {
    private static final int[] STEPS = {1, 16, 64, 7, 30};

    private final Choices choices;
    private final Builder out;
    private final RowTensors tensors;
    private final Value length;
    private final Set<String> traits;

    /// @param length that of the longest row
    RowMasks(Choices choices, Builder out, RowTensors tensors, Value length, Set<String> traits) {
        this.choices = choices;
        this.out = out;
        this.tensors = tensors;
        this.length = length;
        this.traits = traits;
    }

    /// The length of a row, at most that of the longest.
    Value length(Value row) {
        int form = choices.below(20);
        if (form < 13) {
            return length;
        }
        traits.add("row with a length of its own");
        return switch (form) {
            case 13 -> least(out.binary(BinaryKind.MUL, told(row), step()));
            case 14 -> out.binary(BinaryKind.SUB, length, scaled(row));
            case 15 -> least(out.binary(BinaryKind.ADD, scaled(row), some()));
            case 16 -> least(row);
            case 17 -> {
                Value few = out.binary(BinaryKind.AND, told(row), out.i32(63));
                yield out.binary(BinaryKind.SUB, length, few);
            }
            case 18 -> least(told(row));
            default -> out.select(isOneOf(row), length, least(some()));
        };
    }

    private Value least(Value other) {
        return out.binary(BinaryKind.MIN, length, other);
    }

    private Value step() {
        return out.i32(choices.of(STEPS));
    }

    private Value scaled(Value row) {
        return out.binary(BinaryKind.MUL, row, step());
    }

    private Value some() {
        return out.i32(choices.below(tensors.sizes.length() + 1));
    }

    /// What the table tells of a row.
    Value told(Value row) {
        return out.cast(tensors.loadOne(tensors.table, row), DType.I32);
    }

    /// A condition that holds for some rows.
    Value isOneOf(Value row) {
        CompareKind[] kinds = {CompareKind.LT, CompareKind.NE, CompareKind.GE, CompareKind.EQ};
        Value bound = out.i32(choices.below(tensors.sizes.rows() + 1));
        return out.compare(choices.of(kinds), row, bound);
    }

    /// @return null where a block has no lane behind a row's end, and none need be left out
    @Nullable Value mask(Value row, Value ofRow, Value columns, boolean mayLack) {
        if (mayLack && choices.chance(8) && tensors.sizes.block() <= tensors.sizes.stride()) {
            return null;
        }
        Shape shape = columns.type().shape();
        Value end = out.splat(ofRow, shape);
        Value mask =
                choices.chance(80)
                        ? out.compare(CompareKind.LT, columns, end)
                        : out.compare(CompareKind.GT, end, columns);
        int form = choices.below(100);
        if (form >= 92) {
            traits.add("mask of some rows");
            return out.binary(BinaryKind.AND, mask, out.splat(isOneOf(row), shape));
        }
        if (form >= 87) {
            Value first = out.splat(choices.chance(50) ? row : told(row), shape);
            Value behind = out.compare(CompareKind.GE, columns, first);
            return out.binary(BinaryKind.AND, behind, mask);
        }
        return mask;
    }
}
