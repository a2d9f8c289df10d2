package tritonc.results;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.Program;
import tritonc.fuzz.CompiledRun;
import tritonc.fuzz.Machine;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.pass.Pipeline;
import tritonc.ir.target.CpuTier;
import tritonc.ir.tile.TileKernel;
import tritonc.optimizer.Optimizer;
import tritonc.optimizer.OptimizerOptions;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelFactory;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.typecheck.Lowering;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two programs of a kernel on two threads, which both run from the first turn to the last. Beside
/// each kernel `k` stands `k_late`, whose accesses take effect in another order, as if its releases
/// and acquires were relaxed on a machine that delays stores and hoists loads.
final class LitmusRun {
    private static final String HEAD =
            """
            import triton
            import triton.language as tl

            @triton.jit
            def meet(gate, i):
                tl.atomic_add(gate, 1)
                while tl.atomic_add(gate, 0) < 2 * (i + 1):
                    pass

            """;

    private static final String KERNELS =
            HEAD
                    + """
                    @triton.jit
                    def message(gate, x, y, seen, n):
                        pid = tl.program_id(0)
                        for i in range(n):
                            meet(gate, i)
                            if pid == 0:
                                tl.store(x + i, i + 1)
                                tl.atomic_xchg(y + i, 1, sem="release")
                            else:
                                tl.store(seen + i, tl.atomic_add(y + i, 0, sem="acquire"))
                                tl.store(seen + n + i, tl.load(x + i))

                    @triton.jit
                    def buffering(gate, x, y, seen, n):
                        pid = tl.program_id(0)
                        for i in range(n):
                            meet(gate, i)
                            if pid == 0:
                                tl.atomic_xchg(x + i, 1)
                                tl.store(seen + i, tl.atomic_add(y + i, 0))
                            else:
                                tl.atomic_xchg(y + i, 1)
                                tl.store(seen + n + i, tl.atomic_add(x + i, 0))

                    @triton.jit
                    def loads(gate, x, y, seen, n):
                        pid = tl.program_id(0)
                        for i in range(n):
                            meet(gate, i)
                            if pid == 0:
                                tl.store(seen + i, tl.atomic_add(y + i, 0))
                                tl.atomic_xchg(x + i, 1)
                            else:
                                tl.store(seen + n + i, tl.atomic_add(x + i, 0))
                                tl.atomic_xchg(y + i, 1)

                    @triton.jit
                    def lock(gate, x, y, seen, n):
                        pid = tl.program_id(0)
                        meet(gate, 0)
                        for i in range(n):
                            while tl.atomic_cas(x, 0, 1, sem="acquire") == 1:
                                pass
                            tl.store(y, tl.load(y) + 1)
                            if tl.load(y + 1) != pid:
                                tl.store(y + 2, tl.load(y + 2) + 1)
                            tl.store(y + 1, pid)
                            tl.atomic_xchg(x, 0, sem="release")

                    @triton.jit
                    def lookback(gate, x, y, seen, n):
                        pid = tl.program_id(0)
                        for i in range(n):
                            meet(gate, i)
                            if pid == 0:
                                tl.store(x + 2 * i, 10000 + i)
                                tl.atomic_xchg(y + i, 1, sem="release")
                                tl.store(x + 2 * i + 1, 20000 + i)
                                tl.atomic_xchg(y + i, 2, sem="release")
                            else:
                                state = tl.atomic_add(y + i, 0, sem="acquire")
                                while state == 0:
                                    state = tl.atomic_add(y + i, 0, sem="acquire")
                                tl.store(seen + i, state)
                                tl.store(seen + n + i, tl.load(x + 2 * i + state - 1))
                    """;

    private static final String LATE =
            """

            @triton.jit
            def later(gate, i):
                for t in range(i % 32):
                    tl.atomic_add(gate + 1, 0)

            @triton.jit
            def message_late(gate, x, y, seen, n):
                pid = tl.program_id(0)
                for i in range(n):
                    meet(gate, i)
                    if pid == 0:
                        tl.atomic_xchg(y + i, 1, sem="relaxed")
                        later(gate, i)
                        tl.store(x + i, i + 1)
                    else:
                        tl.store(seen + i, tl.atomic_add(y + i, 0, sem="relaxed"))
                        tl.store(seen + n + i, tl.load(x + i))

            @triton.jit
            def buffering_late(gate, x, y, seen, n):
                pid = tl.program_id(0)
                for i in range(n):
                    meet(gate, i)
                    if pid == 0:
                        tl.store(seen + i, tl.atomic_add(y + i, 0))
                        later(gate, i)
                        tl.atomic_xchg(x + i, 1)
                    else:
                        tl.store(seen + n + i, tl.atomic_add(x + i, 0))
                        later(gate, i)
                        tl.atomic_xchg(y + i, 1)

            @triton.jit
            def loads_late(gate, x, y, seen, n):
                pid = tl.program_id(0)
                for i in range(n):
                    meet(gate, i)
                    if pid == 0:
                        tl.atomic_xchg(x + i, 1)
                        later(gate, i)
                        tl.store(seen + i, tl.atomic_add(y + i, 0))
                    else:
                        tl.atomic_xchg(y + i, 1)
                        later(gate, i)
                        tl.store(seen + n + i, tl.atomic_add(x + i, 0))

            @triton.jit
            def lock_late(gate, x, y, seen, n):
                pid = tl.program_id(0)
                meet(gate, 0)
                for i in range(n):
                    while tl.atomic_cas(x, 0, 1, sem="relaxed") == 1:
                        pass
                    count = tl.load(y) + 1
                    tl.atomic_xchg(x, 0, sem="relaxed")
                    later(gate, i)
                    tl.store(y, count)

            @triton.jit
            def lookback_late(gate, x, y, seen, n):
                pid = tl.program_id(0)
                for i in range(n):
                    meet(gate, i)
                    if pid == 0:
                        tl.atomic_xchg(y + i, 1, sem="relaxed")
                        later(gate, i)
                        tl.store(x + 2 * i, 10000 + i)
                        tl.atomic_xchg(y + i, 2, sem="relaxed")
                        later(gate, i)
                        tl.store(x + 2 * i + 1, 20000 + i)
                    else:
                        state = tl.atomic_add(y + i, 0, sem="relaxed")
                        while state == 0:
                            state = tl.atomic_add(y + i, 0, sem="relaxed")
                        tl.store(seen + i, state)
                        tl.store(seen + n + i, tl.load(x + 2 * i + state - 1))
            """;

