package tritonc.codegen.jvm;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.DotNest;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Rounding;
import tritonc.ir.type.DType;

/// Writes matrix products as calls of the runtime's own. An operand in another format than the
/// chain's is first copied to scratch.
final class Dots {
    private static final String PRODUCTS = Code.RUNTIME + "Products";

    private final Scope scope;
    private final Code code;

    Dots(Scope scope) {
        this.scope = scope;
        this.code = scope.code();
    }

    void emit(DotNest dot) {
        DType acc = dot.acc().type().dtype();
        DType chain = chain(acc);
        int mark = code.mark();
        int batch = code.take(Carrier.INT);
        code.push(0);
        code.store(Carrier.INT, batch);
        Label head = new Label();
        code.place(head);
        String array = Storage.of(chain).descriptor();
        boolean directA = isDirect(dot.a(), chain);
        boolean directB = isDirect(dot.b(), chain);
        int a = bring(dot.a(), chain, directA, batch, dot.m(), dot.k());
        int b = bring(dot.b(), chain, directB, batch, dot.k(), dot.n());
        DotNest.Operand sums = new DotNest.Operand(dot.acc(), 0, dot.m() * dot.n(), dot.n(), 1);
        boolean directC = isDirect(sums, chain);
        int c = bring(sums, chain, directC, batch, dot.m(), dot.n());
        code.loadReference(0);
        code.field(Opcodes.GETFIELD, scope.type(), "products", "L" + PRODUCTS + ";");
        operand(dot.a(), a, batch, directA, dot.k());
        operand(dot.b(), b, batch, directB, dot.n());
        multiply(dot, array, c, batch, directC);
        if (!directC) {
            copyBack(dot, c, batch);
        }
        if (acc == DType.FP16 || acc == DType.BF16) {
            scope.pushBuffer(dot.acc());
            pushScaled(batch, dot.m() * dot.n(), 0);
            code.push(dot.m() * dot.n());
            code.support("Products", acc == DType.FP16 ? "roundHalf" : "roundBrain", "([FII)V");
        }
        code.release(mark + Carrier.INT.slots());
        code.increment(batch);
        code.load(Carrier.INT, batch);
        code.push(dot.batch());
        code.jump(Opcodes.IF_ICMPLT, head);
        code.release(mark);
    }

    /// The format in which a chain is computed; integers wrap, so that a wider one does as well.
    private static DType chain(DType acc) {
        return switch (acc) {
            case FP16, BF16, FP32 -> DType.FP32;
            case FP64 -> DType.FP64;
            case I1, I8, I16, I32, U8, U16, U32 -> DType.I32;
            case I64, U64 -> DType.I64;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 ->
                    throw new CompilerBug("jvm", "dot into " + acc);
        };
    }

    private static boolean isDirect(DotNest.Operand operand, DType chain) {
        return Storage.of(operand.buffer().type()) == Storage.of(chain);
    }

    /// Ends the call with the sums and the extents; the operands are on the stack.
    private void multiply(DotNest dot, String array, int c, int batch, boolean directC) {
        code.loadReference(c);
        if (directC) {
            pushScaled(batch, dot.m() * dot.n(), 0);
        } else {
            code.push(0);
        }
        code.push(dot.m());
        code.push(dot.n());
        code.push(dot.k());
        String matrix = array + "III";
        code.self(PRODUCTS, "multiply", "(" + matrix + matrix + array + "IIII)V");
    }

    /// Brings sums that were computed in a wider format back into their buffer.
    private void copyBack(DotNest dot, int c, int batch) {
        DType type = dot.acc().type().dtype();
        int size = dot.m() * dot.n();
        int at = code.take(Carrier.INT);
        Label head = startLoop(at);
        scope.pushBuffer(dot.acc());
        pushScaled(batch, size, 0);
        code.load(Carrier.INT, at);
        code.op(Opcodes.IADD);
        code.loadReference(c);
        code.load(Carrier.INT, at);
        code.op(Opcodes.IALOAD);
        Scalars.wrap(code, type);
        Storage.of(type).store(code);
        endLoop(at, size, head);
    }

    private void operand(
            DotNest.Operand operand, int local, int batch, boolean direct, int columns) {
        code.loadReference(local);
        if (direct) {
            pushScaled(batch, operand.batchStride(), operand.offset());
            code.push(operand.rowStride());
            code.push(operand.columnStride());
        } else {
            code.push(0);
            code.push(columns);
            code.push(1);
        }
    }

    private void pushScaled(int index, int stride, int offset) {
        code.load(Carrier.INT, index);
        code.push(stride);
        code.op(Opcodes.IMUL);
        if (offset != 0) {
            code.push(offset);
            code.op(Opcodes.IADD);
        }
    }

    /// Gives a local with the operand's own array, or with scratch that holds one batch of it row
    /// by row.
    private int bring(
            DotNest.Operand operand,
            DType chain,
            boolean direct,
            int batch,
            int rows,
            int columns) {
        Buffer buffer = operand.buffer();
        if (direct) {
            scope.pushBuffer(buffer);
        } else {
            scope.pushScratch(Storage.of(chain), rows * columns);
        }
        int local = code.takeReference(Storage.of(chain).descriptor());
        code.storeReference(local);
        if (!direct) {
            copy(operand, chain, local, batch, rows, columns);
        }
        return local;
    }

    /// Copies one batch of an operand into the array in `to`, row by row.
    private void copy(
            DotNest.Operand operand, DType chain, int to, int batch, int rows, int columns) {
        Buffer buffer = operand.buffer();
        int mark = code.mark();
        int row = code.take(Carrier.INT);
        int column = code.take(Carrier.INT);
        int at = code.take(Carrier.INT);
        code.push(0);
        code.store(Carrier.INT, at);
        code.push(0);
        code.store(Carrier.INT, column);
        Label nextRow = startLoop(row);
        Label nextColumn = startLoop(column);
        code.loadReference(to);
        code.load(Carrier.INT, at);
        scope.pushBuffer(buffer);
        pushScaled(batch, operand.batchStride(), operand.offset());
        pushScaled(row, operand.rowStride(), 0);
        code.op(Opcodes.IADD);
        pushScaled(column, operand.columnStride(), 0);
        code.op(Opcodes.IADD);
        Storage.of(buffer.type()).load(code, buffer.type());
        Casts.emit(code, buffer.type(), chain, Rounding.RTNE);
        Storage.of(chain).store(code);
        code.increment(at);
        endLoop(column, columns, nextColumn);
        endLoop(row, rows, nextRow);
        code.release(mark);
    }

    private Label startLoop(int index) {
        Label head = new Label();
        code.push(0);
        code.store(Carrier.INT, index);
        code.place(head);
        return head;
    }

    private void endLoop(int index, int bound, Label head) {
        code.increment(index);
        code.load(Carrier.INT, index);
        code.push(bound);
        code.jump(Opcodes.IF_ICMPLT, head);
    }
}
