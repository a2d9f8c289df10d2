package tritonc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tritonc.benchmarks.jmh.Example;
import tritonc.benchmarks.jmh.LaunchBenchmark;
import tritonc.benchmarks.jmh.ParseBenchmark;
import tritonc.benchmarks.jmh.StageBenchmark;
import tritonc.benchmarks.source.PythonMix;
import tritonc.ir.artifact.NativePayload;

import java.nio.file.Path;

/// Each benchmark does what it is to measure.
class BenchmarksTest {
    @BeforeAll
    static void findTheExamples() {
        System.setProperty("tritonc.root", Path.of("").toAbsolutePath().getParent().toString());
    }

    @ParameterizedTest
    @EnumSource(Example.class)
    void stagesOfAnExample(Example example) {
        StageBenchmark benchmark = new StageBenchmark();
        benchmark.example = example;
        benchmark.prepare();
        assertThat(benchmark.parse().kernels()).isNotEmpty();
        assertThat(benchmark.check().hasErrors()).isFalse();
        assertThat(benchmark.lower().name()).isEqualTo(example.kernel());
        assertThat(benchmark.optimise().parameters()).isNotEmpty();
        assertThat(benchmark.loop().sites()).isNotEmpty();
        assertThat(benchmark.bytecode()).isNotEmpty();
        assertThat(benchmark.machineCode().content()).isInstanceOf(NativePayload.Code.class);
        assertThat(benchmark.compile().signature().kernel()).isEqualTo(example.kernel());
        benchmark.textToLaunch();
        benchmark.firstLaunch();
        benchmark.steadyLaunch();
        // the bins are all in the first program, which has run alone as well
        Results.check(example, benchmark.arguments(), 3);
        benchmark.finish();
    }

    @Test
    void launches() {
        LaunchBenchmark benchmark = new LaunchBenchmark();
        benchmark.programs = 64;
        benchmark.prepare();
        benchmark.boundLaunch();
        benchmark.launchWithArgs();
        benchmark.finish();
    }

    @Test
    void theMixParsesAndIsTheSameEachTime() {
        assertThat(new ParseBenchmark().parse()).isPresent();
        String text = PythonMix.text(500, 3);
        assertThat(text).isEqualTo(PythonMix.text(500, 3));
        assertThat(text.lines().count()).isGreaterThanOrEqualTo(500);
    }
}
