package tritonc.codegen.loop;

import tritonc.ir.type.Shape;

/// The loops of a nest over the box of an access.
record BoxAxes(AccessPlan access) implements Nests.Axes {
    @Override
    public Shape shape() {
        return access.shape();
    }

    @Override
    public Amount from(int axis) {
        return access.box().from().get(axis);
    }

    @Override
    public Amount to(int axis) {
        return access.box().to().get(axis);
    }

    @Override
    public Loop.Axis kind(int axis) {
        return access.isInjective(axis) ? Loop.Axis.PARALLEL : Loop.Axis.ORDERED;
    }
}
