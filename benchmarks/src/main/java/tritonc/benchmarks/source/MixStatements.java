package tritonc.benchmarks.source;

/// Statements of host code.
final class MixStatements {
    private static final int DEEPEST = 2;

    private final MixLines out;
    private final MixChoice choice;
    private final MixExpressions expressions;

    MixStatements(MixLines out, MixChoice choice, MixExpressions expressions) {
        this.out = out;
        this.choice = choice;
        this.expressions = expressions;
    }

    void block(int count, int depth) {
        for (int i = 0; i < count; i++) {
            if (choice.chance(10)) {
                out.line(
                        "# "
                                + choice.pick(
                                        "Rows that do not fill a block are masked.",
                                        "See the paper, section 3."));
            }
            if (choice.chance(12)) {
                out.line("");
            }
            statement(depth);
        }
    }

    void statement(int depth) {
        if (depth < DEEPEST && choice.chance(4)) {
            compound(depth);
        } else {
            simple();
        }
    }

    private String expression() {
        return expressions.expression();
    }

    private void simple() {
        switch (choice.below(14)) {
            case 0, 1, 2, 3 -> out.line(expressions.name() + " = " + expression());
            case 4 -> out.line("a, (b, *c) = " + expression() + ", " + expressions.name());
            case 5 ->
                    out.line(
                            expressions.name()
                                    + choice.pick(" += ", " //= ", " @= ", " |= ")
                                    + expression());
            case 6 -> out.line("total: float = " + expression());
            case 7 -> out.line("assert " + expressions.comparison() + ", " + expression());
            case 8 -> launch();
            case 9 -> out.line("print(" + expression() + ", file=log)");
            case 10 ->
                    out.line(
                            choice.pick(
                                    "pass", "del x[0], y", "global counter", "import json as j"));
            case 11 -> table();
            case 12 -> out.line("self.cache[" + expression() + "].extend(" + expression() + ")");
            default ->
                    out.line(
                            expressions.name() + " = " + expressions.name() + " = " + expression());
        }
    }

    private void launch() {
        out.line("grid = lambda meta: (triton.cdiv(n_rows, meta[\"BLOCK_SIZE\"]), 1)");
        out.line(
                "kernel[grid](x, y, x.stride(0), n_rows, BLOCK_SIZE="
                        + (1 << choice.below(11))
                        + ", num_warps=4)");
    }

    private void table() {
        out.line("configs = [");
        int rows = 2 + choice.below(3);
        for (int i = 0; i < rows; i++) {
            out.line(
                    "    triton.Config({'BLOCK_M': "
                            + (16 << i)
                            + ", 'BLOCK_N': 64}, num_stages="
                            + (i + 1)
                            + "),");
        }
        out.line("]");
    }

    private void compound(int depth) {
        switch (choice.below(7)) {
            case 0, 1 -> conditional(depth);
            case 2, 3 -> loop(depth);
            case 4 -> guarded(depth);
            case 5 -> matched(depth);
            default -> body("with torch.no_grad(), open(" + expression() + ") as handle:", depth);
        }
    }

    private void body(String head, int depth) {
        out.line(head);
        out.indent();
        block(1 + choice.below(3), depth + 1);
        simple();
        out.dedent();
    }

    private void conditional(int depth) {
        body("if " + expressions.comparison() + ":", depth);
        if (choice.chance(3)) {
            body("elif " + expressions.comparison() + ":", depth);
        }
        if (choice.chance(2)) {
            body("else:", depth);
        }
    }

    private void loop(int depth) {
        body(
                choice.chance(4)
                        ? "while " + expressions.comparison() + ":"
                        : "for i, x in enumerate(" + expression() + "):",
                depth);
    }

    private void guarded(int depth) {
        body("try:", depth);
        body("except (ValueError, KeyError) as e:", depth);
        if (choice.chance(3)) {
            body("finally:", depth);
        }
    }

    private void matched(int depth) {
        out.line("match " + expressions.name() + ":");
        out.indent();
        body("case [0, *others] | {'kind': others}:", depth + 1);
        body("case Point(x=0.5, y=value) if value:", depth + 1);
        body("case _:", depth + 1);
        out.dedent();
    }
}
