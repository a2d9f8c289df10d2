package tritonc.benchmarks.source;

/// A Python text like what stands around Triton kernels in public repositories: kernels, host
/// functions, classes, tests. Equal seeds give equal texts.
public final class PythonMix {
    private final MixLines out = new MixLines();
    private final MixChoice choice;
    private final MixStatements statements;
    private final MixKernels kernels;
    private int definitions;

    private PythonMix(long seed) {
        choice = new MixChoice(seed);
        MixExpressions expressions = new MixExpressions(choice);
        statements = new MixStatements(out, choice, expressions);
        kernels = new MixKernels(out, choice);
    }

    /// A text of at least `lines` lines; the last definition is whole.
    public static String text(int lines, long seed) {
        PythonMix mix = new PythonMix(seed);
        mix.head();
        while (mix.out.count() < lines) {
            mix.definition();
        }
        return mix.out.text();
    }

    private void head() {
        out.line("\"\"\"Kernels and the host code around them.\"\"\"");
        out.line("from __future__ import annotations");
        out.line("import math, os.path as osp");
        out.line("from typing import (Any, Callable,");
        out.line("                    Optional as Maybe)");
        out.line("import torch");
        out.line("import triton");
        out.line("import triton.language as tl");
        out.line("");
    }

    private void definition() {
        int number = definitions++;
        switch (choice.below(6)) {
            case 0, 1 -> kernels.kernel(number);
            case 2 -> classOf(number);
            case 3 -> parametrised(number);
            default -> function("function_" + number, "");
        }
        out.line("");
        if (choice.chance(3)) {
            statements.statement(0);
        }
        out.line("");
    }

    private void function(String name, String self) {
        String star =
                choice.chance(3) ? ", *rest, flag: bool = False, **options: Any" : ", scale=1.0";
        String type = choice.chance(2) ? " -> Maybe[torch.Tensor]" : "";
        String first = self.isEmpty() ? "x: torch.Tensor" : self + ", x: torch.Tensor";
        out.line(
                (choice.chance(12) ? "async def " : "def ")
                        + name
                        + "("
                        + first
                        + star
                        + ")"
                        + type
                        + ":");
        out.indent();
        if (choice.chance(2)) {
            out.line("\"\"\"Takes `x` and gives what the kernels make of it.");
            out.line("");
            out.line("Shapes are checked by the caller.");
            out.line("\"\"\"");
        }
        statements.block(3 + choice.below(9), 0);
        out.line("return " + choice.pick("x", "x, scale", "(y := x)", "None", "launch(x)[0]"));
        out.dedent();
    }

    private void classOf(int number) {
        out.line(
                "class Module"
                        + number
                        + choice.pick(":", "(torch.nn.Module):", "(Base, metaclass=Meta):"));
        out.indent();
        out.line("width: int = " + (1 + choice.below(4096)));
        out.line("names = {name: i for i, name in enumerate(('q', 'k', 'v'))}");
        out.line("");
        out.line("def __init__(self, width: int, *, bias: bool = True) -> None:");
        out.indent();
        out.line("super().__init__()");
        out.line("self.width, self.bias = width, bias");
        out.dedent();
        int methods = 1 + choice.below(3);
        for (int i = 0; i < methods; i++) {
            out.line("");
            if (choice.chance(4)) {
                out.line("@property");
            }
            function("method_" + i, "self");
        }
        out.dedent();
    }

    private void parametrised(int number) {
        out.line(
                "@pytest.mark.parametrize(\"n, dtype\", [(128, torch.float16), (1 << 10,"
                        + " torch.float32)])");
        out.line("def test_" + number + "(n, dtype, device=\"cpu\"):");
        out.indent();
        statements.block(2 + choice.below(4), 0);
        out.line("torch.testing.assert_close(actual, expected, rtol=1e-3, atol=1e-5)");
        out.dedent();
    }
}
