package tritonc.typecheck.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tritonc.frontend.Binding;
import tritonc.frontend.Frontend;
import tritonc.frontend.Program;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.typecheck.names.HostConditions;
import tritonc.typecheck.names.ProgramNames;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.PyValue;

import java.util.List;

class HostEvaluationTest {
    private static final String IMPORTS =
            """
            import functools
            import itertools
            import math
            import os
            from collections import namedtuple
            from dataclasses import dataclass
            from typing import NamedTuple

            import torch
            import triton
            import triton.language as tl
            from packaging import version

            @triton.jit
            def kernel(x):
                pass

            """;

    /// What `X` is in a file.
    private static PyValue x(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceFile file = new SourceFile("file.py", IMPORTS + text);
        Program program =
                Frontend.load(file, List.of(), new HostConditions(), diagnostics).orElseThrow();
        assertThat(diagnostics.inOrder()).isEmpty();
        Binding.GlobalValue unused =
                program.main().scope().lookup("X").orElseThrow() instanceof Binding.GlobalValue g
                        ? g
                        : null;
        PyValue value =
                new ProgramNames().function(program.kernels().getFirst()).names().lookup("X");
        assertThat(unused == null && value == null).isFalse();
        return java.util.Objects.requireNonNull(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 ** 2 => 19",
                "-7 // 2 => -4",
                "tl.constexpr(1 << 5) => 32",
                "float('inf') => inf",
                "[i * i for i in range(6) if i % 2] => (1, 9, 25)",
                "{k: v for k, v in zip('ab', (1, 2))} => {'a': 1, 'b': 2}",
                "dict(a=1) | {'b': 2} => {'a': 1, 'b': 2}",
                "sum(n for n in (1, 2, 3)) => 6",
                "[(a, b) for a in [1, 2] for b in 'xy'][-1] => (2, 'y')",
                "sorted({3, 1, 2}, reverse=True) => (3, 2, 1)",
                "list(map(lambda v: v + 1, [1, 2])) => (2, 3)",
                "list(enumerate(reversed('ab'), 1)) => ((1, 'b'), (2, 'a'))",
                "any(v > 2 for v in [1, 2]) or all([]) => True",
                "f'{1 + 1} {[1]!r} {\"t\"}' => '2 (1,) t'",
                "'a,b,,c'.split(',') => ('a', 'b', '', 'c')",
                "', '.join(['x', 'y']).upper() => 'X, Y'",
                "'{0}{name}{{}}'.format(1, name='n') => '1n{}'",
                "round(2.5), round(3.5), round(1.25, 1) => (2, 4, 1.2)",
                "divmod(-7, 2) => (-4, 1)",
                "[1, 2, 3, 4][::-2], 'hello'[1:3] => ((4, 2), 'el')",
                "math.log2(64), math.pi > 3 => (6.0, True)",
                "triton.next_power_of_2(100), triton.cdiv(10, 3) => (128, 4)",
                "torch.iinfo(torch.int32).max => 2147483647",
                "triton.__version__ >= '3.0.0' => True",
                "version.parse(triton.__version__) >= version.parse('3.10') => False",
                "os.environ.get('NO_SUCH', '0') == '1' => False",
                "os.getenv('NO_SUCH') is None => True",
                "'NO_SUCH' in os.environ => False",
                "hasattr(tl, 'dot'), hasattr(tl, 'no_such') => (True, False)",
                "torch.version.hip is None => True",
                "torch.cuda.is_available() => False",
                "list(itertools.product([1, 2], 'a')) => ((1, 'a'), (2, 'a'))",
                "tl.float32.primitive_bitwidth => 32",
                "(lambda a, *r, k=2, **o: (a, r, k, o))(1, 2, 3, z=4) => (1, (2, 3), 2, {'z': 4})",
                "type(1) is int, isinstance('', str) => (True, True)",
                "1 if 2 < 1 else 'no' => 'no'",
                "(y := 3) + y => 6",
            })
    void expressions(String expression, String expected) {
        assertThat(x("X = " + expression).describe()).isEqualTo(expected);
    }

