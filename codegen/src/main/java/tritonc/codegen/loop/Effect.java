package tritonc.codegen.loop;

import tritonc.ir.tile.Location;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;

import java.util.List;

/// Steps whose effect is seen outside memory; they stand in ordered loops only.
public sealed interface Effect extends LoopNode {
    /// Prints one lane, or the prefix alone where there is no value.
    ///
    /// @param operand which of `operands` values of the tile op it is
    /// @param lane the lane's row-major number in `shape` is `Σ coordinate · weight`
    record Print(
            String prefix,
            boolean isHex,
            int operand,
            List<Value> value,
            int operands,
            Shape shape,
            List<Access.Coordinate> lane,
            Location at)
            implements Effect {
        public Print {
            value = List.copyOf(value);
            lane = List.copyOf(lane);
        }
    }

    /// Raises where the condition, an i1, is false.
    record Assert(Value condition, String message, List<Access.Coordinate> lane, Location at)
            implements Effect {
        public Assert {
            lane = List.copyOf(lane);
        }
    }
}
