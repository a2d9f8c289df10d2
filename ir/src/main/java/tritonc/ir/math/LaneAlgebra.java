package tritonc.ir.math;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Evaluates on single lanes, by [Lanes]. Stateless.
final class LaneAlgebra implements Looping<LaneAlgebra.Lane> {
    static final LaneAlgebra INSTANCE = new LaneAlgebra();

    /// A lane and what it is a lane of.
    record Lane(DType type, long bits) {}

    private LaneAlgebra() {}

    @Override
    public Lane constant(DType type, long lane) {
        return new Lane(type, lane);
    }

    @Override
    public Lane unary(UnaryKind kind, Lane x) {
        return new Lane(x.type, Lanes.unary(kind, x.type, x.bits));
    }

    @Override
    public Lane binary(BinaryKind kind, Lane a, Lane b) {
        return new Lane(a.type, Lanes.binary(kind, a.type, a.bits, b.bits));
    }

    @Override
    public Lane compare(CompareKind kind, Lane a, Lane b) {
        return new Lane(DType.I1, Lanes.compare(kind, a.type, a.bits, b.bits) ? 1 : 0);
    }

    @Override
    public Lane select(Lane condition, Lane ifTrue, Lane ifFalse) {
        return condition.bits != 0 ? ifTrue : ifFalse;
    }

    @Override
    public Lane fma(Lane a, Lane b, Lane c) {
        return new Lane(a.type, Lanes.fma(a.type, a.bits, b.bits, c.bits));
    }

    @Override
    public Lane cast(Lane x, DType to) {
        return new Lane(to, Lanes.cast(x.type, to, x.bits, Rounding.RTNE));
    }

    @Override
    public Lane bitcast(Lane x, DType to) {
        return new Lane(to, Lanes.bitcast(x.type, to, x.bits));
    }

    @Override
    public List<Lane> repeat(
            List<Lane> start, Function<List<Lane>, Lane> isActive, UnaryOperator<List<Lane>> step) {
        List<Lane> state = start;
        while (isActive.apply(state).bits != 0) {
            state = step.apply(state);
        }
        return state;
    }
}
