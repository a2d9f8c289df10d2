package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Type;

import java.util.List;
import java.util.Locale;

/// The text form of loop IR, for reading: `%n` values, `$n` buffers, `@n` sites. Deterministic; it
/// is not read back.
public final class LoopPrinter {
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private LoopPrinter() {}

    /// The whole kernel, each line ended by a newline.
    public static String print(LoopKernel kernel) {
        LoopPrinter printer = new LoopPrinter();
        printer.kernel(kernel);
        return printer.out.toString();
    }

    private void kernel(LoopKernel kernel) {
        out.append("loop kernel ").append(kernel.name()).append('(');
        String comma = "";
        for (Parameter p : kernel.parameters()) {
            out.append(comma).append(p.value()).append(' ').append(p.name()).append(": ");
            out.append(p.type());
            if (p.divisibility() > 1) {
                out.append(':').append(p.divisibility());
            }
            comma = ", ";
        }
        out.append(") {\n");
        depth = 1;
        for (Buffer b : kernel.buffers()) {
            line().append(b).append(" = buffer ").append(b.shape()).append(b.type()).append('\n');
        }
        for (Site s : kernel.sites()) {
            site(kernel, s);
        }
        nodes(kernel.body());
        out.append("}\n");
    }

    private void site(LoopKernel kernel, Site s) {
        line().append('@').append(s.id()).append(" = ");
        out.append(s.kind().name().toLowerCase(Locale.ROOT)).append(' ').append(s.type());
        out.append(" of ");
        boolean known = s.parameter() != Site.UNKNOWN;
        out.append(known ? kernel.parameters().get(s.parameter()).name() : "any tensor");
        at(s.at());
    }

    private StringBuilder line() {
        return out.append("  ".repeat(depth));
    }

    void at(Location at) {
        if (!at.equals(Location.NONE)) {
            out.append(" ; line ").append(at.line());
        }
        out.append('\n');
    }

    void block(LoopBlock block) {
        out.append(" {\n");
        depth++;
        nodes(block);
        depth--;
        line().append('}');
    }

    private void nodes(LoopBlock block) {
        for (LoopNode node : block.nodes()) {
            line();
            node(node);
        }
    }

    private void node(LoopNode node) {
        switch (node) {
            case LoopNode.Compute c -> compute(c);
            case LoopNode.Position p ->
                    out.append(p.result())
                            .append(" = ")
                            .append(p.op().name())
                            .append(' ')
                            .append(p.op().axis())
                            .append('\n');
            case Memory m -> memory(m);
            case Loop l -> loop(l);
            case Control c -> control(c);
            case DotNest d -> dot(d);
            case ScanNest s -> scan(s);
            case Guard g -> guard(g);
            case Effect e -> effect(e);
            case Vector v -> new VectorPrinter(this, out).print(v);
        }
    }

    void merges(List<Control.Merge> merges) {
        for (Control.Merge m : merges) {
            out.append(", ").append(m.result()).append(" = ").append(m.ifTrue());
            out.append(" or ").append(m.ifFalse());
        }
    }

    void carried(List<Control.Carried> all) {
        for (Control.Carried x : all) {
            out.append(", ").append(x.result()).append(": ").append(x.parameter());
            out.append(" = ").append(x.init()).append(" then ").append(x.next());
        }
    }

    private void effect(Effect e) {
        switch (e) {
            case Effect.Print p -> {
                out.append("print \"").append(p.prefix()).append('"');
                operands(p.value());
            }
            case Effect.Assert a ->
                    out.append("assert ")
                            .append(a.condition())
                            .append(" \"")
                            .append(a.message())
                            .append('"');
        }
        at(e.at());
    }

