package tritonc.frontend;

/// The names that Python has without an import, as far as code around and in kernels uses them.
final class Builtins {
    private Builtins() {}

    static boolean contains(String name) {
        return switch (name) {
            case "abs", "all", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes" ->
                    true;
            case "callable", "chr", "classmethod", "compile", "complex", "delattr", "dict", "dir" ->
                    true;
            case "divmod", "enumerate", "eval", "exec", "filter", "float", "format", "frozenset" ->
                    true;
            case "getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input", "int" ->
                    true;
            case "isinstance", "issubclass", "iter", "len", "list", "locals", "map", "max" -> true;
            case "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print" ->
                    true;
            case "property", "range", "repr", "reversed", "round", "set", "setattr", "slice" ->
                    true;
            case "sorted", "staticmethod", "str", "sum", "super", "tuple", "type", "vars", "zip" ->
                    true;
            case "__name__", "__file__", "__doc__", "__import__", "NotImplemented" -> true;
            default -> name.endsWith("Error") || name.endsWith("Exception") || other(name);
        };
    }

    private static boolean other(String name) {
        return switch (name) {
            case "StopIteration", "KeyboardInterrupt", "SystemExit", "Warning", "UserWarning" ->
                    true;
            case "DeprecationWarning", "RuntimeWarning", "FutureWarning", "ImportWarning" -> true;
            default -> false;
        };
    }
}
