package tritonc.codegen.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.LoopBlock;
import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.LoopLowering;
import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.artifact.SiteTable;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelLoader;
import tritonc.runtime.kernel.LaunchArguments;
import tritonc.runtime.kernel.MemoryFault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// Whole classes: that they verify, run, fault where they should, name the kernel's lines, stay
/// within the JIT's limit, and come out the same each time. That they compute what the interpreter
/// does is the fuzzers' work.
class KernelClassTest {
    private static final PointerType FLOATS = new PointerType(DType.FP32);
    private static final int BLOCK = 64;
    private static final int GUARD = 32;

    @TempDir Path folder;

    private interface Middle {
        Value of(Builder builder, Value x);
    }

    /// out[i] = middle(x[i]) for i < n, 64 lanes a program; load at line 5, store at line 7.
    private static TileKernel kernel(Middle middle) {
        Builder b = new Builder();
        Value x = b.parameter("x", FLOATS, 1);
        Value out = b.parameter("out", FLOATS, 1);
        Value n = b.parameter("n", DType.I32, 1);
        Shape shape = Shape.of(BLOCK);
        b.at(new Location("folder/k.py", 4, 5));
        Value start = b.binary(BinaryKind.MUL, b.add(new ProgramOp.ProgramId(0)), b.i32(BLOCK));
        Value lanes = b.add(new ShapeOp.Arange(0, BLOCK));
        Value offsets = b.binary(BinaryKind.ADD, b.splat(start, shape), lanes);
        Value mask = b.compare(CompareKind.LT, offsets, b.splat(n, shape));
        b.at(new Location("folder/k.py", 5, 9));
        Value from = b.add(new Arithmetic.AddPointer(b.splat(x, shape), offsets));
        Value v = b.add(new MemoryOp.Load(from, mask, null, CacheHint.NONE, false));
        b.at(new Location("folder/k.py", 6, 9));
        Value made = middle.of(b, v);
        b.at(new Location("folder/k.py", 7, 9));
        Value to = b.add(new Arithmetic.AddPointer(b.splat(out, shape), offsets));
        b.addAll(new MemoryOp.Store(to, made, mask, CacheHint.NONE));
        return b.kernel("k");
    }

    private static TileKernel negate() {
        return kernel((b, x) -> b.unary(UnaryKind.NEG, x));
    }

    /// `x` through `count` steps, alternately `+ x` and `· 0.5`.
    private static TileKernel chain(int count) {
        return kernel((b, x) -> {
            long bits = Float.floatToIntBits(0.5f);
            Value half = b.splat(b.constant(DType.FP32, bits), x.type().shape());
            Value v = x;
            for (int i = 0; i < count; i++) {
                v = i % 2 == 0 ? b.binary(BinaryKind.ADD, v, x) : b.binary(BinaryKind.MUL, v, half);
            }
            return v;
        });
    }

    private static KernelSignature signature(TileKernel kernel) {
        List<SignatureEntry> entries = new ArrayList<>();
        for (Parameter p : kernel.parameters()) {
            entries.add(new SignatureEntry.Runtime(p.name(), p.type(), p.divisibility()));
        }
        return new KernelSignature(kernel.name(), entries);
    }

    private static List<Artifact.Payload> generate(TileKernel kernel) {
        return JvmCodegen.generate(LoopLowering.lower(kernel), signature(kernel));
    }

    private static byte[] classOf(TileKernel kernel) {
        return generate(kernel).getFirst().bytes();
    }

    /// Two arrays of `length` numbers, canaries around them, and a launch over `n` of the numbers.
    private static final class Memory implements AutoCloseable {
        private final Arena arena = Arena.ofConfined();
        private final int length;
        private final MemorySegment x;
        private final MemorySegment out;
        private final LaunchArguments arguments = new LaunchArguments(3);

        Memory(int length, int n) {
            this.length = length;
            x = array();
            out = array();
            for (int i = 0; i < length; i++) {
                x.setAtIndex(ValueLayout.JAVA_FLOAT, GUARD + i, i + 0.25f);
            }
            pointer(0, x);
            pointer(1, out);
            arguments.number(2, n);
        }

        private MemorySegment array() {
            MemorySegment all = arena.allocate(4L * (length + 2 * GUARD), 64);
            return all.fill((byte) 0xC5);
        }

        private void pointer(int parameter, MemorySegment array) {
            long start = array.address() + 4 * GUARD;
            arguments.pointer(parameter, start, start, start + 4L * length);
            arguments.storage(start, start + 4L * length);
        }

        float out(int i) {
            return out.getAtIndex(ValueLayout.JAVA_FLOAT, GUARD + i);
        }

        float canary() {
            return x.getAtIndex(ValueLayout.JAVA_FLOAT, 0);
        }

        void run(CompiledKernel kernel, int programs) {
            kernel.bind(arguments);
            for (int p = 0; p < programs; p++) {
                kernel.program(p, 0, 0);
            }
        }

        @Override
        public void close() {
            for (int i = 0; i < GUARD; i++) {
                assertThat(out(i - GUARD)).isEqualTo(canary());
                assertThat(out(length + i)).isEqualTo(canary());
            }
            arena.close();
        }
    }

    @Test
    void everyClassVerifies() {
        for (TileKernel kernel : List.of(negate(), chain(40), chain(1000))) {
            StringWriter said = new StringWriter();
            CheckClassAdapter.verify(
                    new ClassReader(classOf(kernel)),
                    CompiledKernel.class.getClassLoader(),
                    false,
                    new PrintWriter(said));
            assertThat(said.toString()).isEmpty();
        }
    }

