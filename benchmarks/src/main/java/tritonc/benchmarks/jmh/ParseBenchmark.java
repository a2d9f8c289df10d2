package tritonc.benchmarks.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import tritonc.benchmarks.source.PythonMix;
import tritonc.frontend.Frontend;
import tritonc.frontend.ast.ParsedModule;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Text to syntax tree, in lines a second, on a mix of kernels and host code.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ParseBenchmark {
    private static final int LINES = 10_000;

    private final String text = PythonMix.text(LINES, 1);

    @Benchmark
    @OperationsPerInvocation(LINES)
    public Optional<ParsedModule> parse() {
        return Frontend.parse(new SourceFile("mix.py", text), new Diagnostics());
    }
}
