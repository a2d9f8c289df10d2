package tritonc.benchmarks.source;

/// Expressions of every kind that Python has.
final class MixExpressions {
    private static final int DEEPEST = 3;

    private final MixChoice choice;

    MixExpressions(MixChoice choice) {
        this.choice = choice;
    }

    String expression() {
        return expression(0);
    }

    private String expression(int depth) {
        if (depth >= DEEPEST || choice.chance(3)) {
            return atom();
        }
        return switch (choice.below(16)) {
            case 0, 1, 2 -> arithmetic(depth);
            case 3 -> comparison(depth);
            case 4, 5 -> call(depth);
            case 6 -> subscript(depth);
            case 7 -> primary() + "." + name();
            case 8 ->
                    expression(depth + 1)
                            + " if "
                            + comparison(depth)
                            + " else "
                            + expression(depth + 1);
            case 9 ->
                    "["
                            + expression(depth + 1)
                            + " for "
                            + name()
                            + " in "
                            + primary()
                            + condition(depth)
                            + "]";
            case 10 -> "(" + expression(depth + 1) + ", " + expression(depth + 1) + ")";
            case 11 -> "{" + string() + ": " + expression(depth + 1) + ", **" + name() + "}";
            case 12 -> "(lambda " + name() + ", *a, k=1: " + expression(depth + 1) + ")";
            case 13 -> choice.pick("-", "~", "not ") + operand(depth);
            case 14 -> operand(depth) + choice.pick(" and ", " or ") + operand(depth);
            default -> formatted(depth);
        };
    }

    /// A condition, as `if` takes it.
    String comparison() {
        return comparison(1);
    }

    private String comparison(int depth) {
        String more = choice.chance(5) ? " < " + number() : "";
        String sign =
                choice.pick(" < ", " <= ", " == ", " != ", " >= ", " in ", " is not ", " not in ");
        return operand(depth) + sign + operand(depth) + more;
    }

    private String arithmetic(int depth) {
        StringBuilder text = new StringBuilder(operand(depth));
        int terms = 1 + choice.below(3);
        for (int i = 0; i < terms; i++) {
            text.append(
                    choice.pick(
                            " + ", " - ", " * ", " / ", " // ", " % ", " ** ", " @ ", " << ", " & ",
                            " | ", " ^ "));
            text.append(operand(depth));
        }
        return text.toString();
    }

    private String condition(int depth) {
        return choice.chance(3) ? " if " + comparison(depth + 1) : "";
    }

    private String operand(int depth) {
        return switch (choice.below(4)) {
            case 0 -> "(" + expression(depth + 1) + ")";
            case 1 -> call(depth + 1);
            default -> atom();
        };
    }

    private String call(int depth) {
        if (depth >= DEEPEST) {
            return primary() + "()";
        }
        String keyword = choice.chance(3) ? ", dim=" + expression(depth + 1) : "";
        String star = choice.chance(6) ? ", *" + name() : "";
        return primary() + "(" + expression(depth + 1) + star + keyword + ")";
    }

    private String subscript(int depth) {
        String index =
                switch (choice.below(4)) {
                    case 0 -> ":, None";
                    case 1 -> expression(depth + 1) + ":" + name();
                    case 2 -> "::" + number() + ", ...";
                    default -> expression(depth + 1);
                };
        return primary() + "[" + index + "]";
    }

    private String formatted(int depth) {
        String value = depth + 1 >= DEEPEST ? name() : name() + " + " + number();
        return "f\""
                + name()
                + " = {"
                + value
                + choice.pick("}", "!r}", ":.3f}", ":>{width}}")
                + "\"";
    }

    private String atom() {
        return switch (choice.below(8)) {
            case 0, 1, 2 -> name();
            case 3 -> primary();
            case 4 -> number();
            case 5 -> string();
            case 6 -> choice.pick("True", "False", "None", "...");
            default -> number();
        };
    }

    private String primary() {
        return choice.chance(2)
                ? name()
                : choice.pick("torch.cuda", "self.width", "tl.math", "math", "x.shape", "grid");
    }

    String name() {
        return choice.pick(
                "x",
                "y",
                "n_rows",
                "offsets",
                "mask",
                "block_size",
                "acc",
                "weights",
                "stride_am",
                "i",
                "result",
                "config",
                "num_warps");
    }

    private String number() {
        return choice.pick(
                "0", "1", "2", "16", "1024", "0xFF", "1_000", "1.0", "0.5e-3", "1e-6", ".5", "3j");
    }

    private String string() {
        return choice.pick("'fp16'", "\"cuda\"", "b'raw'", "r'\\d+'", "'a' \"b\"", "'it\\'s\\n'");
    }
}
