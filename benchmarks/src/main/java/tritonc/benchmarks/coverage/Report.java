package tritonc.benchmarks.coverage;

import tritonc.benchmarks.coverage.KernelOutcome.Refusal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// The tables, as Markdown.
record Report(List<Collection> collections) {
    Report {
        collections = List.copyOf(collections);
    }

    /// A reason of refusal over all kernels.
    ///
    /// @param kernels how many kernels it refuses
    /// @param alone how many of them have no other reason
    /// @param example one of the places
    record Reason(String text, int kernels, int alone, Refusal example) {}

    Collection all() {
        return Collection.sum(collections);
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("| collection | files | parsed % | kernels | vendor | lowered % | bytecode % ");
        out.append("| machine code % | covered % | equal % | faults | too long | different |\n");
        out.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        collections.forEach(c -> row(c, out));
        row(all(), out);
        out.append('\n');
        times(out);
        out.append("| reason of refusal | kernels | no other reason | example |\n");
        out.append("|---|--:|--:|---|\n");
        for (Reason r : reasons()) {
            out.append("| ").append(r.text.replace("|", "\\|")).append(" | ");
            out.append(r.kernels).append(" | ").append(r.alone).append(" | ");
            out.append(r.example.place()).append(": ");
            out.append(r.example.message().replace("|", "\\|")).append(" |\n");
        }
        out.append("\nFiles that do not parse: ").append(all().unparsed().size()).append('\n');
        all().unparsed().forEach(f -> out.append("* ").append(f).append('\n'));
        kernels(
                "Results that differ between interpreter, bytecode and machine code",
                k -> k.run() == RunOutcome.DIFFERENT,
                out);
        kernels(
                "Kernels with bytecode, but less than 90 % of their statements compiled",
                k -> k.generated() && !k.counts(), out);
        withoutMachineCode(out);
        List<KernelOutcome> faults = faults();
        out.append("\nFaults of the compiler: ").append(faults.size()).append('\n');
        for (KernelOutcome k : faults) {
            out.append("* ").append(k.name()).append(" (").append(k.place()).append("): ");
            out.append(k.fault()).append('\n');
        }
        return out.toString();
    }

    private void kernels(String title, Predicate<KernelOutcome> which, StringBuilder out) {
        List<KernelOutcome> found = all().kernels().stream().filter(which).toList();
        out.append('\n').append(title).append(": ").append(found.size()).append('\n');
        for (KernelOutcome k : found) {
            out.append("* ").append(k.name()).append(" (").append(k.place()).append(")\n");
        }
    }

    List<KernelOutcome> faults() {
        return all().kernels().stream().filter(k -> !k.fault().isEmpty()).toList();
    }

    private static void row(Collection c, StringBuilder out) {
        int kernels = c.kernels().size();
        out.append("| ").append(c.name()).append(" | ").append(c.files()).append(" | ");
        out.append(percent(c.files() - c.unparsed().size(), c.files())).append(" | ");
        out.append(kernels).append(" | ").append(c.vendor()).append(" | ");
        out.append(percent(c.lowered(), kernels)).append(" | ");
        out.append(percent(c.generated(), kernels)).append(" | ");
        out.append(percent(c.machineCode(), kernels)).append(" | ");
        out.append(percent(c.covered(), kernels)).append(" | ");
        out.append(percent(c.equal(), kernels)).append(" | ");
        out.append(c.run(RunOutcome.FAULTS)).append(" | ");
        out.append(c.run(RunOutcome.TOO_LONG)).append(" | ");
        out.append(c.run(RunOutcome.DIFFERENT)).append(" |\n");
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
    }

    private void times(StringBuilder out) {
        out.append("Compile time of one specialisation, processor time of one warm thread:\n");
        time("syntax tree to bytecode", KernelOutcome::nanos, out);
        time("machine code (AVX-512) besides", KernelOutcome::machineNanos, out);
        out.append('\n');
    }

    private void time(String what, ToLongFunction<KernelOutcome> nanos, StringBuilder out) {
        List<KernelOutcome> timed = timed(nanos);
        out.append("* ").append(what).append(": ");
        if (timed.isEmpty()) {
            out.append("not measured, as no kernel compiled\n");
            return;
        }
        KernelOutcome slowest = timed.getLast();
        out.append("median ").append(quantile(timed, nanos, 0.5)).append(" ms, 99th percentile ");
        out.append(quantile(timed, nanos, 0.99)).append(" ms, slowest ");
        out.append(millis(nanos.applyAsLong(slowest))).append(" ms (").append(slowest.name());
        out.append(", ").append(slowest.place()).append(")\n");
    }

    /// The kernels that compiled, the slowest last.
    private List<KernelOutcome> timed(ToLongFunction<KernelOutcome> nanos) {
        return all().kernels().stream()
                .filter(k -> nanos.applyAsLong(k) >= 0)
                .sorted(Comparator.comparingLong(nanos))
                .toList();
    }

    private static String quantile(
            List<KernelOutcome> sorted, ToLongFunction<KernelOutcome> nanos, double q) {
        int at = (int) Math.ceil(q * sorted.size()) - 1;
        return millis(nanos.applyAsLong(sorted.get(Math.clamp(at, 0, sorted.size() - 1))));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    /// Why kernels that became bytecode have no machine code, the most frequent reason first.
    private void withoutMachineCode(StringBuilder out) {
        Map<String, Long> reasons =
                all().kernels().stream()
                        .filter(k -> k.generated() && !k.noMachineCode().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        KernelOutcome::noMachineCode,
                                        TreeMap::new,
                                        Collectors.counting()));
        out.append("\nKernels with bytecode and without machine code: ");
        out.append(reasons.values().stream().mapToLong(n -> n).sum()).append('\n');
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(e -> out.append("* " + e.getValue() + ": " + e.getKey() + "\n"));
    }

    /// All reasons, the most frequent first.
    List<Reason> reasons() {
        Map<String, Reason> byText = new TreeMap<>();
        for (KernelOutcome k : all().kernels()) {
            int alone = k.refusals().size() == 1 ? 1 : 0;
            for (Refusal r : k.refusals()) {
                byText.merge(
                        r.reason(),
                        new Reason(r.reason(), 1, alone, r),
                        (a, b) ->
                                new Reason(
                                        a.text,
                                        a.kernels + b.kernels,
                                        a.alone + b.alone,
                                        a.example));
            }
        }
        List<Reason> sorted = new ArrayList<>(byText.values());
        sorted.sort(Comparator.comparingInt(Reason::kernels).reversed());
        return sorted;
    }
}
