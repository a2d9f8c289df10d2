package tritonc.ir.text;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.CacheHint;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;

import java.util.List;
import java.util.Locale;

/// The text of single ops, without their blocks: name, operands, attributes.
final class OpText {
    private OpText() {}

    static void print(TileOp op, StringBuilder out) {
        switch (op) {
            case Arithmetic a -> arithmetic(a, out);
            case ShapeOp s -> shape(s, out);
            case MemoryOp m -> memory(m, out);
            case EffectOp e -> effect(e, out);
            case ProgramOp p -> out.append(p.name()).append(' ').append(p.axis());
            case Reduce r -> {
                out.append("reduce ").append(r.kind().text()).append(' ').append(r.x());
                out.append(" axis ").append(r.axis()).append(' ').append(r.order());
            }
            case CrossLane c -> crossLane(c, out);
            case Fold f -> {
                operands(f.name(), f.operands(), out);
                out.append(" axis ").append(f.axis());
                out.append(f instanceof ScanBy s && s.reverse() ? " reverse" : "");
            }
            case Dot d -> {
                operands("dot", d.operands(), out);
                out.append(' ').append(lower(d.precision()));
            }
            case ControlOp c -> operands(c.name(), c.operands(), out);
        }
    }

    static void operands(String name, List<Value> operands, StringBuilder out) {
        out.append(name);
        for (int i = 0; i < operands.size(); i++) {
            out.append(i == 0 ? " " : ", ").append(operands.get(i));
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void arithmetic(Arithmetic op, StringBuilder out) {
        if (op instanceof Arithmetic.Constant c) {
            out.append("constant ").append(LaneText.print(c.type().element(), c.bits()));
            return;
        }
        operands(op.name(), op.operands(), out);
        if (op instanceof Arithmetic.Cast c && c.rounding() != Rounding.RTNE) {
            out.append(' ').append(lower(c.rounding()));
        }
    }

    private static void shape(ShapeOp op, StringBuilder out) {
        switch (op) {
            case ShapeOp.Arange a ->
                    out.append("arange ").append(a.start()).append(", ").append(a.end());
            case ShapeOp.Splat _, ShapeOp.Broadcast _, ShapeOp.Reshape _ ->
                    operands(op.name(), op.operands(), out);
            case ShapeOp.ExpandDims e -> {
                operands(e.name(), e.operands(), out);
                out.append(' ').append(e.axis());
            }
            case ShapeOp.Flip f -> {
                operands(f.name(), f.operands(), out);
                out.append(' ').append(f.axis());
            }
            case ShapeOp.Transpose t -> {
                operands(t.name(), t.operands(), out);
                out.append(" [");
                for (int i = 0; i < t.order().size(); i++) {
                    out.append(i == 0 ? "" : ",").append(t.order().get(i));
                }
                out.append(']');
            }
        }
    }

    private static void effect(EffectOp op, StringBuilder out) {
        switch (op) {
            case EffectOp.Print p -> {
                out.append("print ");
                Scanner.quote(p.prefix(), out);
                out.append(p.isHex() ? " hex" : "");
                p.values().forEach(v -> out.append(", ").append(v));
            }
            case EffectOp.Assert a -> {
                out.append("assert ").append(a.condition()).append(", ");
                Scanner.quote(a.message(), out);
            }
        }
    }

    private static void memory(MemoryOp op, StringBuilder out) {
        switch (op) {
            case MemoryOp.Load l -> {
                out.append("load ").append(l.pointer());
                option(" mask ", l.mask(), out);
                option(" else ", l.other(), out);
                hint(l.hint(), out);
                out.append(l.isVolatile() ? " volatile" : "");
            }
            case MemoryOp.Store s -> {
                out.append("store ").append(s.pointer()).append(", ").append(s.value());
                option(" mask ", s.mask(), out);
                hint(s.hint(), out);
            }
            case MemoryOp.AtomicRmw a -> {
                out.append("atomic_rmw ").append(a.kind().text()).append(' ');
                out.append(a.pointer()).append(", ").append(a.value());
                option(" when ", a.compare(), out);
                option(" mask ", a.mask(), out);
                out.append(' ').append(lower(a.semantic()));
            }
        }
    }

    private static void crossLane(CrossLane op, StringBuilder out) {
        switch (op) {
            case Scan s -> {
                out.append("scan ").append(s.kind().text()).append(' ').append(s.x());
                out.append(" axis ").append(s.axis()).append(s.reverse() ? " reverse" : "");
                out.append(s.order().lanes() == 1 ? "" : " " + s.order());
            }
            case BitonicMerge m -> {
                operands(m.name(), m.operands(), out);
                out.append(" stages ").append(m.first()).append(", ").append(m.last());
                out.append(m.descending() ? " descending" : "");
            }
            case Gather g -> {
                operands(g.name(), g.operands(), out);
                out.append(" axis ").append(g.axis());
            }
            case Histogram h -> {
                out.append("histogram ").append(h.x());
                option(" mask ", h.mask(), out);
                out.append(" bins ").append(h.bins());
            }
        }
    }

    private static void option(String word, @Nullable Value value, StringBuilder out) {
        if (value != null) {
            out.append(word).append(value);
        }
    }

    private static void hint(CacheHint hint, StringBuilder out) {
        if (hint != CacheHint.NONE) {
            out.append(' ').append(lower(hint));
        }
    }
}
