package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;

import java.util.Arrays;
import java.util.List;

/// Loaded code for one signature, with the arguments that it is for.
final class Specialisation {
    /// The slot of a parameter that has none.
    static final int NO_SLOT = -1;

    private final int hash;
    private final int[] kinds;
    private final long[] lanes;
    private final @Nullable Object[] objects;
    private final Executable code;
    private final int[] slots;
    private final Idle<Executable.Launch> idle = new Idle<>();

    Specialisation(ArgSlots args, Executable code) {
        this.hash = args.hash();
        this.kinds = args.kinds.clone();
        this.lanes = args.lanes.clone();
        this.objects = args.objects.clone();
        this.code = code;
        this.slots = slots(code.signature().entries());
        for (int i = 0; i < kinds.length; i++) {
            if (ArgKind.form(kinds[i]) != ArgKind.CONSTANT_OBJECT) {
                objects[i] = null;
            }
        }
    }

    /// Code with one signature, whose arguments were checked against it.
    Specialisation(Executable code) {
        this.hash = 0;
        this.kinds = new int[0];
        this.lanes = new long[0];
        this.objects = new @Nullable Object[0];
        this.code = code;
        this.slots = slots(code.signature().entries());
    }

    private static int[] slots(List<SignatureEntry> entries) {
        int[] slots = new int[entries.size()];
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            int count =
                    switch (entries.get(i)) {
                        case SignatureEntry.Runtime _ -> 1;
                        case SignatureEntry.Descriptor d -> d.slots().size();
                        case SignatureEntry.One _, SignatureEntry.Constexpr _ -> 0;
                    };
            slots[i] = count == 0 ? NO_SLOT : next;
            next += count;
        }
        return slots;
    }

    boolean fits(int hash, ArgSlots args) {
        if (this.hash != hash || !Arrays.equals(kinds, args.kinds)) {
            return false;
        }
        for (int i = 0; i < kinds.length; i++) {
            if (ArgKind.isConstant(kinds[i])
                    && (lanes[i] != args.lanes[i]
                            || objects[i] != null && !objects[i].equals(args.objects[i]))) {
                return false;
            }
        }
        return true;
    }

    Executable code() {
        return code;
    }

    /// The first run-time slot of a parameter, or [#NO_SLOT].
    int slot(int index) {
        return slots[index];
    }

    Executable.Launch take() {
        Executable.Launch launch = idle.take();
        return launch == null ? code.prepare() : launch;
    }

    void give(Executable.Launch launch) {
        launch.clear();
        idle.give(launch);
    }
}
