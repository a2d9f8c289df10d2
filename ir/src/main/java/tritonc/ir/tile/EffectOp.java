package tritonc.ir.tile;

import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The ops whose effect is seen outside memory. They happen where they stand, in the order of the
/// program, as often as it says: passes treat them as writes.
public sealed interface EffectOp extends TileOp, WritesMemory {
    @Override
    default List<Type> resultTypes() {
        return List.of();
    }

    /// Prints each value, lane by lane in row-major order, as [tritonc.ir.artifact.PrintedLine]
    /// says; the prefix alone where there are no values.
    ///
    /// @param isHex whether integers and addresses are printed in base 16
    record Print(String prefix, boolean isHex, List<Value> values) implements EffectOp {
        public Print {
            values = List.copyOf(values);
        }

        @Override
        public String name() {
            return "print";
        }

        @Override
        public List<Value> operands() {
            return values;
        }

        @Override
        public Print mapOperands(UnaryOperator<Value> change) {
            List<Value> to = new ArrayList<>(values.size());
            boolean same = true;
            for (Value v : values) {
                Value now = change.apply(v);
                same &= now == v;
                to.add(now);
            }
            return same ? this : new Print(prefix, isHex, to);
        }
    }

    /// Ends the launch with an error where a lane of the condition is false; the first such lane in
    /// row-major order is told.
    ///
    /// @param condition `i1`
    record Assert(Value condition, String message) implements EffectOp {
        public Assert {
            if (condition.type().element() != DType.I1) {
                throw new IllegalArgumentException("assert does not take " + condition.type());
            }
        }

        @Override
        public String name() {
            return "assert";
        }

        @Override
        public List<Value> operands() {
            return List.of(condition);
        }

        @Override
        public Assert mapOperands(UnaryOperator<Value> change) {
            Value to = change.apply(condition);
            return to == condition ? this : new Assert(to, message);
        }
    }
}
