package tritonc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits the text of a `# tritonc: run …` comment into words, as a POSIX shell would: blanks part
/// words, single quotes keep everything, double quotes keep all but `\"` and `\\`, a backslash
/// keeps the next character. Nothing is expanded.
final class CommandText {
    private CommandText() {}

    /// The words; empty if a quote is never closed.
    static Optional<List<String>> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else {
                boolean escape = c == '\\' && i + 1 < text.length() && escapes(quote, text, i);
                word.append(escape ? text.charAt(++i) : c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }

    private static boolean escapes(char quote, String text, int at) {
        char next = text.charAt(at + 1);
        return quote == 0 || quote == '"' && (next == '"' || next == '\\');
    }
}