    @Test
    void functions() {
        String text =
                """
                @functools.lru_cache(maxsize=None)
                def table(n, *, scale=1):
                    \"\"\"Makes a table.\"\"\"
                    from math import sqrt
                    out = []
                    seen = {}
                    for i in range(n):
                        if i == 1:
                            continue
                        if i > 5:
                            break
                        out.append(i * scale)
                        out += [-i]
                        seen[i] = len(out)
                    else:
                        out.append('all')
                    def inner(v):
                        return v + scale
                    while len(out) > 6:
                        out = out[:-1]
                    try:
                        seen['missing']
                    except (ValueError, KeyError) as e:
                        out.extend([inner(10)])
                    finally:
                        out.append(sqrt(4))
                    return out, seen

                X = table(4, scale=2)
                """;
        assertThat(x(text).describe())
                .isEqualTo("((0, 0, 4, -2, 6, -3, 12, 2.0), {0: 2, 2: 4, 3: 6})");
    }

    @Test
    void classes() {
        String text =
                """
                class Sizes(NamedTuple):
                    rows: int
                    columns: int = 4

                @dataclass
                class Shape:
                    n: int

                class Limits:
                    LOW = 3
                    HIGH = LOW + 1

                Pair = namedtuple("Pair", ["first", "second"])
                s = Sizes(2)
                X = s.rows, s.columns, Shape(n=7).n, Limits.LOW, Pair(8, 9).second
                """;
        assertThat(x(text).describe()).isEqualTo("(2, 4, 7, 3, 9)");
    }

    @Test
    void definitionsInArms() {
        assertThat(x("X = 1\nif torch.version.hip:\n    X = 2\n").describe()).isEqualTo("1");
        assertThat(
                        x("""
                        def is_hip():
                            return triton.runtime.driver.active.get_current_target().backend == "hip"

                        if is_hip():
                            X = 1
                        else:
                            X = 2
                        """)
                                .describe())
                .isEqualTo("2");
        assertThat(x("try:\n    X = unknown()\nexcept ImportError:\n    X = 3\n").describe())
                .isEqualTo("3");
        assertThat(x("X = [1]\nX = X + [2]\nX += [3]\nX.append(4)\n").describe())
                .isEqualTo("(1, 2, 3, 4)");
        assertThat(x("A, X = divmod(7, 2)\n").describe()).isEqualTo("1");
    }

    /// What only running the host code could tell stays unknown, with the reason.
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "X = open('f') => it calls `open`",
                "X = [0]\\nfor i in range(3):\\n    X.append(i) => it changes while the host runs",
                "X = None\\ndef f():\\n    global X\\n    X = 1 => it changes while the host runs",
                "X = X + 1 => it needs its own value",
                "X = sum(range(10**9)) => at most 65536 elements",
                "def f(n):\\n    return f(n + 1)\\nX = f(0) => nested more than 200 deep",
                "def f():\\n    while True:\\n        pass\\nX = f() => more than 200000 steps",
                "X = 'ab' * 10**9 => more than 65536 elements",
                "def f(a):\\n    a.append(1)\\n    return a\\nX = f([]) => which others may hold",
                "X = {}['k'] => it raises KeyError: 'k'",
                "def f():\\n    raise ValueError('no')\\nX = f() => it raises ValueError: no",
            })
    void whatCannotBeTold(String text, String reason) {
        PyValue value = x(text.replace("\\n", "\n"));
        assertThat(value).isInstanceOf(HostValue.class);
        assertThat(((HostValue) value).why()).contains(reason);
    }

    /// A class that inherits fields may have one without a default behind others.
    @Test
    void aFieldThatHasNoValueIsTold() {
        String text =
                """
                @dataclass
                class C:
                    a: int = 1
                    b: int

                X = C(2).a
                """;
        assertThat(((HostValue) x(text)).why()).contains("lacks its argument `b`");
    }

    @Test
    void anUnboundNameIsNoValue() {
        assertThatThrownBy(() -> x("Y = 1")).isInstanceOf(RuntimeException.class);
    }
}
