package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns masks into boxes. A mask is taken apart into the parts that it joins by `and`; a part that
/// compares something affine along one axis with something uniform bounds that axis, a uniform part
/// empties the box or does nothing, any other stays a mask.
final class Boxes {
    private final Emitter out;
    private final Bindings bindings;
    private final Forms forms;

    private Location at = Location.NONE;
    private Shape shape = Shape.SCALAR;
    private @Nullable Value[] low = {};
    private @Nullable Value[] high = {};
    private List<Box.Fact> facts = List.of();
    private List<Value> allowed = List.of();
    private boolean exact;

    Boxes(Emitter out, Bindings bindings, Forms forms) {
        this.out = out;
        this.bindings = bindings;
        this.forms = forms;
    }

    /// The box of a mask over `shape`; the whole shape where there is none.
    Box of(Shape over, @Nullable Value mask, Location place) {
        at = place;
        shape = over;
        low = new @Nullable Value[over.rank()];
        high = new @Nullable Value[over.rank()];
        facts = new ArrayList<>();
        allowed = new ArrayList<>();
        exact = true;
        if (mask != null) {
            int[] source = new int[over.rank()];
            for (int i = 0; i < source.length; i++) {
                source[i] = over.dim(i) == 1 ? -1 : i;
            }
            part(mask, source);
        }
        List<Amount> from = new ArrayList<>();
        List<Amount> to = new ArrayList<>();
        for (int i = 0; i < over.rank(); i++) {
            from.add(bound(low[i], 0, over.dim(i)));
            to.add(bound(high[i], over.dim(i), over.dim(i)));
        }
        return new Box(from, to, facts, allowed, exact);
    }

    /// An i64 that was found, kept between 0 and the extent; or what it is where none was.
    private Amount bound(@Nullable Value found, int otherwise, int extent) {
        if (found == null) {
            return Amount.of(otherwise);
        }
        Value zero = out.constant(DType.I64, 0, at);
        Value most = out.constant(DType.I64, extent, at);
        Value kept = out.binary(BinaryKind.MAX, found, zero, at);
        kept = out.binary(BinaryKind.MIN, kept, most, at);
        Value narrow = out.cast(kept, DType.I32, at);
        Long constant = out.constant(narrow);
        return constant == null ? Amount.of(narrow) : Amount.of(constant);
    }

    private void part(Value mask, int[] source) {
        if (!mask.type().isBlock()) {
            uniform(mask, source, mask);
            return;
        }
        if (bindings.buffer(mask) != null || !bindings.isDefined(mask)) {
            exact = false;
            return;
        }
        Statement s = bindings.definition(mask);
        switch (s.op()) {
            case Arithmetic.Binary(BinaryKind kind, Value a, Value b)
                    when kind == BinaryKind.AND -> {
                part(a, source);
                part(b, source);
            }
            case Arithmetic.Constant c when c.bits() != 0 -> {}
            case ShapeOp.Splat splat -> uniform(splat.x(), source, mask);
            case ShapeOp move when !(move instanceof ShapeOp.Arange) -> moved(move, source);
            case Arithmetic.Compare c -> compared(mask, c, source);
            case TileOp _ -> exact = false;
        }
    }

