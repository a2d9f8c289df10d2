package tritonc.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.frontend.ast.ExprPrinter;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class NamesTest {
    @TempDir Path folder;
    private final Diagnostics diagnostics = new Diagnostics();

    private Program program(String source) {
        Program p =
                Frontend.load(
                                new SourceFile("a.py", source),
                                List.of(),
                                Conditions.GUESSED,
                                diagnostics)
                        .orElseThrow();
        assertThat(diagnostics.inOrder()).isEmpty();
        return p;
    }

    private Program file(String name) {
        return Frontend.load(folder.resolve(name), List.of(), Conditions.GUESSED, diagnostics)
                .orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static String triton(Program p, String name) {
        Binding b = p.main().scope().lookup(name).orElseThrow();
        return b instanceof Binding.TritonName t ? t.path() : b.toString();
    }

    private static List<String> kernels(Program p) {
        return p.kernels().stream().map(JitFunction::qualifiedName).toList();
    }

    @Test
    void everySpellingOfTritonIsOneName() {
        Program p =
                program(
                        """
                        import triton
                        import triton.language as tl
                        import triton.language.extra.libdevice as dev
                        from triton import language, jit, cdiv as ceil
                        from triton.language import load as ld, math
                        from triton.language.math import exp2
                        from triton.language.extra.cuda import libdevice as cuda
                        from triton.language.extra.cuda.libdevice import tanh
                        from triton.runtime.jit import jit as j2
                        from somewhere.utils import tl as tl3, triton as tri
                        a = tl.load
                        b = tl.math.exp
                        c = language.extra.libdevice.pow
                        d = triton.next_power_of_2
                        e = a
                        f = dev.rsqrt
                        g = cuda.rsqrt
                        h = tl3.dot
                        i = tri.cdiv
                        k = math.log
                        m = triton.language.core.arange
                        """);
        assertThat(triton(p, "a")).isEqualTo("triton.language.load");
        assertThat(triton(p, "b")).isEqualTo("triton.language.exp");
        assertThat(triton(p, "c")).isEqualTo("triton.language.extra.libdevice.pow");
        assertThat(triton(p, "d")).isEqualTo("triton.next_power_of_2");
        assertThat(triton(p, "e")).isEqualTo("triton.language.load");
        assertThat(triton(p, "f")).isEqualTo("triton.language.extra.libdevice.rsqrt");
        assertThat(triton(p, "g")).isEqualTo("triton.language.extra.libdevice.rsqrt");
        assertThat(triton(p, "h")).isEqualTo("triton.language.dot");
        assertThat(triton(p, "i")).isEqualTo("triton.cdiv");
        assertThat(triton(p, "k")).isEqualTo("triton.language.log");
        assertThat(triton(p, "m")).isEqualTo("triton.language.arange");
        assertThat(triton(p, "ceil")).isEqualTo("triton.cdiv");
        assertThat(triton(p, "ld")).isEqualTo("triton.language.load");
        assertThat(triton(p, "exp2")).isEqualTo("triton.language.exp2");
        assertThat(triton(p, "tanh")).isEqualTo("triton.language.extra.libdevice.tanh");
        assertThat(triton(p, "jit")).isEqualTo("triton.jit");
        assertThat(triton(p, "j2")).isEqualTo("triton.jit");
    }

    @Test
    void kernelsAreFoundWhereverTheyStand() {
        Program p =
                program(
                        """
                        import triton, numba
                        from triton import jit as kernel
                        def plain(): pass
                        @numba.jit
                        def other(): pass
                        @kernel
                        def a(): pass
                        @triton.autotune([], key=[])
                        @triton.heuristics({})
                        @triton.jit(do_not_specialize=['n'])
                        def b(n): pass
                        class C:
                            @staticmethod
                            @triton.jit
                            def c(): pass
                        def make():
                            @triton.jit
                            def d(): pass
                            return d
                        if triton.__version__ >= '3':
                            @triton.jit
                            def e(): pass
                        else:
                            @triton.jit
                            def e(): pass
                        try:
                            @triton.jit
                            def f(): pass
                        except ImportError:
                            f = None
                        def g(): pass
                        g2 = triton.autotune([], key=[])(triton.jit(g))
                        """);
        assertThat(kernels(p)).containsExactly("a", "b", "C.c", "make.d", "e", "e", "f", "g");
        assertThat(p.kernel("C.c")).isPresent();
        assertThat(p.kernel("d")).isPresent();
        assertThat(p.kernel("f")).isPresent();
        assertThat(p.kernel("plain")).isEmpty();
        assertThat(p.kernel("e").orElseThrow().definition().span().line()).isEqualTo(22);
        JitFunction b = p.kernel("b").orElseThrow();
        assertThat(b.decorators()).hasSize(3);
        assertThat(b.decorators().getFirst().isTriton("triton.autotune")).isTrue();
        assertThat(p.kernel("g2").orElseThrow().decorators()).hasSize(2);
    }

    @Test
    void callsMakeKernelsAsDecoratorsDo() {
        Program p =
                program(
                        """
                        import triton, numba, cached
                        def a(x, n): pass
                        a = triton.jit(a, do_not_specialize=['n'])
                        a = triton.heuristics({'B': lambda args: 1})(a)
                        @triton.jit
                        def b(x): pass
                        if TUNE:
                            b = triton.autotune(configs=[], key=[])(b)
                        def c(x): pass
                        tmp = triton.jit(c)
                        c = cached.entry()(tmp)
                        def d(x): pass
                        try:
                            d2 = d3 = triton.autotune([], key=[])(triton.jit(d))
                        except ImportError:
                            d2 = None
                        def e(x): pass
                        TABLE = {'e': triton.jit(e), 'n': len(e)}
                        def make():
                            def f(x): pass
                            return triton.jit(f) if TUNE else f
                        def g(x): pass
                        g = numba.jit(g)
                        def h(x): pass
                        size = measure(b)
                        class Entry: pass
                        @triton.jit
                        def inner(x): pass
                        i = Entry(inner)
                        """);
        assertThat(kernels(p)).containsExactly("a", "b", "c", "d", "e", "make.f", "inner");
        assertThat(p.kernels().stream().map(k -> k.decorators().size()))
                .containsExactly(2, 2, 2, 2, 1, 1, 2);
        assertThat(p.kernel("a").orElseThrow().decorators()).hasSize(2);
        assertThat(p.kernel("b").orElseThrow().decorators().getFirst().isTriton("triton.autotune"))
                .isTrue();
        assertThat(p.kernel("c").orElseThrow().decorators()).hasSize(2);
        assertThat(p.kernel("d2")).isEqualTo(p.kernel("d")).isEqualTo(p.kernel("d3"));
        assertThat(p.kernel("i").orElseThrow().name()).isEqualTo("inner");
        assertThat(p.kernel("g")).isEmpty();
        assertThat(p.kernel("h")).isEmpty();
        assertThat(p.main().scope().member("size").orElseThrow())
                .isInstanceOf(Binding.GlobalValue.class);
    }

    @Test
    void armsAreChosenLikeSomebodyWithEverythingInstalled() {
        Program p =
                program(
                        """
                        import triton.language as tl
                        try:
                            A = 1
                        except Exception:
                            A = 2
                        if not HAS: B = 1
                        else: B = 2
                        if version < (3, 0): C = 1
                        elif x: C = 2
                        else: C = 3
                        if x is None: D = 1
                        else: D = 2
                        E = 1
                        E = 2
                        F: tl.constexpr = 3
                        G, (H, I) = 1, (2, 3)
                        J, K = unknown()
                        L, *_ = unknown()
                        M = None

                        def change():
                            global M
                            M = 3
                        """);
        assertThat(value(p, "A")).isEqualTo("1");
        assertThat(value(p, "B")).isEqualTo("2");
        assertThat(value(p, "C")).isEqualTo("2");
        assertThat(value(p, "D")).isEqualTo("2");
        assertThat(value(p, "E")).isEqualTo("2");
        assertThat(value(p, "F")).isEqualTo("3");
        assertThat(value(p, "I")).isEqualTo("3");
        assertThat(value(p, "K")).isEqualTo("unknown()[1]");
        assertThat(p.main().scope().lookup("L").orElseThrow()).isInstanceOf(Binding.Dynamic.class);
        assertThat(p.main().scope().lookup("M").orElseThrow()).isInstanceOf(Binding.Dynamic.class);
        assertThat(p.main().scope().lookup("nowhere")).isEmpty();
        assertThat(p.main().scope().lookup("min").orElseThrow())
                .isEqualTo(new Binding.Builtin("min"));
    }

    private static String value(Program p, String name) {
        Binding.GlobalValue g = (Binding.GlobalValue) p.main().scope().lookup(name).orElseThrow();
        return ExprPrinter.print(g.value());
    }

    @Test
    void importsFollowFilesPackagesAndReExports() throws IOException {
        write("pkg/__init__.py", "from .inner import helper as public\nfrom .consts import *\n");
        write("pkg/inner.py", "import triton\n@triton.jit\ndef helper(): pass\n");
        write("pkg/consts.py", "SIZE = 64\n_hidden = 1\n");
        write("pkg/sub/deep.py", "from ..consts import SIZE as S\nfrom pkg.inner import helper\n");
        write("flat.tri", "X = 1\n");
        write(
                "main.py",
                """
                from pkg import public, SIZE
                import pkg.inner as inner, pkg
                from pkg.sub import deep
                import flat
                from torch import nn
                import broken
                a = inner.helper
                b = pkg.consts.SIZE
                c = deep.S
                d = flat.X
                e = nn.functional.relu
                f = deep.helper
                """);
        write("broken.py", "def (:\n");
        Program p = file("main.py");
        JitFunction helper = (JitFunction) p.main().scope().lookup("public").orElseThrow();
        assertThat(helper.name()).isEqualTo("helper");
        assertThat(p.main().scope().lookup("a")).contains(helper);
        assertThat(p.main().scope().lookup("f")).contains(helper);
        assertThat(value(p, "SIZE")).isEqualTo("64");
        assertThat(value(p, "b")).isEqualTo("64");
        assertThat(value(p, "c")).isEqualTo("64");
        assertThat(value(p, "d")).isEqualTo("1");
        assertThat(p.main().scope().lookup("e"))
                .contains(new Binding.External("torch.nn.functional.relu"));
        assertThat(p.main().scope().lookup("_hidden")).isEmpty();
        assertThat(diagnostics.inOrder()).isEmpty();
        assertThat(p.main().scope().lookup("broken")).isPresent();
        assertThat(diagnostics.hasErrors()).isTrue();
    }

    @Test
    void rootsAreSearchedLast() throws IOException {
        write("lib/shared.py", "WHERE = 'root'\n");
        write("lib/near.py", "WHERE = 'root'\n");
        write("app/near.py", "WHERE = 'beside'\n");
        write("app/main.py", "from shared import WHERE as a\nfrom near import WHERE as b\n");
        Path main = folder.resolve("app/main.py");
        Program p =
                Frontend.load(main, List.of(folder.resolve("lib")), Conditions.GUESSED, diagnostics)
                        .orElseThrow();
        assertThat(value(p, "a")).isEqualTo("'root'");
        assertThat(value(p, "b")).isEqualTo("'beside'");
        assertThat(p.files()).hasSize(3);
    }

    @Test
    void projectsAroundAFileHoldPackages() throws IOException {
        write("repo/pyproject.toml", "");
        write("repo/src/pack/__init__.py", "");
        write("repo/src/pack/names.py", "WHERE = 'src'\n");
        write("repo/flat/names.py", "WHERE = 'flat'\n");
        write("other/alone/names.py", "WHERE = 'no project'\n");
        write("repo/tools/deep/main.py", "from pack.names import WHERE as a\n");
        write("repo/tools/deep/second.py", "from flat.names import WHERE as a\n");
        write("other/deep/main.py", "from alone.names import WHERE as a\n");
        assertThat(value(file("repo/tools/deep/main.py"), "a")).isEqualTo("'src'");
        assertThat(value(file("repo/tools/deep/second.py"), "a")).isEqualTo("'flat'");
        assertThat(file("other/deep/main.py").main().scope().member("a").orElseThrow())
                .isInstanceOf(Binding.External.class);
    }

    @Test
    void importedFunctionsBecomeKernels() throws IOException {
        write("lib.py", "def f(x): pass\ndef g(x): pass\n");
        write(
                "main.py",
                """
                import triton, lib, other
                from lib import f
                a = triton.jit(f)
                b = triton.autotune([], key=[])(triton.jit(lib.g))
                c = triton.jit(other.h)
                """);
        assertThat(kernels(file("main.py"))).containsExactly("f", "g");
    }

    @Test
    void circlesEnd() throws IOException {
        write("a.py", "from b import y\nfrom a import z\nx = y\nq = q\n");
        write("b.py", "from a import x as y\n");
        Program p = file("a.py");
        assertThat(p.main().scope().lookup("x")).isPresent();
        assertThat(p.main().scope().lookup("z")).isEmpty();
        assertThat(p.main().scope().lookup("q")).isPresent();
    }

    @Test
    void scopesNestAsInPython() {
        Program p =
                program(
                        """
                        import triton
                        N = 1
                        class C:
                            N = 2
                            @triton.jit
                            def k(): pass
                        def make(N, M):
                            L = 4
                            @triton.jit
                            def inner(): pass
                        """);
        Scope method = p.kernel("C.k").orElseThrow().scope();
        assertThat(method.kind()).isEqualTo(Scope.Kind.MODULE);
        Scope inner = p.kernel("inner").orElseThrow().scope();
        assertThat(inner.lookup("N").orElseThrow()).isInstanceOf(Binding.FunctionParameter.class);
        assertThat(inner.lookup("L").orElseThrow()).isInstanceOf(Binding.GlobalValue.class);
        assertThat(inner.lookup("triton")).contains(new Binding.TritonName("triton"));
        Binding c = p.main().scope().lookup("C").orElseThrow();
        assertThat(((Binding.HostClass) c).members().member("N")).isPresent();
    }

    @Test
    void graphsAndDirectives() {
        Program p =
                program(
                        """
                        # tritonc: run -k f -a x=@x.npy
                        from tritonc.graph import graph, linear as lin
                        import torch
                        @graph
                        def f(x): return lin(x)
                        @torch.jit.script
                        def g(): pass
                        #tritonc: run
                        # tritonc: runs
                        """);
        assertThat(p.graphs()).extracting(GraphFunction::name).containsExactly("f");
        assertThat(p.kernels()).isEmpty();
        assertThat(triton(p, "lin")).isEqualTo("tritonc.graph.linear");
        assertThat(p.runDirectives())
                .extracting(RunDirective::arguments)
                .containsExactly("-k f -a x=@x.npy", "");
    }

    @Test
    void namesOutOfAStarOfTriton() {
        Program p = program("from triton.language import *\nimport triton\n");
        assertThat(triton(p, "arange")).isEqualTo("triton.language.arange");
        assertThat(triton(p, "max")).isEqualTo("triton.language.max");
        assertThat(p.main().scope().lookup("len")).contains(new Binding.Builtin("len"));
    }
}
