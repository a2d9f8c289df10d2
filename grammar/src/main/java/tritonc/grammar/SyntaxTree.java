package tritonc.grammar;

/// A file as parsed, without any syntax error.
public record SyntaxTree(PythonParser.FileContext file, Comments comments) {}
