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
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.InputPrecision;
import tritonc.ir.tile.MemoryOp;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Matrix products in every pair of formats against the interpreter, bit for bit.
class DotsTest {
    private static final DType[] WHOLE = {
        DType.I8, DType.I16, DType.I32, DType.I64, DType.U8, DType.U16, DType.U32, DType.U64
    };
    private static final DType[] REAL = {DType.FP16, DType.BF16, DType.FP32, DType.FP64};

    private final Random random = new Random(5);

    /// One product: shapes, formats, and whether the operands are turned when read.
    private record Case(int batch, int m, int n, int k, DType type, DType acc, boolean turned) {
        Shape left() {
            return turned ? shape(k, m) : shape(m, k);
        }

        Shape right() {
            return turned ? shape(n, k) : shape(k, n);
        }

        Shape shape(int rows, int columns) {
            return batch == 1 ? Shape.of(rows, columns) : Shape.of(batch, rows, columns);
        }

        TileKernel kernel() {
            Builder b = new Builder();
            Value x = turn(b, read(b, "x", type, left()));
            Value y = turn(b, read(b, "y", type, right()));
            Value out = b.parameter("out", new PointerType(acc), 1);
            Value places = at(b, out, shape(m, n));
            Value start = b.add(new MemoryOp.Load(places, null, null, CacheHint.NONE, false));
            Value product = b.add(new Dot(x, y, start, InputPrecision.IEEE));
            b.addAll(new MemoryOp.Store(places, product, null, CacheHint.NONE));
            return b.kernel("dot");
        }

        private Value turn(Builder b, Value x) {
            List<Integer> order = batch == 1 ? List.of(1, 0) : List.of(0, 2, 1);
            return turned ? b.add(new ShapeOp.Transpose(x, order)) : x;
        }

        private static Value read(Builder b, String name, DType type, Shape shape) {
            Value pointer = b.parameter(name, new PointerType(type), 1);
            Value places = at(b, pointer, shape);
            return b.add(new MemoryOp.Load(places, null, null, CacheHint.NONE, false));
        }

        private static Value at(Builder b, Value pointer, Shape shape) {
            Value lanes = b.add(new ShapeOp.Arange(0, shape.size()));
            Value offsets = b.add(new ShapeOp.Reshape(lanes, shape));
            return b.add(new Arithmetic.AddPointer(b.splat(pointer, shape), offsets));
        }
    }

    @Test
    void realsChainInTheirFormat() {
        for (DType acc : REAL) {
            for (DType type : REAL) {
                if (type == DType.FP64 && acc != DType.FP64) {
                    continue;
                }
                for (boolean turned : new boolean[] {false, true}) {
                    agrees(new Case(1, 4, 8, 16, type, acc, turned));
                    agrees(new Case(2, 2, 4, 4, type, acc, turned));
                }
            }
            agrees(new Case(1, 4, 4, 4, DType.FP8E4NV, acc, false));
            agrees(new Case(1, 4, 4, 4, DType.FP8E5, acc, true));
        }
    }

    @Test
    void integersWrapInTheirFormat() {
        for (DType acc : WHOLE) {
            for (DType type : WHOLE) {
                agrees(new Case(1, 4, 8, 16, type, acc, acc == type));
                agrees(new Case(2, 1, 2, 8, type, acc, acc != type));
            }
        }
    }

    private void agrees(Case c) {
        TileKernel kernel = c.kernel();
        List<byte[]> data =
                List.of(
                        data(c.type(), c.left().size()),
                        data(c.type(), c.right().size()),
                        data(c.acc(), c.shape(c.m(), c.n()).size()));
        assertThat(compiled(kernel, data)).as(c.toString()).isEqualTo(interpreted(kernel, data));
    }

    private byte[] data(DType type, int count) {
        byte[] bytes = new byte[count * type.bytes()];
        MemorySegment all = MemorySegment.ofArray(bytes);
        for (int i = 0; i < count; i++) {
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

    private static byte[] interpreted(TileKernel kernel, List<byte[]> data) {
        List<Argument> arguments = new ArrayList<>();
        byte[] out = data.get(2).clone();
        for (int i = 0; i < 3; i++) {
            byte[] bytes = i == 2 ? out : data.get(i);
            long address = (i + 1) * 0x10000L;
            arguments.add(new Argument.Pointer(new Storage(MemorySegment.ofArray(bytes), address)));
        }
        Interpreter.run(kernel, 1, 1, 1, arguments);
        return out;
    }

    private static byte[] compiled(TileKernel kernel, List<byte[]> data) {
        KernelSignature signature = new KernelSignature(kernel.name(), List.of());
        byte[] bytes =
                JvmCodegen.generate(LoopLowering.lower(kernel), signature).getFirst().bytes();
        CompiledKernel compiled = KernelLoader.load(bytes).create();
        try (Arena arena = Arena.ofConfined()) {
            LaunchArguments arguments = new LaunchArguments(3);
            MemorySegment out = MemorySegment.NULL;
            for (int i = 0; i < 3; i++) {
                out = arena.allocate(data.get(i).length, 64);
                out.copyFrom(MemorySegment.ofArray(data.get(i)));
                long start = out.address();
                arguments.pointer(i, start, start, start + out.byteSize());
            }
            compiled.bind(arguments);
            compiled.program(0, 0, 0);
            return out.toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
