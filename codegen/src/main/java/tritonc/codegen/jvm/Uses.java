package tritonc.codegen.jvm;

import org.jspecify.annotations.Nullable;

import tritonc.codegen.loop.Access;
import tritonc.codegen.loop.Amount;
import tritonc.codegen.loop.Buffer;
import tritonc.codegen.loop.Control;
import tritonc.codegen.loop.DotNest;
import tritonc.codegen.loop.Effect;
import tritonc.codegen.loop.Guard;
import tritonc.codegen.loop.Loop;
import tritonc.codegen.loop.LoopNode;
import tritonc.codegen.loop.Memory;
import tritonc.codegen.loop.Place;
import tritonc.codegen.loop.ScanNest;
import tritonc.codegen.loop.Sweep;
import tritonc.codegen.loop.Vector;
import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Value;

import java.util.List;

/// Tells what a node itself reads and defines, apart from what the blocks nested in it do.
final class Uses {
    /// Who is told.
    interface Visitor {
        void reads(Value value);

        void defines(Value value);

        void touches(Buffer buffer);
    }

    private final Visitor visitor;

    Uses(Visitor visitor) {
        this.visitor = visitor;
    }

    void visit(LoopNode node) {
        switch (node) {
            case LoopNode.Compute c -> {
                for (Value operand : c.op().operands()) {
                    visitor.reads(operand);
                }
                visitor.defines(c.result());
            }
            case LoopNode.Position p -> visitor.defines(p.result());
            case Memory m -> memory(m);
            case Loop l -> loop(l);
            case Control c -> control(c);
            case DotNest d -> {
                visitor.touches(d.a().buffer());
                visitor.touches(d.b().buffer());
                visitor.touches(d.acc());
            }
            case ScanNest _ -> {}
            case Guard g -> guard(g);
            case Effect.Print p -> {
                p.value().forEach(visitor::reads);
                p.lane().forEach(coordinate -> visitor.reads(coordinate.value()));
            }
            case Effect.Assert a -> {
                visitor.reads(a.condition());
                a.lane().forEach(coordinate -> visitor.reads(coordinate.value()));
            }
            case Vector v -> throw new CompilerBug("jvm", "no bytecode of lanes: " + v);
        }
    }

    private void memory(Memory memory) {
        switch (memory) {
            case Memory.Load l -> {
                access(l.place(), l.mask(), l.access());
                readIfAny(l.other());
                visitor.defines(l.result());
            }
            case Memory.Store s -> {
                access(s.place(), s.mask(), s.access());
                visitor.reads(s.value());
            }
            case Memory.Atomic a -> {
                access(a.place(), a.mask(), a.access());
                visitor.reads(a.value());
                if (a.compare() != null) {
                    visitor.reads(a.compare());
                }
                if (a.result() != null) {
                    visitor.defines(a.result());
                }
            }
            case Memory.BufferLoad l -> {
                element(l.element());
                visitor.defines(l.result());
            }
            case Memory.BufferStore s -> {
                element(s.element());
                visitor.reads(s.value());
            }
        }
    }

    private void access(Place place, @Nullable Value mask, Access access) {
        visitor.reads(place.base());
        for (Place.Term term : place.terms()) {
            visitor.reads(term.index());
            amount(term.stride());
        }
        readIfAny(mask);
        for (Access.Coordinate coordinate : access.lane()) {
            visitor.reads(coordinate.value());
        }
    }

    private void element(Memory.Element element) {
        visitor.touches(element.buffer());
        for (Memory.Term term : element.terms()) {
            visitor.reads(term.index());
        }
    }

    private void loop(Loop loop) {
        amount(loop.from());
        amount(loop.to());
        visitor.defines(loop.index());
        for (Loop.Reduction reduction : loop.reductions()) {
            visitor.defines(reduction.result());
        }
    }

    /// What a control node reads before its blocks, and all that it defines.
    private void control(Control control) {
        switch (control) {
            case Control.For f -> {
                visitor.reads(f.lower());
                visitor.reads(f.upper());
                visitor.reads(f.step());
                visitor.defines(f.iv());
                for (Control.Carried carried : f.carried()) {
                    visitor.reads(carried.init());
                    visitor.defines(carried.parameter());
                    visitor.defines(carried.result());
                }
            }
            case Control.If i -> {
                visitor.reads(i.condition());
                for (Control.Merge merge : i.merges()) {
                    visitor.defines(merge.result());
                }
            }
            case Control.While w -> {
                for (Control.Loopback carried : w.carried()) {
                    visitor.reads(carried.init());
                    visitor.defines(carried.parameter());
                }
                for (Control.Handed handed : w.handed()) {
                    visitor.defines(handed.parameter());
                    visitor.defines(handed.result());
                }
            }
        }
    }

    /// What a node reads at the ends of its blocks.
    void visitEnds(LoopNode node) {
        tritonc.codegen.loop.Uses.ends(node, visitor::reads);
    }

    private void guard(Guard guard) {
        switch (guard) {
            case Guard.Inside i -> region(i.region());
            case Guard.Disjoint d -> {
                region(d.a());
                region(d.b());
            }
            case Guard.Fits f -> {
                visitor.reads(f.base());
                sweeps(f.sweeps());
            }
        }
        visitor.defines(guard.result());
    }

    private void region(Guard.Region region) {
        visitor.reads(region.base());
        sweeps(region.sweeps());
    }

    private void sweeps(List<Sweep> sweeps) {
        for (Sweep sweep : sweeps) {
            amount(sweep.stride());
            amount(sweep.from());
            amount(sweep.to());
        }
    }

    private void amount(Amount amount) {
        if (amount instanceof Amount.Dynamic(Value value)) {
            visitor.reads(value);
        }
    }

    private void readIfAny(@Nullable Value value) {
        if (value != null) {
            visitor.reads(value);
        }
    }
}
