package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Value;

import java.util.List;

/// The text form of the steps over several lanes.
final class VectorPrinter {
    private final LoopPrinter kernel;
    private final StringBuilder out;

    VectorPrinter(LoopPrinter kernel, StringBuilder out) {
        this.kernel = kernel;
        this.out = out;
    }

    void print(Vector v) {
        switch (v) {
            case Vector.Spread s -> line(s.result(), "spread " + s.scalar());
            case Vector.Ramp r -> line(r.result(), "ramp " + r.first());
            case Vector.Quotient q -> quotient(q);
            case Vector.Check c -> {
                out.append("check ");
                lanes(c.place(), c.displacement(), c.step());
                out.append(" of ").append(c.bytes()).append(", lanes ").append(c.number());
                kernel.masked(c.mask(), null);
                kernel.access(c.access());
                out.append('\n');
            }
            case Vector.Load l -> {
                out.append(l.result()).append(" = load ");
                lanes(l.place(), l.displacement(), l.step());
                kernel.masked(l.mask(), l.other());
                kernel.access(l.access());
                out.append(" : ").append(l.result().type()).append('\n');
            }
            case Vector.Store s -> {
                out.append("store ");
                lanes(s.place(), s.displacement(), s.step());
                out.append(", ").append(s.value());
                kernel.masked(s.mask(), null);
                kernel.access(s.access());
                out.append('\n');
            }
            case Vector.BufferLoad l -> bufferLoad(l);
            case Vector.BufferStore s -> bufferStore(s);
            case Vector.Fold f -> {
                out.append(f.result()).append(" = fold ").append(f.kind().text());
                kernel.operands(f.partials());
                out.append('\n');
            }
            case Vector.Where w -> where(w);
            case Vector.Prefix p -> prefix(p);
            case Vector.Last l -> line(l.result(), (l.reverse() ? "first " : "last ") + l.vector());
            case Vector.Strip s -> strip(s);
            case Vector.Product p -> product(p);
        }
    }

    private void prefix(Vector.Prefix p) {
        String comma = "";
        for (Value result : p.results()) {
            out.append(comma).append(result);
            comma = ", ";
        }
        out.append(" = prefix ").append(p.kind().text()).append(p.reverse() ? " reverse" : "");
        kernel.operands(p.vectors());
        out.append('\n');
    }

    private void quotient(Vector.Quotient q) {
        line(q.result(), "quotient " + q.dividend() + ", " + q.divisor() + " by " + q.reciprocal());
    }

    private void bufferLoad(Vector.BufferLoad l) {
        out.append(l.result()).append(" = ");
        kernel.element(l.element());
        lanes(l.step(), l.offsets());
        kernel.masked(l.mask(), null);
        out.append(" : ").append(l.result().type()).append('\n');
    }

    private void bufferStore(Vector.BufferStore s) {
        kernel.element(s.element());
        lanes(s.step(), s.offsets());
        out.append(" = ").append(s.value());
        kernel.masked(s.mask(), null);
        out.append('\n');
    }

    private void line(Value result, String what) {
        out.append(result).append(" = ").append(what);
        out.append(" : ").append(result.type()).append('\n');
    }

    private void lanes(Place place, long displacement, Amount step) {
        kernel.place(place);
        out.append(displacement == 0 ? "" : " + " + displacement).append(" by ").append(step);
    }

    private void lanes(int step, @Nullable Value offsets) {
        out.append(" by ").append(offsets == null ? String.valueOf(step) : offsets.toString());
    }

    private void where(Vector.Where w) {
        out.append("where ").append(w.mask());
        kernel.merges(w.merges());
        kernel.block(w.body());
        kernel.at(w.at());
    }

    private void product(Vector.Product p) {
        Epilogue e = p.epilogue();
        out.append("product");
        kernel.block(new LoopBlock(List.of(p.loop())));
        out.append(" if ").append(e.condition()).append(" in registers: row ").append(e.row());
        kernel.block(e.rowBody());
        out.append(" column ").append(e.column()).append(", sum ").append(e.sum());
        out.append(" : ").append(e.sum().type());
        kernel.block(e.body());
        out.append(" else");
        kernel.block(new LoopBlock(List.of(p.rest())));
        kernel.at(p.at());
    }

    private void strip(Vector.Strip s) {
        out.append("strip ").append(s.index()).append(" in ").append(s.from()).append("..");
        out.append(s.to()).append(s.isWhole() ? " whole" : "").append(" step ").append(s.step());
        out.append(", ").append(s.last()).append(" = last");
        kernel.carried(s.carried());
        kernel.block(s.body());
        kernel.at(s.at());
    }
}