    /// A scan of blocks of 32 whose programs look back at those before.
    static final String SCAN =
            HEAD
                    + """
                    @triton.jit
                    def scan(x, flags, totals, out):
                        pid = tl.program_id(0)
                        o = tl.arange(0, 32)
                        v = tl.load(x + pid * 32 + o)
                        total = tl.sum(v, 0)
                        tl.store(totals + 2 * pid, total)
                        tl.atomic_xchg(flags + pid, 1, sem="release")
                        before = 0
                        at = pid - 1
                        while at >= 0:
                            state = tl.atomic_add(flags + at, 0, sem="acquire")
                            if state == 2:
                                before += tl.load(totals + 2 * at + 1)
                                at = -1
                            elif state == 1:
                                before += tl.load(totals + 2 * at)
                                at -= 1
                        tl.store(totals + 2 * pid + 1, before + total)
                        tl.atomic_xchg(flags + pid, 2, sem="release")
                        tl.store(out + pid * 32 + o, before + tl.cumsum(v, 0))
                    """;

    private static final Compiler COMPILER = new Compiler(CompileOptions.ofLevel(3));

    private final String kernel;
    private final int turns;
    private final MemorySegment[] arrays;

    private LitmusRun(String kernel, int turns, MemorySegment[] arrays) {
        this.kernel = kernel;
        this.turns = turns;
        this.arrays = arrays;
    }

    static LitmusRun of(String kernel, CpuTier tier, int turns) {
        KernelFactory factory = factory(kernel, tier);
        MemorySegment[] arrays = new MemorySegment[4];
        LaunchArguments arguments = new LaunchArguments(arrays.length + 1, 2);
        for (int i = 0; i < arrays.length; i++) {
            long bytes = 4L * 2 * turns;
            arrays[i] = Arena.ofAuto().allocate(bytes, 64);
            long start = arrays[i].address();
            arguments.pointer(i, start, start, start + bytes);
            arguments.storage(start, start + bytes);
        }
        arguments.number(arrays.length, turns);
        arguments.grid(2, 1, 1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> ends =
                    List.of(
                            threads.submit(() -> program(factory, arguments, 0)),
                            threads.submit(() -> program(factory, arguments, 1)));
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return new LitmusRun(kernel, turns, arrays);
    }

    private static void program(KernelFactory factory, LaunchArguments arguments, int thread) {
        CompiledKernel kernel = factory.create();
        kernel.bind(arguments, thread);
        arguments.running().begin(thread, thread);
        kernel.program(thread, 0, 0);
        arguments.running().end(thread);
    }

    private static KernelFactory factory(String name, CpuTier tier) {
        Program program = COMPILER.load(new SourceFile("litmus.py", KERNELS + LATE));
        Diagnostics diagnostics = new Diagnostics();
        var kernel = program.kernel(name).orElseThrow();
        var tile =
                Lowering.parse(kernel, "*i32, *i32, *i32, *i32, i32", diagnostics)
                        .flatMap(a -> Lowering.lower(program, kernel, a, diagnostics));
        diagnostics.throwIfErrors();
        TileKernel made =
                new Pipeline(Optimizer.pipeline(OptimizerOptions.ofLevel(3)).passes())
                        .run(tile.orElseThrow(), List.of());
        return tier == CpuTier.JVM
                ? CompiledRun.bytecode(made).factory()
                : CompiledRun.machineCode(
                                made,
                                Machine.valueOf(tier.name()),
                                why -> {
                                    throw new AssertionError(why);
                                })
                        .orElseThrow()
                        .factory();
    }

    /// How many turns ended as the orders of the kernel's atomics forbid.
    int forbidden() {
        if (kernel.startsWith("lock_") || kernel.equals("lock")) {
            return 2 * turns - value("y", 0);
        }
        int forbidden = 0;
        for (int i = 0; i < turns; i++) {
            forbidden += isForbidden(seen(0, i), seen(1, i), i) ? 1 : 0;
        }
        return forbidden;
    }

    private boolean isForbidden(int first, int second, int turn) {
        return switch (kernel) {
            case "message", "message_late" -> first == 1 && second != turn + 1;
            case "buffering", "buffering_late" -> first == 0 && second == 0;
            case "loads", "loads_late" -> first == 1 && second == 1;
            case "lookback", "lookback_late" -> second != first * 10_000 + turn;
            default -> throw new IllegalArgumentException(kernel);
        };
    }

    /// What a program saw in a turn.
    int seen(int program, int turn) {
        return arrays[3].getAtIndex(ValueLayout.JAVA_INT, (long) program * turns + turn);
    }

    /// An element of `x` or `y`.
    int value(String array, int index) {
        return arrays[array.equals("x") ? 1 : 2].getAtIndex(ValueLayout.JAVA_INT, index);
    }
}
