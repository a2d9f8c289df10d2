package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A launch with its grid and arguments in place, to be run again and again with some of them
/// changed: neither [#set] nor [#run] allocates or looks anything up, unless a new value needs
/// other code than the last one (a stride that becomes 1, a tensor of another dtype), is a tuple,
/// or decorators of the kernel set arguments from the others, which is done anew for each change.
/// For one thread at a time: while it runs or is changed, others that run or change it are told by
/// an [IllegalStateException]. It keeps its tensors from being collected, not from being closed.
public final class BoundLaunch implements ArgValues {
    private final Kernel kernel;
    private final ArgNames names;
    private final ArgSlots args;
    private final int[] extents = new int[3];
    private @Nullable Grid grid;
    private @Nullable Specialisation code;
    private Executable.@Nullable Launch launch;
    private boolean stale;

    /// Held while something here changes or runs: what a launch in progress reads must stay.
    private final AtomicBoolean isBusy = new AtomicBoolean();

    BoundLaunch(Kernel kernel) {
        this.kernel = kernel;
        this.names = kernel.names();
        this.args = kernel.slots();
    }

    /// Takes everything anew.
    void assign(Grid grid, Args values) {
        this.grid = grid;
        names.assign(values, args);
        specialise();
    }

    /// What runs, for reports: on a CPU its `tier`, and why it is not machine code where it is not.
    public List<Target.Fact> facts() {
        Specialisation current = code;
        return current == null ? List.of() : current.code().facts();
    }

    private void enter() {
        if (!isBusy.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "this bound launch of kernel `"
                            + kernel.name()
                            + "` runs or is being changed; bind one for each thread that launches");
        }
    }

    private void leave() {
        isBusy.set(false);
    }

    /// Forgets tensors and values.
    void clear() {
        args.clear();
        if (launch != null && code != null) {
            code.give(launch);
        }
        launch = null;
        code = null;
        grid = null;
    }

    private void specialise() {
        Specialisation wanted = kernel.specialisation(args);
        Executable.Launch place = launch;
        if (wanted != code || place == null) {
            if (place != null && code != null) {
                code.give(place);
            }
            place = wanted.take();
        }
        code = wanted;
        launch = place;
        for (int i = 0; i < names.count(); i++) {
            pass(i, wanted, place);
        }
        stale = false;
    }

    private void pass(int index, Specialisation wanted, Executable.Launch place) {
        int slot = wanted.slot(index);
        if (slot == Specialisation.NO_SLOT) {
            return;
        }
        args.pass(index, slot, place);
    }

    private BoundLaunch changed(int index, boolean other) {
        Specialisation current = code;
        Executable.Launch place = launch;
        if (other || names.isCompleted() || stale || current == null || place == null) {
            stale = true;
        } else {
            pass(index, current, place);
        }
        return this;
    }

    /// Sets an integer, as [Args#of] takes it.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if there is no such parameter, or the value
    ///   does not fit it
    public BoundLaunch set(String name, int value) {
        return set(name, (long) value);
    }

    /// Sets an integer.
    public BoundLaunch set(String name, long value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.integer(index, value));
        } finally {
            leave();
        }
    }

    /// Sets a float.
    public BoundLaunch set(String name, double value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.real(index, value));
        } finally {
            leave();
        }
    }

    public BoundLaunch set(String name, boolean value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.truth(index, value));
        } finally {
            leave();
        }
    }

    public BoundLaunch set(String name, Tensor value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.tensor(index, value));
        } finally {
            leave();
        }
    }

    public BoundLaunch set(String name, PointerTable value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.table(index, value));
        } finally {
            leave();
        }
    }

    public BoundLaunch set(String name, TensorDescriptor value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.descriptor(index, value));
        } finally {
            leave();
        }
    }

    /// Sets a number of a stated dtype; `lane` as in [Scalar#lane].
    public BoundLaunch set(String name, DType type, long lane) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.scalar(index, type, lane));
        } finally {
            leave();
        }
    }

    /// Sets any value that [Args#of] takes.
    public BoundLaunch set(String name, @Nullable Object value) {
        int index = names.index(name);
        enter();
        try {
            return changed(index, args.any(index, value));
        } finally {
            leave();
        }
    }

    /// Replaces the grid.
    public BoundLaunch grid(Grid grid) {
        enter();
        try {
            this.grid = grid;
            return this;
        } finally {
            leave();
        }
    }

    /// Runs all programs of the grid and returns when they have ended.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the grid does not fit, a tensor is closed,
    ///   the source does not compile for the values set, or a program touches what lies outside its
    ///   tensors
    /// @throws IllegalStateException if it runs already, on another thread or around this call
    public void run() {
        enter();
        try {
            runAlone();
        } finally {
            leave();
        }
    }

    private void runAlone() {
        if (stale) {
            names.completeAgain(args);
            specialise();
        }
        Grid grid = this.grid;
        Executable.Launch launch = this.launch;
        if (grid == null || launch == null) {
            throw new IllegalStateException("nothing is bound");
        }
        grid.extents(this, extents);
        if (extents[0] != 0 && extents[1] != 0 && extents[2] != 0) {
            KernelLaunchEvent event = KernelLaunchEvent.begun();
            try {
                launch.run(extents[0], extents[1], extents[2]);
            } catch (KernelFault fault) {
                throw kernel.explain(fault);
            } finally {
                Specialisation ran = code;
                if (event != null && ran != null) {
                    event.done(ran.code(), extents[0], extents[1], extents[2]);
                }
            }
        }
    }

    @Override
    public @Nullable Object value(String name) {
        return args.value(names.index(name));
    }

    @Override
    public int intValue(String name) {
        return ArgNumbers.toInt(name, longValue(name));
    }

    @Override
    public long longValue(String name) {
        int index = names.index(name);
        return args.isInteger(index)
                ? args.lanes[index]
                : ArgNumbers.toLong(name, args.value(index));
    }

    @Override
    public double doubleValue(String name) {
        return ArgNumbers.toDouble(name, args.value(names.index(name)));
    }
}
