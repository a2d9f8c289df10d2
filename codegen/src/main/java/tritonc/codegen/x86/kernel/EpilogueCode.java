package tritonc.codegen.x86.kernel;

import tritonc.codegen.loop.Epilogue;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Place;
import tritonc.codegen.x86.Imm;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;

import java.util.function.Consumer;

/// What becomes of the sums of a product while they are in registers.
final class EpilogueCode {
    private final Code code;
    private final Values values;
    private final Addresses addresses;
    private final Consumer<LoopNode> node;

    /// @param node writes a node
    EpilogueCode(Code code, Values values, Addresses addresses, Consumer<LoopNode> node) {
        this.code = code;
        this.values = values;
        this.addresses = addresses;
        this.node = node;
    }

    /// Asks for what a tile will write, so that its lines are there when the sums are complete:
    /// else each store waits for its own, one after the other.
    ///
    /// @param row the number of the tile's first row
    /// @param column that of its first column
    /// @param vectors of a row
    void ask(Epilogue e, Reg row, Reg column, int rows, int vectors) {
        Reg[] columns = columns(e, column, vectors);
        for (int r = 0; r < rows; r++) {
            values.alias(e.row(), new Reg[] {further(row, r)});
            for (Reg first : columns) {
                values.alias(e.column(), new Reg[] {first});
                for (Place target : e.targets()) {
                    code.add(ScalarOp.PREFETCHW, 64, addresses.of(target, 0));
                }
            }
        }
    }

    private Reg[] columns(Epilogue e, Reg column, int vectors) {
        Reg[] columns = new Reg[vectors];
        for (int v = 0; v < columns.length; v++) {
            columns[v] = further(column, v * e.sum().type().size());
        }
        return columns;
    }

    /// Writes it for a tile.
    ///
    /// @param row the number of the tile's first row
    /// @param column that of its first column
    void write(Epilogue e, Reg row, Reg column, Reg[][] sums) {
        Reg[] columns = columns(e, column, sums[0].length);
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
