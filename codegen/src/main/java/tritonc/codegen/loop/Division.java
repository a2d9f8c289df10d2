package tritonc.codegen.loop;

import java.util.List;

/// Accesses whose masks each leave the lanes from 0 to some bound along an axis.
record Division(List<AccessPlan> accesses, int axis) {
    Division {
        accesses = List.copyOf(accesses);
    }
}
