package tritonc.ir.math;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// An algebra that can also repeat: what a recipe cannot, whose ops are one straight line.
///
/// @param <T> what stands for a number
public interface Looping<T> extends Algebra<T> {
    /// Takes steps from `start` for as long as any lane is active.
    ///
    /// @param isActive a truth value of a state
    /// @param step the next state, the same one in lanes that are not active
    /// @return the last state
    List<T> repeat(List<T> start, Function<List<T>, T> isActive, UnaryOperator<List<T>> step);
}
