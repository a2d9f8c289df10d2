package tritonc.ir.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what the stages find, so that one run reports everything. Not thread-safe: one
/// collector serves one compile.
public final class Diagnostics {
    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private final StringBuilder printed = new StringBuilder();
    private int errors;

    /// Takes a diagnostic in; the same one twice (a helper inlined twice) counts once.
    public void add(Diagnostic diagnostic) {
        if (found.add(diagnostic) && diagnostic.severity() == Severity.ERROR) {
            errors++;
        }
    }

    /// Takes text in that the program itself prints while it is compiled.
    public void print(String text) {
        printed.append(text);
    }

    /// What was printed, a line each.
    public List<String> printed() {
        return printed.toString().lines().toList();
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    public int errorCount() {
        return errors;
    }

    /// Everything found, in order of file (as first seen), then place; those without a place first.
    public List<Diagnostic> inOrder() {
        List<SourceFile> files = new ArrayList<>();
        for (Diagnostic d : found) {
            d.span().map(Span::file).filter(f -> !files.contains(f)).ifPresent(files::add);
        }
        List<Diagnostic> sorted = new ArrayList<>(found);
        sorted.sort(
                Comparator.comparingInt((Diagnostic d) ->
                                d.span().map(s -> files.indexOf(s.file())).orElse(-1))
                        .thenComparingInt(d -> d.span().map(Span::start).orElse(-1)));
        return sorted;
    }

    /// @throws TritonException with everything found, if any of it is an error
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new TritonException(inOrder());
        }
    }
}
