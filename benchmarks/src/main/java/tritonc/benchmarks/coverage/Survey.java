package tritonc.benchmarks.coverage;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.target.CpuTier;
import tritonc.typecheck.infer.Inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Goes through folders. One thread compiles; kernels with the same text count once over all
/// folders.
final class Survey {
    private static final long POLL_MILLIS = 50;

    private final Duration limit;
    private final Set<String> seen = new HashSet<>();

    /// @param limit how much processor time one kernel may take, all its assignments and runs
    Survey(Duration limit) {
        this.limit = limit;
    }

    /// Every `.py` file under a folder, in order of their paths.
    ///
    /// @throws IOException if the folder cannot be read
    Collection folder(String name, Path folder) throws IOException {
        Collection collection = new Collection(name);
        Compiler compiler =
                new Compiler(
                        CompileOptions.defaults().withTier(CpuTier.JVM).withRoots(List.of(folder)));
        for (Path file : files(folder)) {
            Program program;
            try {
                program = compiler.load(file);
            } catch (TritonException e) {
                String why = e.diagnostics().getFirst().message();
                collection.unparsed(folder.relativize(file) + ": " + why);
                continue;
            }
            collection.parsed();
            if (!program.kernels().isEmpty()) {
                kernels(collection, folder, compiler, program);
            }
        }
        return collection;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(f -> f.toString().endsWith(".py"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private void kernels(Collection collection, Path folder, Compiler compiler, Program program) {
        String path = program.main().file().path();
        List<JitFunction> kernels = new ArrayList<>();
        KernelOutcome failed =
                limited(
                        path,
                        path,
                        () -> {
                            kernels.addAll(Inference.kernels(program));
                            return null;
                        });
        if (failed != null) {
            collection.add(failed);
            return;
        }
        for (JitFunction kernel : kernels) {
            if (seen.add(kernel.definition().span().text())) {
                String place = KernelTrial.place(folder, kernel.definition().nameSpan());
                KernelTrial trial = new KernelTrial(folder, compiler, program, kernel);
                KernelOutcome outcome = limited(kernel.qualifiedName(), place, trial::run);
                if (outcome != null) {
                    collection.add(outcome);
                }
            }
        }
    }

    /// Something that gives an outcome, or nothing.
    private interface Work {
        @org.jspecify.annotations.Nullable
        KernelOutcome run();
    }

    /// Runs in a thread of its own, as nothing else can leave work that does not end. Work that
    /// ends between two looks at the clock is held to the limit too.
    private @org.jspecify.annotations.Nullable KernelOutcome limited(
            String name, String place, Work work) {
        KernelOutcome late =
                KernelOutcome.fault(name, place, "not done after " + limit.toSeconds() + " s");
        FutureTask<@org.jspecify.annotations.Nullable KernelOutcome> task =
                new FutureTask<>(() -> {
                    KernelOutcome outcome = work.run();
                    return CpuTime.now() > limit.toNanos() ? late : outcome;
                });
        Thread thread = Thread.ofPlatform().daemon().name("kernel").start(task);
        try {
            while (true) {
                try {
                    return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (CpuTime.of(thread) > limit.toNanos()) {
                        task.cancel(true);
                        return late;
                    }
                }
            }
        } catch (ExecutionException e) {
            return KernelOutcome.fault(name, place, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return KernelOutcome.fault(name, place, "interrupted");
        }
    }
}
