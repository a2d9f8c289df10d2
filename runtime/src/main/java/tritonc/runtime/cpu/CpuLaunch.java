package tritonc.runtime.cpu;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.TritonException;
import tritonc.parallel.GridJob;
import tritonc.parallel.GridRunner;
import tritonc.parallel.GridTask;
import tritonc.parallel.ProgramFailure;
import tritonc.runtime.Executable;
import tritonc.runtime.PointerTable;
import tritonc.runtime.Tensor;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelFactory;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.Running;
import tritonc.runtime.machine.PanelMemory;

import java.util.Arrays;

/// The arguments of one launch, and for each worker the kernel instance that it runs programs on.
final class CpuLaunch implements Executable.Launch, GridTask {
    private final CpuExecutable code;
    private final LaunchArguments arguments;
    private final @Nullable Tensor[] tensors;
    private final @Nullable PointerTable[] tables;
    private final @Nullable CompiledKernel[] kernels;

    /// Of which version of the arguments each has those.
    private final int[] bound;

    /// What each worker runs: of several programs handed to it at once, the first.
    private final Running running;

    private final LaunchDeadline deadline;

    /// The lowest program that has failed; those above are of no interest.
    private volatile long failed = Long.MAX_VALUE;

    private final GridJob job;

    /// Which version of the arguments the job ran with last.
    private int ran = -1;

    private int gridX;
    private int gridY;

    CpuLaunch(CpuExecutable code, int slots, GridRunner runner) {
        this.code = code;
        this.arguments = new LaunchArguments(slots, runner.threads());
        this.running = arguments.running();
        this.deadline = new LaunchDeadline(arguments.stop());
        this.tensors = new @Nullable Tensor[slots];
        this.tables = new @Nullable PointerTable[slots];
        this.kernels = new @Nullable CompiledKernel[runner.threads()];
        this.bound = new int[runner.threads()];
        KernelFactory factory = code.factory();
        // panels are shared by programs that run close to each other
        boolean inParts = factory.runsRows() && !factory.sharesPanels();
        this.job = inParts ? runner.jobInParts(this) : runner.job(this);
    }

    @Override
    public void number(int slot, long lane) {
        tensors[slot] = null;
        tables[slot] = null;
        arguments.number(slot, lane);
    }

    @Override
    public void tensor(int slot, Tensor tensor) {
        tensors[slot] = tensor;
        tables[slot] = null;
    }

    @Override
    public void table(int slot, PointerTable table) {
        tensors[slot] = table.addresses();
        tables[slot] = table;
    }

    @Override
    public void clear() {
        Arrays.fill(tensors, null);
        Arrays.fill(tables, null);
    }

    @Override
    public void run(int x, int y, int z) {
        int pinned = 0;
        int tabled = 0;
        PanelMemory panels = code.factory().sharesPanels() ? PanelMemory.lend() : null;
        try {
            arguments.beginStorages();
            arguments.panels(panels);
            arguments.printTo(code.printed());
            for (; pinned < tensors.length; pinned++) {
                pin(pinned);
            }
            for (; tabled < tables.length; tabled++) {
                pinTable(tabled);
            }
            arguments.endStorages();
            arguments.grid(x, y, z);
            changes(x, y);
            arguments.stop().clear();
            watched((long) x * y * z);
        } catch (ProgramFailure failure) {
            long index = failure.index();
            long row = index / x;
            throw new FaultReport(code, arguments, tensors, deadline.seconds())
                    .of(failure.getCause(), (int) (index % x), (int) (row % y), (int) (row / y));
        } finally {
            if (panels != null) {
                panels.giveBack();
            }
            for (int i = 0; i < pinned; i++) {
                unpin(i);
            }
            for (int i = 0; i < tabled; i++) {
                unpinTable(i);
            }
        }
    }

    /// Writes only what changes, as what is written each thread must fetch.
    private void changes(int x, int y) {
        if (failed != Long.MAX_VALUE) {
            failed = Long.MAX_VALUE;
        }
        if (ran != arguments.version()) {
            ran = arguments.version();
            gridX = x;
            gridY = y;
            job.measureAnew();
        }
    }

    /// Runs the grid, until the deadline at most where there is one.
    private void watched(long programs) {
        long most = code.factory().runsRows() ? Long.MAX_VALUE : 1;
        deadline.begin();
        try {
            job.run(programs, most);
        } finally {
            deadline.end();
        }
    }

    private void pin(int slot) {
        Tensor tensor = tensors[slot];
        if (tensor != null) {
            tensor.acquire();
            long start = tensor.address() - tensor.byteOffset();
            long end = start + tensor.storage().byteSize();
            arguments.pointer(slot, tensor.address(), start, end);
            arguments.storage(start, end);
        }
    }

    /// Pins what a slot's table points to; all of it or, if this throws, none.
    private void pinTable(int slot) {
        PointerTable table = tables[slot];
        if (table == null) {
            return;
        }
        int held = 0;
        try {
            for (; held < table.tensors().size(); held++) {
                Tensor tensor = table.tensors().get(held);
                tensor.acquire();
                long start = tensor.address() - tensor.byteOffset();
                arguments.storage(start, start + tensor.storage().byteSize());
            }
        } catch (TritonException closed) {
            for (int i = 0; i < held; i++) {
                table.tensors().get(i).release();
            }
            throw closed;
        }
    }

    private void unpin(int slot) {
        Tensor tensor = tensors[slot];
        if (tensor != null) {
            tensor.release();
        }
    }

    private void unpinTable(int slot) {
        PointerTable table = tables[slot];
        if (table != null) {
            table.tensors().forEach(Tensor::release);
        }
    }

    @Override
    public void run(int worker, long index) {
        run(worker, index, index + 1);
    }

    @Override
    public void run(int worker, long from, long to) {
        CompiledKernel kernel = kernels[worker];
        if (kernel == null || bound[worker] != arguments.version()) {
            kernel = bind(worker, kernel);
        }
        if (failed != Long.MAX_VALUE) {
            arguments.stop().recall(worker);
        }
        running.begin(worker, from);
        if (from > failed) {
            arguments.stop().set(worker);
        }
        try {
            rows(kernel, from, to);
        } finally {
            running.end(worker);
        }
    }

    private void rows(CompiledKernel kernel, long from, long to) {
        for (long at = from; at < to; ) {
            long row = at / gridX;
            int x = (int) (at - row * gridX);
            int count = (int) Math.min(to - at, gridX - x);
            try {
                kernel.programs(x, (int) (row % gridY), (int) (row / gridY), count);
            } catch (RuntimeException | Error e) {
                long program = row * gridX + kernel.lastX();
                stopAbove(program);
                throw new ProgramFailure(program, e);
            }
            at += count;
        }
    }

    /// Tells the programs above a failed one to stop, since their end is of no interest; those that
    /// begin only now find it out themselves. Who runs one below afterwards takes that back.
    private synchronized void stopAbove(long index) {
        failed = Math.min(failed, index);
        for (int i = 0; i < kernels.length; i++) {
            if (running.isAbove(i, index)) {
                arguments.stop().set(i);
            }
        }
    }

    private CompiledKernel bind(int worker, @Nullable CompiledKernel known) {
        CompiledKernel kernel = known == null ? code.factory().create() : known;
        kernel.bind(arguments, worker);
        kernels[worker] = kernel;
        bound[worker] = arguments.version();
        return kernel;
    }
}
