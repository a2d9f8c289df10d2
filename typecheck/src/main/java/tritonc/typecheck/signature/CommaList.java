package tritonc.typecheck.signature;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// What stands between commas, as signatures, tuples and tables are written. Commas within quotes
/// and brackets do not count. As in Python one comma may stand behind the last part, and blanks
/// alone are no part; between two commas nothing is an empty part, which is for the caller to
/// refuse.
public final class CommaList {
    private CommaList() {}

    /// The parts of a text, without the blanks around them.
    public static List<String> parts(String text) {
        return parts(new SourceFile("", text), 0, text.length()).stream().map(Span::text).toList();
    }

    /// The parts between two places of a text, without the blanks around them.
    static List<Span> parts(SourceFile file, int from, int to) {
        String text = file.text();
        List<Span> parts = new ArrayList<>();
        int start = from;
        int depth = 0;
        char quote = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '<') {
                depth++;
            } else if (c == ')' || c == ']' || c == '>') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                parts.add(trimmed(file, start, i));
                start = i + 1;
            }
        }
        Span last = trimmed(file, start, to);
        if (last.start() < last.end()) {
            parts.add(last);
        }
        return parts;
    }

    /// A place without the blanks at its ends.
    static Span trimmed(SourceFile file, int start, int end) {
        String text = file.text();
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Span(file, from, to);
    }
}