    private void moved(ShapeOp move, int[] source) {
        int[] axes = Lanewise.source(move);
        if (axes == null) {
            exact = false;
            return;
        }
        Value x = move.operands().getFirst();
        int[] inner = new int[x.type().shape().rank()];
        Arrays.fill(inner, -1);
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] >= 0) {
                inner[axes[i]] = source[i];
            }
        }
        part(x, inner);
    }

    /// A part that is the same in all lanes empties the first axis where it is false.
    private void uniform(Value scalar, int[] source, Value tile) {
        if (!bindings.isBound(scalar) || shape.rank() == 0) {
            exact = false;
            return;
        }
        close(bindings.scalar(scalar));
        facts.add(new Box.Fact(tile, source, 0));
    }

    private void close(Value condition) {
        Value all = out.constant(DType.I64, shape.dim(0), at);
        Value none = out.constant(DType.I64, 0, at);
        below(0, out.compute(new Arithmetic.Select(condition, all, none), at));
    }

    private void below(int axis, Value end) {
        Value known = high[axis];
        high[axis] = known == null ? end : out.binary(BinaryKind.MIN, known, end, at);
    }

    private void from(int axis, Value start) {
        Value known = low[axis];
        low[axis] = known == null ? start : out.binary(BinaryKind.MAX, known, start, at);
    }

    private void compared(Value mask, Arithmetic.Compare op, int[] source) {
        Form a = forms.of(op.a());
        Form b = forms.of(op.b());
        boolean fits =
                a != null
                        && b != null
                        && a.allowed().isEmpty()
                        && b.allowed().isEmpty()
                        && (op.a().type().element() == DType.I32
                                || op.a().type().element() == DType.I64);
        if (!fits || a == null || b == null) {
            exact = false;
            return;
        }
        Shape over = op.a().type().shape();
        int bounded;
        if (a.isUniform() && b.isUniform()) {
            bounded = 0;
            needs(a, over);
            needs(b, over);
            close(out.compute(new Arithmetic.Compare(op.kind(), a.base(), b.base()), at));
        } else if (b.isUniform()) {
            bounded = bounded(op.kind(), a, b, over, source);
        } else {
            bounded = a.isUniform() ? bounded(op.kind().swapped(), b, a, over, source) : -1;
        }
        if (bounded >= 0) {
            facts.add(new Box.Fact(mask, source, bounded));
        } else {
            exact = false;
        }
    }

    private void needs(Form form, Shape over) {
        for (Form.Need n : form.needs()) {
            allowed.add(Guards.fits(out, n, Forms.sweeps(over, n.coefficients()), at));
        }
    }

    /// Bounds one axis by `x kind limit`, where `x` varies along it alone, by a constant step; the
    /// axis, -1 for none.
    private int bounded(CompareKind kind, Form x, Form limit, Shape over, int[] source) {
        int axis = -1;
        long step = 0;
        for (int i = 0; i < source.length; i++) {
            Amount c = x.coefficients().get(i);
            if (c.is(0)) {
                continue;
            }
            if (axis >= 0 || source[i] < 0 || !(c instanceof Amount.Constant(long s))) {
                return -1;
            }
            axis = source[i];
            step = s;
        }
        boolean possible =
                kind != CompareKind.NE
                        && Math.abs(step) < 1 << 20
                        && (kind != CompareKind.EQ || Math.abs(step) == 1);
        if (axis < 0 || !possible) {
            return -1;
        }
        needs(x, over);
        needs(limit, over);
        DType type = (DType) x.base().type();
        Form.Need own = new Form.Need(type, x.base(), x.coefficients());
        allowed.add(Guards.fits(out, own, Forms.sweeps(over, x.coefficients()), at));
        bounds(kind, distance(x.base(), limit.base(), type), step, axis);
        return axis;
    }

    /// `limit - base` in i64, without overflow: 64-bit numbers are taken only up to ±2^61.
    private Value distance(Value base, Value limit, DType type) {
        Value x = out.cast(base, DType.I64, at);
        Value y = out.cast(limit, DType.I64, at);
        if (type == DType.I64) {
            Value least = out.constant(DType.I64, -1L << 61, at);
            Value most = out.constant(DType.I64, 1L << 61, at);
            y = out.binary(BinaryKind.MIN, out.binary(BinaryKind.MAX, y, least, at), most, at);
            Value half = out.constant(DType.I64, 1L << 60, at);
            Value low = out.compute(new Arithmetic.Compare(CompareKind.LT, x, half), at);
            Value minus = out.constant(DType.I64, -1L << 60, at);
            Value high = out.compute(new Arithmetic.Compare(CompareKind.GT, x, minus), at);
            allowed.add(low);
            allowed.add(high);
        }
        return out.binary(BinaryKind.SUB, y, x, at);
    }

    /// Bounds `axis` by `i · step kind d`.
    private void bounds(CompareKind kind, Value d, long step, int axis) {
        Value one = out.constant(DType.I64, 1, at);
        if (step < 0) {
            Value zero = out.constant(DType.I64, 0, at);
            bounds(kind.swapped(), out.binary(BinaryKind.SUB, zero, d, at), -step, axis);
            return;
        }
        Value below = out.binary(BinaryKind.SUB, d, one, at);
        switch (kind) {
            case LT -> below(axis, after(below, step));
            case LE -> below(axis, after(d, step));
            case GT -> from(axis, after(d, step));
            case GE -> from(axis, after(below, step));
            case EQ -> {
                from(axis, d);
                below(axis, out.binary(BinaryKind.ADD, d, one, at));
            }
            case NE -> {}
        }
    }

    /// The first i with `i · step > d`: floor(d / step) + 1.
    private Value after(Value d, long step) {
        Value one = out.constant(DType.I64, 1, at);
        Value quotient = d;
        if (step != 1) {
            Value sign = out.binary(BinaryKind.SHR, d, out.constant(DType.I64, 63, at), at);
            Value less = out.constant(DType.I64, step - 1, at);
            Value floored =
                    out.binary(BinaryKind.SUB, d, out.binary(BinaryKind.AND, sign, less, at), at);
            quotient = out.binary(BinaryKind.DIV, floored, out.constant(DType.I64, step, at), at);
        }
        return out.binary(BinaryKind.ADD, quotient, one, at);
    }
}
