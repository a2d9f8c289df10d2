package tritonc.grammar;

/// What keywords tell about where they stand.
final class Recovery {
    private Recovery() {}

    /// Whether a keyword can only begin a statement, never stand inside brackets: at the beginning
    /// of a line it shows that a bracket was left open above.
    static boolean beginsStatement(int type) {
        return switch (type) {
            case PythonLexer.ASSERT,
                    PythonLexer.BREAK,
                    PythonLexer.CLASS,
                    PythonLexer.CONTINUE,
                    PythonLexer.DEF,
                    PythonLexer.DEL,
                    PythonLexer.ELIF,
                    PythonLexer.EXCEPT,
                    PythonLexer.FINALLY,
                    PythonLexer.GLOBAL,
                    PythonLexer.IMPORT,
                    PythonLexer.NONLOCAL,
                    PythonLexer.PASS,
                    PythonLexer.RAISE,
                    PythonLexer.RETURN,
                    PythonLexer.TRY,
                    PythonLexer.WHILE,
                    PythonLexer.WITH ->
                    true;
            default -> false;
        };
    }

    /// Whether a keyword continues the compound statement before it.
    static boolean continuesStatement(int type) {
        return switch (type) {
            case PythonLexer.ELIF,
                    PythonLexer.ELSE,
                    PythonLexer.EXCEPT,
                    PythonLexer.FINALLY,
                    PythonLexer.CASE ->
                    true;
            default -> false;
        };
    }

    /// Whether a keyword puts what follows a level deeper in the tree.
    static boolean deepens(int type) {
        return switch (type) {
            case PythonLexer.AND,
                    PythonLexer.OR,
                    PythonLexer.NOT,
                    PythonLexer.IN,
                    PythonLexer.IS,
                    PythonLexer.IF,
                    PythonLexer.LAMBDA,
                    PythonLexer.AWAIT ->
                    true;
            default -> false;
        };
    }

    /// Whether a keyword stands at `at` that may touch a number before it, as in `1if x else 2`.
    static boolean keywordFollows(char[] chars, int at) {
        int end = at;
        while (end < chars.length && chars[end] >= 'a' && chars[end] <= 'z') {
            end++;
        }
        return switch (new String(chars, at, end - at)) {
            case "and", "else", "for", "if", "in", "is", "not", "or" -> true;
            default -> false;
        };
    }
}
