package tritonc.codegen.loop;

/// An access whose mask leaves the lanes from 0 to some bound along an axis.
record Division(AccessPlan access, int axis) {}
