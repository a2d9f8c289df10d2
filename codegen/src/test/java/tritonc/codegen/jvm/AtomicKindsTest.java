package tritonc.codegen.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.codegen.loop.LoopLowering;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.interpret.Argument;
import tritonc.ir.interpret.Interpreter;
import tritonc.ir.interpret.Storage;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.Semantic;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.KernelLoader;
import tritonc.runtime.kernel.LaunchArguments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;

/// Atomics of every kind on every format against the interpreter, old values and new ones.
class AtomicKindsTest {
    private static final int LANES = 16;

    /// old[i] = kind(at[i], value[i]).
    private static TileKernel kernel(AtomicKind kind, DType type) {
        Builder b = new Builder();
        Value at = places(b, "at", type);
        Value value = places(b, "value", type);
        Value old = places(b, "old", type);
        Value x = b.add(new MemoryOp.Load(value, null, null, CacheHint.NONE, false));
        Value before = b.add(new MemoryOp.AtomicRmw(kind, at, x, null, Semantic.ACQ_REL));
        b.addAll(new MemoryOp.Store(old, before, null, CacheHint.NONE));
        return b.kernel("atomic");
    }

    private static Value places(Builder b, String name, DType type) {
        Value pointer = b.parameter(name, new PointerType(type), 1);
        Value lanes = b.add(new ShapeOp.Arange(0, LANES));
        Value all = b.splat(pointer, Shape.of(LANES));
        return b.add(new Arithmetic.AddPointer(all, lanes));
    }

    @Test
    void everyKindOnEveryFormatIsTheInterpreters() {
        int cases = 0;
        for (AtomicKind kind : AtomicKind.values()) {
            for (DType type : DType.values()) {
                boolean bits =
                        kind == AtomicKind.AND || kind == AtomicKind.OR || kind == AtomicKind.XOR;
                boolean adds = kind == AtomicKind.ADD;
                if (type.isFp8() || bits && type.isFloat() || adds && type.isBool()) {
                    continue;
                }
                agrees(kind, type);
                cases++;
            }
        }
        assertThat(cases).isGreaterThan(60);
    }

    private static void agrees(AtomicKind kind, DType type) {
        byte[] data = data(type);
        byte[] expected = data.clone();
        int part = LANES * type.bytes();
        MemorySegment all = MemorySegment.ofArray(expected);
        TileKernel kernel = kernel(kind, type);
        Interpreter.run(
                kernel,
                1,
                1,
                1,
                List.of(
                        new Argument.Pointer(new Storage(all, 4096), 4096),
                        new Argument.Pointer(new Storage(all, 4096), 4096 + part),
                        new Argument.Pointer(new Storage(all, 4096), 4096 + 2 * part)));
        KernelSignature signature = new KernelSignature("atomic", List.of());
        byte[] bytes =
                JvmCodegen.generate(LoopLowering.lower(kernel), signature).getFirst().bytes();
        CompiledKernel compiled = KernelLoader.load(bytes).create();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(data.length, 64);
            memory.copyFrom(MemorySegment.ofArray(data));
            long start = memory.address();
            LaunchArguments arguments = new LaunchArguments(3);
            for (int i = 0; i < 3; i++) {
                arguments.pointer(i, start + (long) i * part, start, start + data.length);
            }
            compiled.bind(arguments);
            compiled.program(0, 0, 0);
            assertThat(memory.toArray(ValueLayout.JAVA_BYTE))
                    .as("%s of %s", kind, type)
                    .isEqualTo(expected);
        }
    }

    /// Three stretches of numbers without NaN, whose bits nobody promises.
    private static byte[] data(DType type) {
        Random random = new Random(type.ordinal());
        byte[] bytes = new byte[3 * LANES * type.bytes()];
        MemorySegment all = MemorySegment.ofArray(bytes);
        for (int i = 0; i < 3 * LANES; i++) {
            long lane =
                    type.isFloat()
                            ? Lanes.ofDouble(type, random.nextGaussian())
                            : Lanes.fromBits(type, random.nextLong());
            switch (type.bytes()) {
                case 1 -> all.set(ValueLayout.JAVA_BYTE, i, (byte) lane);
                case 2 -> all.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i, (short) lane);
                case 4 -> all.set(ValueLayout.JAVA_INT_UNALIGNED, 4L * i, (int) lane);
                default -> all.set(ValueLayout.JAVA_LONG_UNALIGNED, 8L * i, lane);
            }
        }
        return bytes;
    }
}
