package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;

import java.util.List;

/// Loaded code for one signature, with the arguments that it is for.
final class Specialisation {
    /// The slot of a parameter that has none.
    static final int NO_SLOT = -1;

    private final @Nullable ArgKey key;
    private final Executable code;
    private final int[] slots;
    private final Idle<Executable.Launch> idle = new Idle<>();

    Specialisation(ArgSlots args, Executable code) {
        this.key = new ArgKey(args);
        this.code = code;
        this.slots = slots(code.signature().entries());
    }

    /// Code with one signature, whose arguments were checked against it.
    Specialisation(Executable code) {
        this.key = null;
        this.code = code;
        this.slots = slots(code.signature().entries());
    }

    private static int[] slots(List<SignatureEntry> entries) {
        int[] slots = new int[entries.size()];
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            int count = count(entries.get(i));
            slots[i] = count == 0 ? NO_SLOT : next;
            next += count;
        }
        return slots;
    }

    private static int count(SignatureEntry entry) {
        return switch (entry) {
            case SignatureEntry.Runtime _ -> 1;
            case SignatureEntry.Descriptor d -> d.slots().size();
            case SignatureEntry.Tuple t -> {
                int count = 0;
                for (SignatureEntry element : t.elements()) {
                    count += count(element);
                }
                yield count;
            }
            case SignatureEntry.One _, SignatureEntry.Constexpr _ -> 0;
        };
    }

    boolean fits(int hash, ArgSlots args) {
        return key != null && key.fits(hash, args);
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
