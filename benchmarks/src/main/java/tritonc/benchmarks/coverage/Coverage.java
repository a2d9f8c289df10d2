package tritonc.benchmarks.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `Coverage NAME=FOLDER… [--json FILE] [--limit SECONDS]`: prints the tables.
public final class Coverage {
    private static final int USAGE = 2;
    private static final int LIMIT_SECONDS = 10;

    private Coverage() {}

    /// Ends with 1 if a kernel made the compiler fail or took longer than the limit, with 2 if the
    /// command line cannot be read.
    public static void main(String[] args) throws IOException {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, Appendable out) throws IOException {
        Duration limit = Duration.ofSeconds(LIMIT_SECONDS);
        Path json = null;
        List<String> folders = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            boolean option = args[i].startsWith("--");
            if (option && i + 1 == args.length) {
                return usage(out);
            }
            switch (args[i]) {
                case "--json" -> json = Path.of(args[++i]);
                case "--limit" -> limit = Duration.ofSeconds(Long.parseLong(args[++i]));
                default -> folders.add(args[i]);
            }
        }
        if (folders.isEmpty() || folders.stream().anyMatch(f -> f.indexOf('=') < 1)) {
            return usage(out);
        }
        Survey survey = new Survey(limit);
        List<Collection> collections = new ArrayList<>();
        for (String f : folders) {
            int equals = f.indexOf('=');
            Path folder = Path.of(f.substring(equals + 1));
            collections.add(survey.folder(f.substring(0, equals), folder));
        }
        Report report = new Report(collections);
        out.append(report.markdown());
        if (json != null) {
            Files.writeString(json, ReportJson.of(report));
        }
        return report.faults().isEmpty() ? 0 : 1;
    }

    private static int usage(Appendable out) throws IOException {
        out.append("usage: Coverage NAME=FOLDER... [--json FILE] [--limit SECONDS]\n");
        return USAGE;
    }
}
