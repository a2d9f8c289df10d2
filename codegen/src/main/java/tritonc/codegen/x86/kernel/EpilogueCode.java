package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Epilogue;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

import java.util.function.Consumer;

/// What becomes of the sums of a product while they are in registers.
final class EpilogueCode {
    private final Code code;
    private final Values values;
    private final Consumer<LoopNode> node;

    /// @param node writes a node
    EpilogueCode(Code code, Values values, Consumer<LoopNode> node) {
        this.code = code;
        this.values = values;
        this.node = node;
    }

    /// Writes it for a tile.
    ///
    /// @param row the number of the tile's first row
    /// @param column that of its first column
    void write(Epilogue e, Reg row, Reg column, Reg[][] sums) {
        int lanes = e.sum().type().size();
        Reg[] columns = new Reg[sums[0].length];
        for (int v = 0; v < columns.length; v++) {
            columns[v] = further(column, v * lanes);
        }
        for (int r = 0; r < sums.length; r++) {
            Reg[] vectors = sums[r];
            values.alias(e.row(), new Reg[] {further(row, r)});
            // addresses of the row are computed once
            code.strip(code.machine.end(), () -> row(e, columns, vectors));
        }
    }

    private void row(Epilogue e, Reg[] columns, Reg[] sums) {
        e.rowBody().nodes().forEach(node);
        for (int v = 0; v < sums.length; v++) {
            values.alias(e.column(), new Reg[] {columns[v]});
            values.alias(e.sum(), new Reg[] {sums[v]});
            e.body().nodes().forEach(node);
        }
    }

    private Reg further(Reg from, int by) {
        Reg to = code.general();
        code.move(to, from);
        if (by != 0) {
            code.add(ScalarOp.ADD, 32, to, new Imm(by));
        }
        return to;
    }
}
