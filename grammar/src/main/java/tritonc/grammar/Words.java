package tritonc.grammar;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Arrays;

/// The names of one file, each text once, and which of them are keywords.
final class Words {
    private static final String[] KEYWORDS = {
        "and",
        "as",
        "assert",
        "async",
        "await",
        "break",
        "class",
        "continue",
        "def",
        "del",
        "elif",
        "else",
        "except",
        "False",
        "finally",
        "for",
        "from",
        "global",
        "if",
        "import",
        "in",
        "is",
        "lambda",
        "None",
        "nonlocal",
        "not",
        "or",
        "pass",
        "raise",
        "return",
        "True",
        "try",
        "while",
        "with",
        "yield",
    };

    /// The types of [#KEYWORDS], which follow one another in the grammar in the same order.
    private static final int FIRST_TYPE = PythonLexer.AND;

    private @Nullable String[] texts = new @Nullable String[512];
    private int[] types = new int[512];
    private int count;
    private int slot;

    Words() {
        for (int i = 0; i < KEYWORDS.length; i++) {
            String word = KEYWORDS[i];
            char[] chars = word.toCharArray();
            slot = find(chars, 0, chars.length, hash(chars, 0, chars.length));
            put(word, FIRST_TYPE + i);
        }
    }

    /// The keyword that a token type stands for, or null.
    static @Nullable String keyword(int type) {
        int i = type - FIRST_TYPE;
        return i >= 0 && i < KEYWORDS.length ? KEYWORDS[i] : null;
    }

    /// Finds the word of the characters `start` to `end`; [#text] and [#type] then tell of it.
    void look(char[] chars, int start, int end) {
        slot = find(chars, start, end, hash(chars, start, end));
        if (texts[slot] == null) {
            put(new String(chars, start, end - start), PythonLexer.NAME);
        }
    }

    /// The word looked for last.
    String text() {
        String text = texts[slot];
        return text == null ? "" : text;
    }

    /// The token type of the word looked for last: a keyword's, or NAME.
    int type() {
        return types[slot];
    }

    /// A name in the form that Python compares names in.
    static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).intern();
    }

    private static int hash(char[] chars, int start, int end) {
        int h = 0;
        for (int i = start; i < end; i++) {
            h = 31 * h + chars[i];
        }
        return h ^ h >>> 15;
    }

    private int find(char[] chars, int start, int end, int hash) {
        int mask = texts.length - 1;
        int i = hash & mask;
        while (true) {
            String text = texts[i];
            if (text == null || same(text, chars, start, end)) {
                return i;
            }
            i = i + 1 & mask;
        }
    }

    private static boolean same(String text, char[] chars, int start, int end) {
        if (text.length() != end - start) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i - start) != chars[i]) {
                return false;
            }
        }
        return true;
    }

    private void put(String text, int type) {
        texts[slot] = text;
        types[slot] = type;
        if (++count * 2 > texts.length) {
            grow();
        }
    }

    private void grow() {
        @Nullable String[] oldTexts = texts;
        int[] oldTypes = types;
        String wanted = text();
        texts = Arrays.copyOf(new @Nullable String[0], oldTexts.length * 2);
        types = new int[texts.length];
        for (int i = 0; i < oldTexts.length; i++) {
            String text = oldTexts[i];
            if (text != null) {
                char[] chars = text.toCharArray();
                int free = find(chars, 0, chars.length, hash(chars, 0, chars.length));
                texts[free] = text;
                types[free] = oldTypes[i];
            }
        }
        char[] chars = wanted.toCharArray();
        slot = find(chars, 0, chars.length, hash(chars, 0, chars.length));
    }
}
