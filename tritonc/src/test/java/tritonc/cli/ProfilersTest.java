package tritonc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.runtime.cpu.CpuTarget;
import tritonc.runtime.kernel.PerfMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What profilers are told of kernels.
class ProfilersTest {
    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream().filter(e -> e.getEventType().getName().equals(name)).toList();
    }

    @Test
    void aRecordingHoldsCompilesAndLaunches(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            CommandLineRun.of("run", CommandLineRun.example("vector_add"), "--repeat", "10");
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        RecordedEvent compile = named(events, "tritonc.KernelCompile").getFirst();
        boolean machine = CpuTarget.machineCodeUnavailable() == null;
        assertThat(compile.getString("kernel")).isEqualTo("add_kernel");
        assertThat(compile.getString("signature")).contains("*fp32:16");
        assertThat(compile.getString("tier")).isNotEmpty();
        assertThat(compile.getLong("codeBytes") > 0).isEqualTo(machine);
        assertThat(compile.getDuration()).isPositive();
        List<RecordedEvent> launches = named(events, "tritonc.KernelLaunch");
        // one, one and a tenth of ten to warm up, ten that are timed
        assertThat(launches).hasSize(13);
        RecordedEvent launch = launches.getFirst();
        assertThat(launch.getString("kernel")).isEqualTo("add_kernel");
        assertThat(launch.getString("tier")).isEqualTo(compile.getString("tier"));
        assertThat(launch.getInt("gridX")).isEqualTo(97);
        assertThat(launch.getInt("gridY")).isEqualTo(1);
        assertThat(launch.getDuration()).isPositive();
    }

    @Test
    void aRecordingMayLeaveThemOut(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.jfr");
        try (Recording recording = new Recording()) {
            recording.disable("tritonc.KernelLaunch");
            recording.start();
            CommandLineRun.of("run", CommandLineRun.example("vector_add"));
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(named(events, "tritonc.KernelCompile")).hasSize(1);
        assertThat(named(events, "tritonc.KernelLaunch")).isEmpty();
    }

    @Test
    void perfFindsTheNamesOfKernels() throws IOException {
        assumeTrue(CpuTarget.machineCodeUnavailable() == null);
        Path map = PerfMap.file();
        boolean isNew = !Files.exists(map);
        System.setProperty("tritonc.perf.map", "true");
        try {
            CommandLineRun.of("run", CommandLineRun.example("vector_add"));
            assertThat(Files.readString(map))
                    .containsPattern("(?m)^[0-9a-f]+ [0-9a-f]+ tritonc::add_kernel$");
        } finally {
            System.clearProperty("tritonc.perf.map");
            if (isNew) {
                Files.deleteIfExists(map);
            }
        }
    }

    @Test
    void perfIsToldNothingUnasked() {
        boolean was = Files.exists(PerfMap.file());
        CommandLineRun.of("run", CommandLineRun.example("vector_add"));
        assertThat(Files.exists(PerfMap.file())).isEqualTo(was);
    }
}
