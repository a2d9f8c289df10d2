package tritonc.runtime.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How many processors this process may use, and what says so. The number is the JVM's own: the
/// least of the machine's processors, those that the process is bound to, and its control group's
/// quota, of which a fraction counts as a whole processor.
///
/// @param processors 1 or more
/// @param reason for people to read
public record ProcessorLimit(int processors, String reason) {
    private static final String ARGUMENT = "-XX:ActiveProcessorCount=";

    /// Of this process.
    public static ProcessorLimit here() {
        List<String> arguments =
                List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
        return of(Path.of("/"), Runtime.getRuntime().availableProcessors(), arguments);
    }

    /// Of a process whose system shows itself below a folder.
    ///
    /// @param processors what the JVM counts
    /// @param arguments of the process
    static ProcessorLimit of(Path root, int processors, List<String> arguments) {
        return new ProcessorLimit(processors, reason(root, processors, arguments));
    }

    private static String reason(Path root, int processors, List<String> arguments) {
        if (arguments.stream().anyMatch(a -> a.startsWith(ARGUMENT))) {
            return "as " + ARGUMENT + " says";
        }
        String online = first(root.resolve("sys/devices/system/cpu/online"));
        int all = count(online);
        if (all == processors) {
            return "all of the machine's";
        }
        double quota = quota(root);
        if (Math.max(1, Math.ceil(quota)) == processors) {
            return String.format(
                    Locale.ROOT, "the quota of the control group is %.2f processors", quota);
        }
        String bound = bound(root);
        if (count(bound) == processors) {
            return "the process is bound to processors " + bound;
        }
        return all == 0 ? "as the JVM counts them" : "the JVM was given so many of " + all;
    }

    /// The least quota of the process's control group and those around it, in processors; infinite
    /// where there is none.
    static double quota(Path root) {
        double least = Double.POSITIVE_INFINITY;
        for (String line : lines(root.resolve("proc/self/cgroup"))) {
            String[] part = line.split(":", 3);
            if (part.length < 3) {
                continue;
            }
            if (part[1].isEmpty()) {
                least = Math.min(least, around(root.resolve("sys/fs/cgroup"), part[2]));
            } else if (List.of(part[1].split(",")).contains("cpu")) {
                least = Math.min(least, around(root.resolve("sys/fs/cgroup/cpu"), part[2]));
            }
        }
        return least;
    }

    private static double around(Path mount, String group) {
        double least = Double.POSITIVE_INFINITY;
        Path at = mount;
        for (Path name : Path.of("/").relativize(Path.of("/", group).normalize())) {
            least = Math.min(least, own(at));
            at = at.resolve(name);
        }
        return Math.min(least, own(at));
    }

    /// The quota that stands in a group's own folder, as version 2 or 1 of the interface has it.
    private static double own(Path group) {
        String both = first(group.resolve("cpu.max"));
        if (!both.isEmpty()) {
            String[] part = both.split(" ", -1);
            return part.length == 2 ? ratio(part[0], part[1]) : Double.POSITIVE_INFINITY;
        }
        return ratio(
                first(group.resolve("cpu.cfs_quota_us")),
                first(group.resolve("cpu.cfs_period_us")));
    }

    /// Infinite where the texts are no positive numbers, such as `max` and -1.
    private static double ratio(String quota, String period) {
        long time = number(quota);
        long of = number(period);
        return time > 0 && of > 0 ? (double) time / of : Double.POSITIVE_INFINITY;
    }

    private static String bound(Path root) {
        String name = "Cpus_allowed_list:";
        for (String line : lines(root.resolve("proc/self/status"))) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip();
            }
        }
        return "";
    }

    /// How many numbers a list such as `0-3,8` names; 0 if it is none.
    static int count(String list) {
        int count = 0;
        for (String part : list.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            long first = number(ends[0]);
            long last = number(ends[ends.length - 1]);
            if (first < 0 || last < first) {
                return 0;
            }
            count += (int) (last - first + 1);
        }
        return count;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String first(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    /// Nothing where the system has no such file.
    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