    private void compute(LoopNode.Compute c) {
        out.append(c.result()).append(" = ").append(c.op().name());
        switch (c.op()) {
            case Arithmetic.Constant(Type type, long bits) -> constant(type, bits);
            case Arithmetic.Cast cast -> {
                operands(cast.operands());
                String rounding = cast.rounding().name().toLowerCase(Locale.ROOT);
                out.append(rounding.equals("rtne") ? "" : " " + rounding);
            }
            case Arithmetic.Unary u -> operands(u.operands());
            case Arithmetic.Binary b -> operands(b.operands());
            case Arithmetic.Compare x -> operands(x.operands());
            case Arithmetic.Select s -> operands(s.operands());
            case Arithmetic.Fma f -> operands(f.operands());
            case Arithmetic.Bitcast b -> operands(b.operands());
            case Arithmetic.AddPointer a -> operands(a.operands());
        }
        out.append(" : ").append(c.op().type()).append('\n');
    }

    private void constant(Type type, long bits) {
        out.append(' ');
        if (type instanceof DType d && d.isInteger()) {
            out.append(d == DType.U64 ? Long.toUnsignedString(bits) : Long.toString(bits));
        } else if (type == DType.FP32) {
            out.append(Float.intBitsToFloat((int) bits));
        } else if (type == DType.FP64) {
            out.append(Double.longBitsToDouble(bits));
        } else {
            out.append("0x").append(Long.toHexString(bits));
        }
    }

