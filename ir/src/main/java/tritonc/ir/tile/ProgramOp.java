package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.function.UnaryOperator;

/// Where in the grid the program stands; i32 scalars, axis 0 to 2.
public sealed interface ProgramOp extends TileOp, Pure {
    int axis();

    @Override
    default List<Value> operands() {
        return List.of();
    }

    @Override
    default List<Type> resultTypes() {
        return List.of(DType.I32);
    }

    /// The index of this program along the axis.
    record ProgramId(int axis) implements ProgramOp {
        public ProgramId {
            checkAxis(axis);
        }

        @Override
        public String name() {
            return "program_id";
        }

        @Override
        public ProgramId mapOperands(UnaryOperator<Value> change) {
            return this;
        }
    }

    /// The extent of the grid along the axis.
    record NumPrograms(int axis) implements ProgramOp {
        public NumPrograms {
            checkAxis(axis);
        }

        @Override
        public String name() {
            return "num_programs";
        }

        @Override
        public NumPrograms mapOperands(UnaryOperator<Value> change) {
            return this;
        }
    }

    private static void checkAxis(int axis) {
        if (axis < 0 || axis > 2) {
            throw new IllegalArgumentException("a grid has axes 0 to 2, not " + axis);
        }
    }
}
