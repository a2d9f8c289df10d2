package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.DotNest;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Mem;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.codegen.x86.VectorOp;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;

/// Copies operands of matrix products that are not as a product reads them: numbers in another
/// width than its sums, or rows whose elements are not side by side. All products use the same
/// memory, behind the buffers.
final class Packing {
    /// Bytes of the longest vector, which may be read behind a copy.
    private static final int VECTOR = 64;

    private final Code code;
    private final Repeats repeats;
    private final Transposing transposing;
    private final Reg scratch;
    private final long start;
    private long bytes;

    /// @param scratch register with the address of scratch memory
    /// @param start where in it the free part begins
    Packing(Code code, Reg scratch, long start) {
        this.code = code;
        this.repeats = new Repeats(code);
        this.transposing = new Transposing(code);
        this.scratch = scratch;
        this.start = start;
    }

    /// Bytes behind the buffers that all products together need.
    long bytes() {
        return bytes;
    }

    /// A register with the address of memory for other copies.
    ///
    /// @param at where in the free part it begins
    Reg memory(long at, long size) {
        bytes = Math.max(bytes, at + size);
        Reg to = code.general();
        code.add(ScalarOp.LEA, 64, to, Mem.of(scratch, Math.toIntExact(Math.addExact(start, at))));
        return to;
    }

    /// An operand as a product reads it.
    ///
    /// @param from register with the address of its first element
    /// @param element the type of the sums
    /// @param at where in the free part a copy may begin, in bytes
    /// @param contiguous whether elements of a row must be side by side
    Tiles.Matrix ready(
            DotNest.Operand operand,
            Reg from,
            int rows,
            int columns,
            ElementType element,
            long at,
            boolean contiguous) {
        ElementType type = operand.buffer().type();
        int width = Kinds.bufferBytes(type);
        int wanted = Kinds.laneBits(element) / 8;
        Tiles.Matrix whole =
                new Tiles.Matrix(
                        from,
                        Math.multiplyExact(operand.rowStride(), width),
                        Math.multiplyExact(operand.columnStride(), width),
                        0);
        if (width == wanted && (!contiguous || operand.columnStride() == 1)) {
            return whole;
        }
        int rowBytes = Math.toIntExact(copyBytes(1, columns, element));
        Reg to = memory(at, copyBytes(rows, columns, element) + VECTOR);
        if (width == wanted && width == Integer.BYTES && isTransposed(operand, rows, columns)) {
            int vectors = rowBytes / code.width.bytes();
            Transposing.Target target = new Transposing.Target(to, rowBytes, vectors, 0);
            Transposing.Source source = new Transposing.Source(from, whole.columnBytes());
            transposing.write(source, columns, rows, target);
        } else if (width == wanted) {
            gathered(whole, to, rows, columns, wanted);
        } else {
            converted(whole, type, to, rowBytes, rows, columns, element);
        }
        return new Tiles.Matrix(to, rowBytes, wanted, 0);
    }

    /// Whether columns without gaps become rows in registers.
    private boolean isTransposed(DotNest.Operand operand, int rows, int columns) {
        return operand.rowStride() == 1 && transposing.isKnown(columns, rows);
    }

    /// Bytes of a copy, its rows padded to whole vectors.
    long copyBytes(int rows, int columns, ElementType element) {
        long row = (long) columns * (Kinds.laneBits(element) / 8);
        int vector = code.width.bytes();
        return (row + vector - 1 & -vector) * rows;
    }

    private void gathered(Tiles.Matrix from, Reg to, int rows, int columns, int width) {
        int lanes = code.width.bytes() / width;
        int[] words = new int[code.width.bytes() / 4];
        for (int i = 0; i < lanes; i++) {
            words[width == 8 ? 2 * i : i] = Math.multiplyExact(i, from.columnBytes());
        }
        Reg offsets = code.vector();
        code.add(VectorOp.VMOVUPS, code.width.bits(), offsets, code.constants(words));
        Reg row = repeats.copy(from.start());
        Reg at = repeats.copy(to);
        int vectors = (columns + lanes - 1) / lanes;
        int left = columns % lanes == 0 ? lanes : columns % lanes;
        repeats.times(
                rows,
                () -> {
                    Reg first = repeats.copy(row);
                    repeats.times(
                            vectors,
                            () -> {
                                gather(first, offsets, at, width, vectors == 1 ? left : lanes);
                                repeats.advance(first, (long) lanes * from.columnBytes());
                                repeats.advance(at, code.width.bytes());
                            });
                    repeats.advance(row, from.rowBytes());
                });
    }

    private void gather(Reg first, Reg offsets, Reg to, int width, int lanes) {
        Reg left = code.mask();
        new Masks(code).first(left, lanes);
        Reg read = code.vector();
        code.add(VectorOp.VPXORD, code.width.bits(), read, offsets, offsets);
        VectorOp op = width == 8 ? VectorOp.VPGATHERQQ : VectorOp.VPGATHERDD;
        code.add(
                Insn.of(op, code.width.bits(), read, Mem.of(first, offsets, 1, 0))
                        .masked(left, false));
        code.add(VectorOp.VMOVUPS_STORE, code.width.bits(), Mem.of(to), read);
    }

    private void converted(
            Tiles.Matrix from,
            ElementType type,
            Reg to,
            int rowBytes,
            int rows,
            int columns,
            ElementType element) {
        repeats.rows(
                rows,
                new Repeats.Rows(from.start(), from.rowBytes()),
                new Repeats.Rows(to, rowBytes),
                new Repeats.Steps(columns, from.columnBytes(), Kinds.laneBits(element) / 8),
                (read, write) -> convert(type, element, Mem.of(read), Mem.of(write)));
    }

    private void convert(ElementType from, ElementType to, Mem read, Mem write) {
        int bits = Kinds.laneBits(to);
        if (Kinds.isSingle(from) && to == DType.FP64) {
            Reg single = code.vector();
            Reg wide = code.vector();
            code.add(VectorOp.VMOVSS, 128, single, read);
            code.add(VectorOp.VCVTSS2SD, 128, wide, single, single);
            code.add(VectorOp.VMOVSD_STORE, 128, write, wide);
            return;
        }
        if (Kinds.isFloat(from) || Kinds.isFloat(to) || Kinds.laneBits(from) > bits) {
            throw new Unsupported("a product of " + from + " into " + to);
        }
        Reg number = code.general();
        if (from == DType.I1) {
            code.add(ScalarOp.MOVZX_B, 32, number, read);
        } else {
            code.add(ScalarOp.MOV_, 32, number, read);
            if (bits == 64 && Kinds.isSigned(from)) {
                code.add(ScalarOp.SHL, 64, number, new Imm(32));
                code.add(ScalarOp.SAR, 64, number, new Imm(32));
            }
        }
        code.add(ScalarOp.MOV_, bits, write, number);
    }
}
