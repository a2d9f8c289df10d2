package tritonc.ir.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One thing to tell the user: a code, what was seen, where, and what to do. The first label is the
/// primary place; a diagnostic about no source text (a missing file, an argument) has none.
///
/// @param message one line, no full stop, in the terms of the source language
/// @param labels the primary place first; each with the words that stand under it (may be empty)
/// @param help what the user can type to mend it
public record Diagnostic(
        Code code, Severity severity, String message, List<Label> labels, Optional<String> help) {
    public Diagnostic {
        labels = List.copyOf(labels);
    }

    /// An error with no place in a source text.
    public static Diagnostic error(Code code, String message) {
        return new Diagnostic(code, Severity.ERROR, message, List.of(), Optional.empty());
    }

    public static Diagnostic error(Code code, Span at, String message) {
        return new Diagnostic(
                code, Severity.ERROR, message, List.of(new Label(at, "")), Optional.empty());
    }

    public static Diagnostic warning(Code code, Span at, String message) {
        return new Diagnostic(
                code, Severity.WARNING, message, List.of(new Label(at, "")), Optional.empty());
    }

    /// This diagnostic with one more marked place; the first one given replaces an empty label at
    /// the same span.
    public Diagnostic label(Span at, String text) {
        List<Label> all = new ArrayList<>(labels);
        all.removeIf(l -> l.text().isEmpty() && l.span().equals(at));
        boolean primary = !labels.isEmpty() && labels.getFirst().span().equals(at);
        all.add(primary ? 0 : all.size(), new Label(at, text));
        return new Diagnostic(code, severity, message, all, help);
    }

    public Diagnostic help(String text) {
        return new Diagnostic(code, severity, message, labels, Optional.of(text));
    }

    /// The primary place.
    public Optional<Span> span() {
        return labels.isEmpty() ? Optional.empty() : Optional.of(labels.getFirst().span());
    }

    @Override
    public String toString() {
        return severity.name().toLowerCase(java.util.Locale.ROOT)
                + "["
                + code.id()
                + "]: "
                + message
                + span().map(s -> " at " + s).orElse("");
    }
}
