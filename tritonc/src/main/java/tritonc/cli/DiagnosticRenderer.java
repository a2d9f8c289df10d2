package tritonc.cli;

import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Label;
import tritonc.ir.diagnostic.SourceFile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Draws diagnostics as text: the message, the source lines with what is marked in them, the help.
public final class DiagnosticRenderer {
    /// Longer lines are cut around the mark.
    private static final int WIDEST_LINE = 160;

    private DiagnosticRenderer() {}

    /// The diagnostics in their order, each followed by an empty line.
    public static String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic d : diagnostics) {
            render(d, out);
            out.append('\n');
        }
        return out.toString();
    }

    private static void render(Diagnostic d, StringBuilder out) {
        out.append(d.severity().name().toLowerCase(Locale.ROOT)).append('[').append(d.code().id());
        out.append("]: ").append(d.message()).append('\n');
        int gutter = gutter(d);
        List<Label> rest = new ArrayList<>(d.labels());
        String arrow = "--> ";
        while (!rest.isEmpty()) {
            Label first = rest.getFirst();
            SourceFile file = first.span().file();
            out.repeat(' ', gutter).append(arrow).append(first.span()).append('\n');
            List<Label> here = new ArrayList<>(rest);
            here.removeIf(l -> l.span().file() != file);
            rest.removeAll(here);
            excerpt(file, here, gutter, out);
            arrow = "::: ";
        }
        d.help()
                .ifPresent(
                        h -> out.repeat(' ', gutter + 1).append("= help: ").append(h).append('\n'));
    }

    /// Width of the widest line number.
    private static int gutter(Diagnostic d) {
        int widest = 0;
        for (Label l : d.labels()) {
            widest = Math.max(widest, String.valueOf(l.span().line()).length());
        }
        return Math.max(widest, 1);
    }

    private static void excerpt(
            SourceFile file, List<Label> labels, int gutter, StringBuilder out) {
        List<Integer> lines =
                labels.stream().map(l -> l.span().line()).sorted().distinct().toList();
        bar(gutter, out).append('\n');
        int before = 0;
        for (int line : lines) {
            if (before != 0 && line > before + 1) {
                out.append("...\n");
            }
            before = line;
            List<Label> onLine =
                    labels.stream()
                            .filter(l -> l.span().line() == line)
                            .sorted(Comparator.comparingInt(l -> l.span().start()))
                            .toList();
            line(file, line, onLine, gutter, out);
        }
    }

    private static StringBuilder bar(int gutter, StringBuilder out) {
        return out.repeat(' ', gutter + 1).append('|');
    }

    private static void line(
            SourceFile file, int line, List<Label> labels, int gutter, StringBuilder out) {
        String text = printable(file.lineText(line));
        int cut = 0;
        if (text.length() > WIDEST_LINE) {
            int mark = labels.getFirst().span().column() - 1;
            cut = Math.clamp(mark - WIDEST_LINE / 2, 0, text.length() - WIDEST_LINE);
            text = text.substring(cut, cut + WIDEST_LINE);
        }
        String number = String.valueOf(line);
        out.repeat(' ', gutter - number.length()).append(number).append(" | ").append(text);
        out.append('\n');
        List<Mark> marks = new ArrayList<>();
        for (Label l : labels) {
            marks.add(Mark.of(l, line, cut, text.length()));
        }
        marks(marks, gutter, out);
    }

    /// One underlined stretch of a line; columns from 0 in the text as printed.
    private record Mark(int from, int to, String text) {
        static Mark of(Label label, int line, int cut, int width) {
            SourceFile file = label.span().file();
            int lineStart = file.lineStart(line);
            int end = Math.min(label.span().end(), lineStart + file.lineText(line).length());
            int from = Math.clamp((long) label.span().start() - lineStart - cut, 0, width);
            int to = Math.clamp((long) end - lineStart - cut, from + 1, Math.max(width, from + 1));
            return new Mark(from, to, label.text());
        }
    }

    /// The carets, the last label's text behind them where it is the last, the others below.
    private static void marks(List<Mark> marks, int gutter, StringBuilder out) {
        StringBuilder carets = new StringBuilder();
        for (Mark m : marks) {
            int from = Math.max(m.from, carets.length());
            carets.repeat(' ', from - carets.length()).repeat('^', Math.max(0, m.to - from));
        }
        Mark last = marks.getLast();
        if (!last.text.isEmpty()) {
            carets.append(' ').append(last.text);
        }
        bar(gutter, out).append(' ').append(carets).append('\n');
        for (int i = marks.size() - 2; i >= 0; i--) {
            if (!marks.get(i).text.isEmpty()) {
                StringBuilder below = new StringBuilder();
                for (int j = 0; j < i; j++) {
                    if (!marks.get(j).text.isEmpty() && marks.get(j).from >= below.length()) {
                        below.repeat(' ', marks.get(j).from - below.length()).append('|');
                    }
                }
                below.repeat(' ', Math.max(0, marks.get(i).from - below.length()));
                bar(gutter, out).append(' ').append(below).append(marks.get(i).text).append('\n');
            }
        }
    }

    /// Tabs and control characters as one blank each, so that columns stay.
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? ' ' : c);
        }
        return shown.toString();
    }
}