    @Test
    void programsRunAndLeaveWhatIsMaskedOff() {
        try (Memory memory = new Memory(200, 130)) {
            memory.run(KernelLoader.load(classOf(negate())).create(), 4);
            for (int i = 0; i < 130; i++) {
                assertThat(memory.out(i)).isEqualTo(-(i + 0.25f));
            }
            assertThat(memory.out(130)).isEqualTo(memory.canary());
        }
    }

    @Test
    void instancesShareNothing() {
        byte[] bytes = classOf(chain(1000));
        var factory = KernelLoader.load(bytes);
        assertThat(factory.create()).isNotSameAs(factory.create());
    }

    @Test
    void aFaultNamesSiteAndLaneAndKeepsEarlierStores() {
        List<Artifact.Payload> payloads = generate(negate());
        List<AccessSite> sites = SiteTable.decode(payloads.get(1).bytes());
        try (Memory memory = new Memory(100, 1000)) {
            CompiledKernel kernel = KernelLoader.load(payloads.getFirst().bytes()).create();
            MemoryFault fault =
                    catchThrowableOfType(MemoryFault.class, () -> memory.run(kernel, 2));
            assertThat(fault.lane()).isEqualTo(100 - BLOCK);
            assertThat(fault.parameter()).isZero();
            assertThat(fault.address()).isEqualTo(memory.x.address() + 4 * (GUARD + 100));
            AccessSite site = sites.get(fault.site());
            assertThat(site.op()).isEqualTo("load");
            assertThat(site.element()).isEqualTo("fp32");
            assertThat(site.places().getFirst().toString()).isEqualTo("folder/k.py:5:9");
            assertThat(memory.out(BLOCK - 1)).isEqualTo(-(BLOCK - 1 + 0.25f));
            assertThat(memory.out(BLOCK)).isEqualTo(memory.canary());
        }
    }

    @Test
    void longKernelsAreCutBelowTheLimitOfTheJit() {
        ClassNode node = new ClassNode();
        new ClassReader(classOf(chain(1000))).accept(node, ClassReader.SKIP_FRAMES);
        assertThat(node.methods).hasSizeGreaterThan(4);
        for (MethodNode method : node.methods) {
            assertThat(size(method)).as(method.name).isLessThan(8000);
        }
        try (Memory memory = new Memory(BLOCK, BLOCK)) {
            memory.run(KernelLoader.load(classOf(chain(1000))).create(), 1);
            for (int i = 0; i < BLOCK; i++) {
                float x = i + 0.25f;
                float v = x;
                for (int s = 0; s < 1000; s++) {
                    v = s % 2 == 0 ? v + x : v * 0.5f;
                }
                assertThat(memory.out(i)).isEqualTo(v);
            }
        }
    }

    /// At least as long as the method is, in bytes.
    private static int size(MethodNode method) {
        int size = 0;
        for (var instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                size += instruction.getOpcode() <= 15 ? 1 : instruction.getOpcode() < 95 ? 2 : 3;
            }
        }
        return size;
    }

    @Test
    void shortKernelsStayWhole() {
        ClassNode node = new ClassNode();
        new ClassReader(classOf(negate())).accept(node, 0);
        // the constructor, the program, one nest, and its checked version
        assertThat(node.methods.size()).isLessThanOrEqualTo(6);
        assertThat(node.fields).allMatch(f -> !f.desc.equals("F"));
    }

    @Test
    void linesAreTheKernelsOwn() {
        ClassNode node = new ClassNode();
        new ClassReader(classOf(negate())).accept(node, 0);
        assertThat(node.sourceFile).isEqualTo("k.py");
        List<Integer> lines = new ArrayList<>();
        for (MethodNode method : node.methods) {
            for (var instruction : method.instructions) {
                if (instruction instanceof LineNumberNode line) {
                    lines.add(line.line);
                }
            }
        }
        assertThat(lines).contains(5, 7).allMatch(line -> line >= 4 && line <= 7);
    }

    @Test
    void theSameKernelGivesTheSameBytes() {
        assertThat(classOf(chain(700))).isEqualTo(classOf(chain(700)));
        assertThat(classOf(chain(700))).isNotEqualTo(classOf(chain(701)));
    }

    @Test
    void theClassFileWorksInAnOrdinaryJar() throws IOException, ClassNotFoundException {
        TileKernel kernel = negate();
        Artifact.Payload payload = generate(kernel).getFirst();
        Path jar = folder.resolve("kernels.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new ZipEntry(payload.name()));
            entries.write(payload.bytes());
        }
        URL[] path = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader());
                Memory memory = new Memory(100, 100)) {
            String name = JvmCodegen.className(signature(kernel));
            memory.run(KernelLoader.find(name, loader).create(), 2);
            assertThat(memory.out(99)).isEqualTo(-99.25f);
            assertThatThrownBy(() -> KernelLoader.find(name + "x", loader))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void recipesAndNonsenseAreRefused() {
        assertThatThrownBy(() -> classOf(kernel((b, x) -> b.unary(UnaryKind.EXP, x))))
                .isInstanceOf(CompilerBug.class);
        assertThatThrownBy(() -> KernelLoader.load(new byte[] {1, 2, 3}))
                .isInstanceOf(CompilerBug.class);
    }

    @Test
    void whatNoClassHoldsIsRefused() {
        List<Buffer> buffers = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            buffers.add(new Buffer(i, DType.FP32, Shape.of(1)));
        }
        LoopKernel large =
                new LoopKernel("large", List.of(), buffers, List.of(), 0, LoopBlock.EMPTY, null);
        KernelSignature signature = new KernelSignature("large", List.of());
        assertThatThrownBy(() -> JvmCodegen.generate(large, signature))
                .isInstanceOf(TritonException.class)
                .hasMessageContaining("kernel `large` has no bytecode");
    }
}
