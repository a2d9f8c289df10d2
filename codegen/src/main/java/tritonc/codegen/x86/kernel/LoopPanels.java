package tritonc.codegen.x86.kernel;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.vector.ProductLoop;
import tritonc.codegen.x86.Condition;
import tritonc.codegen.x86.Reg;
import tritonc.codegen.x86.ScalarOp;
import tritonc.ir.tile.Value;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/// The panels of loops that multiply matrices: where they are, and how their tiles get there.
final class LoopPanels {
    private static final int ALIGNMENT = 64;

    private final Code code;
    private final Values values;
    private final Buffers buffers;
    private final Packing packing;
    private final PanelTable table;
    private final PanelForms forms;
    private final FloatPairs pairs;
    private final Repeats repeats;
    private final Consumer<LoopNode> node;
    private int tags;
    private boolean isSharing;

    /// @param node writes a node
    LoopPanels(
            Code code,
            Values values,
            Buffers buffers,
            Packing packing,
            PanelForms forms,
            Consumer<LoopNode> node) {
        this.code = code;
        this.values = values;
        this.buffers = buffers;
        this.packing = packing;
        this.table = new PanelTable(code, values);
        this.forms = forms;
        this.pairs = new FloatPairs(code);
        this.repeats = new Repeats(code);
        this.node = node;
    }

    /// Whether programs share panels.
    boolean isSharing() {
        return isSharing;
    }

    /// An operand's panel.
    ///
    /// @param step bytes of a tile
    /// @param end where in the thread's memory it ends; the right panel behind the left one
    /// @param own where in the thread's memory a panel of its own is
    /// @param shared address of the memory that programs share, 0 for none
    /// @param form how tiles are copied into it, null where they are filled there
    record Panel(
            ProductLoop.Panel of,
            int tag,
            int step,
            long bytes,
            long end,
            Reg own,
            Reg shared,
            PanelForms.@Nullable Form form) {}

    /// A panel while it may have to be made.
    ///
    /// @param to where the next tile goes
    record Making(Panel of, PanelTable.Place place, Reg to) {}

    /// @param steps iterations whose tiles make a panel
    Panel left(ProductLoop p, int steps) {
        return panel(p.a(), forms.left(p.dot(), steps), steps, 0);
    }

    Panel right(ProductLoop p, int steps, Panel left) {
        return panel(p.b(), forms.right(p.dot(), steps), steps, left.end());
    }

    private Panel panel(ProductLoop.Panel p, PanelForms.@Nullable Form form, int steps, long at) {
        int step = form == null ? bytes(p.tile()) : form.stepBytes();
        long size = form == null ? (long) steps * step : form.bytes();
        long bytes = size + 2 * ALIGNMENT + ALIGNMENT - 1 & -ALIGNMENT;
        isSharing |= p.sharing() instanceof ProductLoop.Shared;
        Reg shared = p.sharing() instanceof ProductLoop.Shared s ? table.open(s) : code.number(0);
        return new Panel(
                p, ++tags, step, bytes, at + bytes, packing.memory(at, bytes), shared, form);
    }

    private static int bytes(Buffer tile) {
        return tile.size() * Kinds.bufferBytes(tile.type());
    }

    /// A panel that another program has made, or a place for it.
    ///
    /// @param first the loop's variable in the first of the panel's iterations
    Making find(Panel panel, Value first) {
        PanelTable.Place place =
                panel.of().sharing() instanceof ProductLoop.Shared shared
                        ? table.find(
                                shared,
                                panel.shared(),
                                panel.tag(),
                                first,
                                panel.bytes(),
                                panel.own())
                        : table.own(panel.own());
        return new Making(panel, place, repeats.copy(place.address()));
    }

    /// Before the first tile.
    void begin(Making panel) {
        PanelForms.Form form = panel.of().form();
        if (form != null && form.leastAt() > 0) {
            Reg start = panel.place().address();
            unlessThere(panel.place(), () -> pairs.begin(form.least(start)));
        }
    }

    /// Behind the last one.
    void complete(Making panel) {
        table.complete(panel.place());
    }

    /// Computes what the next iteration needs.
    void update(ProductLoop p) {
        for (ProductLoop.Step step : p.steps()) {
            if (step instanceof ProductLoop.Scalar(LoopNode n) && p.isUpdate(n)) {
                node.accept(n);
            }
        }
    }

    /// Puts an iteration's tiles into panels that are not there.
    ///
    /// @param failure where a guard fails
    void fill(ProductLoop p, Making a, Making b, Code.Block failure) {
        Set<Buffer> tiles = Set.of(p.a().tile(), p.b().tile());
        boolean areBytes = forms.factors(p.dot()).areBytes();
        buffers.asBytes(areBytes ? tiles : Set.of(), () -> filled(p, a, b, failure));
        repeats.advance(a.to(), a.of().step());
        repeats.advance(b.to(), b.of().step());
    }

    private void filled(ProductLoop p, Making a, Making b, Code.Block failure) {
        for (ProductLoop.Step step : p.steps()) {
            switch (step) {
                case ProductLoop.Scalar(LoopNode n) -> node.accept(n);
                case ProductLoop.Holds(Value condition) -> {
                    Reg holds = values.of(condition);
                    code.add(ScalarOp.TEST, 32, holds, holds);
                    code.jump(Condition.E, failure);
                }
                case ProductLoop.Fill(LoopNode n, Buffer tile) ->
                        fill(tile.equals(p.a().tile()) ? a : b, n);
            }
        }
        copy(a, p.dot().a());
        copy(b, p.dot().b());
    }

    private void fill(Making panel, LoopNode n) {
        Buffer tile = panel.of().of().tile();
        unlessThere(
                panel.place(),
                () -> {
                    if (panel.of().form() == null) {
                        buffers.at(tile, panel.to(), () -> node.accept(n));
                    } else {
                        node.accept(n);
                    }
                });
    }

    private void copy(Making panel, DotNest.Operand o) {
        PanelForms.Form form = panel.of().form();
        if (form != null) {
            Reg from = buffers.address(o.buffer(), o.offset());
            IntFunction<Reg> spare = size -> packing.memory(panel.of().end(), size);
            Reg start = panel.place().address();
            unlessThere(panel.place(), () -> form.copy(from, panel.to(), start, spare));
        }
    }

    /// Writes what makes a panel; it is passed over where there is one.
    private void unlessThere(PanelTable.Place place, Runnable writer) {
        Code.Block there = code.block();
        code.add(ScalarOp.TEST, 32, place.missing(), place.missing());
        code.jump(Condition.E, there);
        writer.run();
        code.place(there);
    }

    /// A panel as products read it.
    Tiles.Matrix matrix(Making panel, DotNest.Operand o) {
        Reg address = panel.place().address();
        PanelForms.Form form = panel.of().form();
        if (form != null) {
            return form.matrix().apply(address);
        }
        int width = Kinds.bufferBytes(o.buffer().type());
        Reg start = repeats.copy(address);
        repeats.advance(start, (long) o.offset() * width);
        return new Tiles.Matrix(
                start,
                Math.multiplyExact(o.rowStride(), width),
                Math.multiplyExact(o.columnStride(), width),
                panel.of().step());
    }

    /// A panel of pairs with what is kept of its numbers.
    PairedProducts.Operand pairs(Making panel, Tiles.Matrix matrix) {
        PanelForms.Form form = Objects.requireNonNull(panel.of().form());
        return new PairedProducts.Operand(matrix, form.least(panel.place().address()));
    }
}
