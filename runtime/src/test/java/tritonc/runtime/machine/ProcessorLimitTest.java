package tritonc.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What limits a process, read from systems made of files.
class ProcessorLimitTest {
    @TempDir private Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    private String reason(int processors, String... arguments) {
        return ProcessorLimit.of(root, processors, List.of(arguments)).reason();
    }

    private void machineOfEight() throws IOException {
        file("sys/devices/system/cpu/online", "0-7");
    }

    @Test
    void aMachineWithoutLimits() throws IOException {
        machineOfEight();
        file("proc/self/cgroup", "0::/user.slice");
        file("sys/fs/cgroup/user.slice/cpu.max", "max 100000");
        assertThat(ProcessorLimit.quota(root)).isInfinite();
        assertThat(reason(8)).isEqualTo("all of the machine's");
    }

    @ParameterizedTest
    @CsvSource({"150000, 100000, 2, 1.50", "50000, 100000, 1, 0.50", "400000, 100000, 4, 4.00"})
    void aQuota(String time, String period, int processors, String told) throws IOException {
        machineOfEight();
        file("proc/self/cgroup", "0::/");
        file("sys/fs/cgroup/cpu.max", time + " " + period);
        assertThat(reason(processors))
                .isEqualTo("the quota of the control group is " + told + " processors");
    }

    @Test
    void theLeastQuotaOfAllGroupsAroundCounts() throws IOException {
        file("proc/self/cgroup", "0::/a/b/c");
        file("sys/fs/cgroup/a/cpu.max", "250000 100000");
        file("sys/fs/cgroup/a/b/cpu.max", "max 100000");
        file("sys/fs/cgroup/a/b/c/cpu.max", "30000 10000");
        assertThat(ProcessorLimit.quota(root)).isEqualTo(2.5);
    }

    @Test
    void theOlderInterface() throws IOException {
        machineOfEight();
        file("proc/self/cgroup", "4:memory:/m\n2:cpu,cpuacct:/docker/x\n1:name=systemd:/");
        file("sys/fs/cgroup/cpu/docker/x/cpu.cfs_quota_us", "250000");
        file("sys/fs/cgroup/cpu/docker/x/cpu.cfs_period_us", "100000");
        file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
        file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");
        assertThat(reason(3)).contains("2.50");
    }

    @Test
    void theProcessIsBound() throws IOException {
        machineOfEight();
        file("proc/self/status", "Name:\tjava\nCpus_allowed_list:\t0-1,5");
        assertThat(reason(3)).isEqualTo("the process is bound to processors 0-1,5");
    }

    @Test
    void anArgumentSaysSo() throws IOException {
        machineOfEight();
        assertThat(reason(5, "-XX:ActiveProcessorCount=5", "-jar"))
                .isEqualTo("as -XX:ActiveProcessorCount= says");
    }

    @Test
    void whatNobodyKnowsIsSaidSo() throws IOException {
        assertThat(reason(3)).isEqualTo("as the JVM counts them");
        machineOfEight();
        assertThat(reason(3)).isEqualTo("the JVM was given so many of 8");
        file("proc/self/cgroup", "garbage\n0::/../../etc\n");
        file("sys/fs/cgroup/cpu.max", "no numbers here");
        assertThat(ProcessorLimit.quota(root)).isInfinite();
    }

    @ParameterizedTest
    @CsvSource({"'0', 1", "'0-3', 4", "'0-3,8', 5", "'', 0", "'x', 0", "'3-1', 0"})
    void listsAreCounted(String list, int count) {
        assertThat(ProcessorLimit.count(list)).isEqualTo(count);
    }

    @Test
    void thisProcessHasSome() {
        ProcessorLimit here = ProcessorLimit.here();
        assertThat(here.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(here.reason()).isNotBlank();
    }
}