    void operands(List<Value> values) {
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? " " : ", ").append(values.get(i));
        }
    }

    private void memory(Memory m) {
        switch (m) {
            case Memory.Load l -> {
                out.append(l.result()).append(" = load ");
                place(l.place());
                masked(l.mask(), l.other());
                out.append(l.isVolatile() ? " volatile" : "");
                access(l.access());
                out.append(" : ").append(l.result().type()).append('\n');
            }
            case Memory.Store s -> {
                out.append("store ");
                place(s.place());
                out.append(", ").append(s.value());
                masked(s.mask(), null);
                access(s.access());
                out.append('\n');
            }
            case Memory.Atomic a -> atomic(a);
            case Memory.BufferLoad l -> {
                out.append(l.result()).append(" = ");
                element(l.element());
                out.append(" : ").append(l.result().type()).append('\n');
            }
            case Memory.BufferStore s -> {
                element(s.element());
                out.append(" = ").append(s.value()).append('\n');
            }
        }
    }

    private void atomic(Memory.Atomic a) {
        Value result = a.result();
        out.append(result == null ? "" : result + " = ");
        out.append("atomic_").append(a.kind().text()).append(' ');
        place(a.place());
        out.append(", ").append(a.value());
        out.append(a.compare() == null ? "" : " when " + a.compare());
        masked(a.mask(), null);
        out.append(' ').append(a.semantic().name().toLowerCase(Locale.ROOT));
        access(a.access());
        out.append('\n');
    }

    void place(Place place) {
        out.append('[').append(place.base());
        for (Place.Term t : place.terms()) {
            out.append(" + ").append(t.index()).append('*').append(t.stride());
            if (t.stride() instanceof Amount.Dynamic && t.divisibility() > 1) {
                out.append(":").append(t.divisibility());
            }
        }
        out.append(']');
        if (place.alignment() > 1) {
            out.append(":").append(place.alignment());
        }
    }

    void masked(@Nullable Value mask, @Nullable Value other) {
        if (mask != null) {
            out.append(" if ").append(mask);
        }
        if (other != null) {
            out.append(" else ").append(other);
        }
    }

    void access(Access access) {
        out.append(" @").append(access.site());
        out.append(access.check() == Check.EACH ? " checked" : " proved");
        if (access.hint() != CacheHint.NONE) {
            out.append(' ').append(access.hint().name().toLowerCase(Locale.ROOT));
        }
    }

    void element(Memory.Element e) {
        out.append(e.buffer()).append('[');
        String plus = "";
        for (Memory.Term t : e.terms()) {
            out.append(plus).append(t.index());
            if (t.stride() != 1) {
                out.append('*').append(t.stride());
            }
            plus = " + ";
        }
        if (e.offset() != 0 || e.terms().isEmpty()) {
            out.append(plus).append(e.offset());
        }
        out.append(']');
    }

    private void loop(Loop l) {
        out.append("loop ").append(l.index()).append(" in ").append(l.from()).append("..");
        out.append(l.to());
        if (!l.from().is(0) || !l.to().is(l.extent())) {
            out.append(" of ").append(l.extent());
        }
        out.append(' ').append(l.axis().name().toLowerCase(Locale.ROOT));
        for (Loop.Reduction r : l.reductions()) {
            out.append(", ").append(r.result()).append(" = ").append(r.kind().text());
            out.append(' ').append(r.element());
            boolean ordered =
                    r.kind().orderMatters(r.result().type().dtype())
                            || !r.order().equals(ReductionOrder.SEQUENTIAL);
            out.append(ordered ? " " + r.order() : "");
        }
        block(l.body());
        at(l.at());
    }

    private void control(Control c) {
        switch (c) {
            case Control.For f -> {
                out.append("for ").append(f.iv()).append(" = ").append(f.lower());
                out.append(", below ").append(f.upper()).append(", step ").append(f.step());
                carried(f.carried());
                block(f.body());
                at(f.at());
            }
            case Control.If i -> {
                out.append(i.isGuard() ? "guard " : "if ").append(i.condition());
                merges(i.merges());
                block(i.thenBlock());
                if (!i.elseBlock().nodes().isEmpty()) {
                    out.append(" else");
                    block(i.elseBlock());
                }
                at(i.at());
            }
            case Control.While w -> whileLoop(w);
        }
    }

    private void whileLoop(Control.While w) {
        out.append(w.spins() ? "spin" : "while");
        String comma = " ";
        for (Control.Loopback x : w.carried()) {
            out.append(comma).append(x.parameter()).append(" = ").append(x.init());
            out.append(" then ").append(x.next());
            comma = ", ";
        }
        block(w.before());
        out.append(" holds ").append(w.condition());
        for (Control.Handed h : w.handed()) {
            out.append(", ").append(h.value()).append(" as ").append(h.parameter());
            out.append(" or ").append(h.result());
        }
        block(w.after());
        at(w.at());
    }

    private void scan(ScanNest s) {
        out.append("scan ").append(s.lanes()).append(' ').append(s.kind().text());
        out.append(s.reverse() ? " reverse" : "").append(" lanes(").append(s.block()).append(')');
        out.append(s.isHandedOn() ? " handed on" : "");
        block(s.steps());
        at(s.at());
    }

    private void dot(DotNest d) {
        out.append("dot ").append(d.acc()).append("[").append(d.m()).append(',').append(d.n());
        out.append("] += ");
        operand(d.a());
        out.append(" x ");
        operand(d.b());
        out.append(" over ").append(d.k());
        if (d.batch() != 1) {
            out.append(" batch ").append(d.batch());
        }
        out.append(' ').append(d.precision().name().toLowerCase(Locale.ROOT));
        at(d.at());
    }

    private void operand(DotNest.Operand o) {
        out.append(o.buffer()).append('(').append(o.rowStride()).append(',');
        out.append(o.columnStride()).append(')');
    }

    private void guard(Guard g) {
        out.append(g.result()).append(" = ");
        switch (g) {
            case Guard.Inside i -> {
                out.append("inside ");
                out.append(i.parameter() == Site.UNKNOWN ? "any" : "p" + i.parameter()).append(' ');
                region(i.region());
            }
            case Guard.Disjoint d -> {
                out.append("disjoint ");
                region(d.a());
                out.append(", ");
                region(d.b());
            }
            case Guard.Fits f -> {
                out.append("fits ").append(f.type()).append(' ').append(f.base());
                sweeps(f.sweeps());
            }
        }
        out.append('\n');
    }

    private void region(Guard.Region region) {
        out.append('[').append(region.base());
        sweeps(region.sweeps());
        out.append("] of ").append(region.bytes());
    }

    private void sweeps(List<Sweep> sweeps) {
        for (Sweep s : sweeps) {
            out.append(" + (").append(s.from()).append("..").append(s.to()).append(")*");
            out.append(s.stride());
        }
    }
}
