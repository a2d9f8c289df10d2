package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.CrossLane;
import tritonc.ir.tile.Dot;
import tritonc.ir.tile.EffectOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.ProgramOp;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.PointerType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the tiles that are affine in their coordinates. The uniform parts are written out as
/// scalar arithmetic on the way; what nobody uses is dropped at the end.
final class Forms {
    private final Emitter out;
    private final Bindings bindings;
    private final Map<Value, @Nullable Form> done = new HashMap<>();

    Forms(Emitter out, Bindings bindings) {
        this.out = out;
        this.bindings = bindings;
    }

    /// Forgets everything: scalars may be bound to other values now.
    void clear() {
        done.clear();
    }

    /// The form of a tile or a scalar, `null` if none is known.
    @Nullable Form of(Value tile) {
        if (!done.containsKey(tile)) {
            done.put(tile, find(tile));
        }
        return done.get(tile);
    }

    private @Nullable Form find(Value tile) {
        if (!tile.type().isBlock()) {
            return bindings.isBound(tile) ? uniform(bindings.scalar(tile), 0) : null;
        }
        if (bindings.buffer(tile) != null || !bindings.isDefined(tile)) {
            return null;
        }
        Statement s = bindings.definition(tile);
        return switch (s.op()) {
            case Arithmetic a -> arithmetic(a, s.at());
            case ShapeOp shape -> shape(shape, s.at());
            case EffectOp _,
                    MemoryOp _,
                    ProgramOp _,
                    Reduce _,
                    CrossLane _,
                    Fold _,
                    Dot _,
                    ControlOp _ ->
                    null;
        };
    }

    private static Form uniform(Value base, int rank) {
        return new Form(base, Collections.nCopies(rank, Amount.zero()), List.of());
    }

    private @Nullable Form arithmetic(Arithmetic op, Location at) {
        int rank = op.type().shape().rank();
        if (op instanceof Arithmetic.Constant c) {
            return uniform(out.constant(c.type().element(), c.bits(), at), rank);
        }
        List<Form> operands = new ArrayList<>();
        boolean uniform = true;
        for (Value operand : op.operands()) {
            Form form = of(operand);
            if (form == null) {
                return null;
            }
            operands.add(form);
            uniform &= form.isUniform();
        }
        if (uniform) {
            return uniform(op, operands, rank, at);
        }
        return varying(op, operands, at);
    }

    /// Arithmetic on operands of which one differs from lane to lane.
    private @Nullable Form varying(Arithmetic op, List<Form> operands, Location at) {
        Form a = operands.getFirst();
        return switch (op) {
            case Arithmetic.Binary b when isWide(b.type().element()) ->
                    binary(
                            b.kind(),
                            (DType) b.type().element(),
                            b.type().shape(),
                            a,
                            operands.get(1),
                            at);
            case Arithmetic.AddPointer p -> pointer(p, a, operands.get(1), at);
            case Arithmetic.Cast c
                    when isWide(c.x().type().element()) && isWide(c.to())
                            || c.x().type().isPointer() && c.to() instanceof PointerType ->
                    cast(c, a, at);
            case Arithmetic.Bitcast b when isWide(b.x().type().element()) && isWide(b.to()) ->
                    new Form(
                            out.compute(new Arithmetic.Bitcast(a.base(), b.to()), at),
                            a.coefficients(),
                            a.needs(),
                            a.allowed());
            case Arithmetic.Constant _,
                    Arithmetic.Unary _,
                    Arithmetic.Binary _,
                    Arithmetic.Compare _,
                    Arithmetic.Select _,
                    Arithmetic.Fma _,
                    Arithmetic.Cast _,
                    Arithmetic.Bitcast _ ->
                    null;
        };
    }

    private Form uniform(Arithmetic op, List<Form> operands, int rank, Location at) {
        Map<Value, Value> bases = new HashMap<>();
        List<Form.Need> needs = new ArrayList<>();
        List<Value> allowed = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            allowed.addAll(operands.get(i).allowed());
            bases.put(op.operands().get(i), operands.get(i).base());
            needs.addAll(operands.get(i).needs());
        }
        Arithmetic scalar = (Arithmetic) op.mapOperands(v -> bases.getOrDefault(v, v));
        return new Form(
                out.compute(scalar, at), Collections.nCopies(rank, Amount.zero()), needs, allowed);
    }

    private static boolean isWide(ElementType type) {
        return type instanceof DType d && d.isInteger() && d.bits() >= 32;
    }

    private @Nullable Form binary(
            BinaryKind kind, DType type, Shape shape, Form a, Form b, Location at) {
        return switch (kind) {
            case ADD, SUB -> {
                List<Amount> sums = new ArrayList<>();
                for (int i = 0; i < a.coefficients().size(); i++) {
                    Amount x = a.coefficients().get(i);
                    sums.add(combine(kind, type, x, b.coefficients().get(i), at));
                }
                yield new Form(
                        out.binary(kind, a.base(), b.base(), at), sums, both(a, b), allowed(a, b));
            }
            case MUL -> b.isUniform() ? scaled(type, a, b, at) : scaled(type, b, a, at);
            case SHL -> {
                Long by = b.isUniform() ? out.constant(b.base()) : null;
                if (by == null || by < 0 || by >= type.bits()) {
                    yield null;
                }
                Value factor = out.constant(type, 1L << by, at);
                yield scaled(type, a, uniform(factor, a.coefficients().size()), at);
            }
            case REM -> remainder(type, shape, a, b, at);
            case DIV, MULHI, AND, OR, XOR, SHR, MIN, MAX, MIN_NAN, MAX_NAN, POW -> null;
        };
    }

    /// Conditions of two forms.
    private static List<Value> allowed(Form a, Form b) {
        if (a.allowed().isEmpty() || b.allowed().isEmpty()) {
            return a.allowed().isEmpty() ? b.allowed() : a.allowed();
        }
        List<Value> allowed = new ArrayList<>(a.allowed());
        allowed.addAll(b.allowed());
        return allowed;
    }

    /// `x % by` is affine as `x` is where neither `x` wraps nor the remainder starts anew: x is
    /// never negative, and its last remainder is its first plus the distance.
    private @Nullable Form remainder(DType type, Shape shape, Form x, Form by, Location at) {
        long distance = 0;
        for (int i = 0; i < shape.rank(); i++) {
            if (!(x.coefficients().get(i) instanceof Amount.Constant(long step))
                    || step < 0
                    || step > 1 << 20) {
                return null;
            }
            distance += step * (shape.dim(i) - 1);
        }
        if (!by.isUniform() || type != DType.I32) {
            return null;
        }
        Value first = out.binary(BinaryKind.REM, x.base(), by.base(), at);
        Value zero = out.constant(DType.I32, 0, at);
        Value wide = out.cast(first, DType.I64, at);
        Value last = out.binary(BinaryKind.ADD, wide, out.constant(DType.I64, distance, at), at);
        List<Value> allowed = new ArrayList<>(allowed(x, by));
        allowed.add(out.compute(new Arithmetic.Compare(CompareKind.GE, x.base(), zero), at));
        Value limit = out.cast(by.base(), DType.I64, at);
        allowed.add(out.compute(new Arithmetic.Compare(CompareKind.LT, last, limit), at));
        Form.Need whole = new Form.Need(type, x.base(), x.coefficients());
        allowed.add(Guards.fits(out, whole, sweeps(shape, x.coefficients()), at));
        return new Form(first, x.coefficients(), both(x, by), allowed);
    }

    private static List<Form.Need> both(Form a, Form b) {
        List<Form.Need> needs = new ArrayList<>(a.needs());
        needs.addAll(b.needs());
        return needs;
    }

    private @Nullable Form scaled(DType type, Form x, Form by, Location at) {
        if (!by.isUniform()) {
            return null;
        }
        Amount factor = amount(by.base(), signed(type), at);
        List<Amount> products = new ArrayList<>();
        for (Amount c : x.coefficients()) {
            products.add(combine(BinaryKind.MUL, type, c, factor, at));
        }
        return new Form(
                out.binary(BinaryKind.MUL, x.base(), by.base(), at),
                products,
                both(x, by),
                allowed(x, by));
    }

    /// The type in which coefficients of a type are kept.
    private static DType signed(DType type) {
        return type.bits() == 32 ? DType.I32 : DType.I64;
    }

    private Amount amount(Value value, DType type, Location at) {
        Value cast = out.cast(value, type, at);
        Long constant = out.constant(cast);
        return constant == null ? Amount.of(cast) : Amount.of(constant);
    }

    private Amount combine(BinaryKind kind, DType type, Amount a, Amount b, Location at) {
        if (b.is(0) && kind != BinaryKind.MUL || a.is(0) && kind == BinaryKind.MUL) {
            return a;
        }
        DType in = signed(type);
        return amount(out.binary(kind, out.value(a, in, at), out.value(b, in, at), at), in, at);
    }

    private Form pointer(Arithmetic.AddPointer op, Form pointer, Form offset, Location at) {
        ElementType pointee = ((PointerType) op.type().element()).pointee();
        DType type = (DType) op.offset().type().element();
        Form wide = widened(type, offset, at);
        Value size = out.constant(DType.I64, pointee.bytes(), at);
        List<Amount> strides = new ArrayList<>();
        for (int i = 0; i < wide.coefficients().size(); i++) {
            Amount bytes =
                    combine(
                            BinaryKind.MUL,
                            DType.I64,
                            wide.coefficients().get(i),
                            amount(size, DType.I64, at),
                            at);
            strides.add(
                    combine(BinaryKind.ADD, DType.I64, bytes, pointer.coefficients().get(i), at));
        }
        Value base = out.compute(new Arithmetic.AddPointer(pointer.base(), offset.base()), at);
        return new Form(base, strides, both(pointer, wide), allowed(pointer, wide));
    }

    /// Coefficients in 64 bits, given that the form fits its own type.
    private Form widened(DType type, Form form, Location at) {
        if (type.bits() == 64) {
            return form;
        }
        List<Amount> wide = new ArrayList<>();
        for (Amount c : form.coefficients()) {
            wide.add(
                    c instanceof Amount.Dynamic(Value value)
                            ? Amount.of(out.cast(value, DType.I64, at))
                            : c);
        }
        List<Form.Need> needs = new ArrayList<>(form.needs());
        needs.add(new Form.Need(type, form.base(), form.coefficients()));
        return new Form(form.base(), wide, needs, form.allowed());
    }

    private @Nullable Form cast(Arithmetic.Cast op, Form x, Location at) {
        Value base = out.cast(x.base(), op.to(), at);
        if (!(op.to() instanceof DType to) || !(op.x().type().element() instanceof DType from)) {
            return new Form(base, x.coefficients(), x.needs(), x.allowed());
        }
        if (to.bits() > from.bits()) {
            Form wide = widened(from, x, at);
            return new Form(base, wide.coefficients(), wide.needs(), wide.allowed());
        }
        List<Amount> narrow = new ArrayList<>();
        for (Amount c : x.coefficients()) {
            narrow.add(
                    to.bits() == from.bits()
                            ? c
                            : amount(out.value(c, DType.I64, at), DType.I32, at));
        }
        return new Form(base, narrow, x.needs(), x.allowed());
    }

    private @Nullable Form shape(ShapeOp op, Location at) {
        if (op instanceof ShapeOp.Arange(int start, int end)) {
            Amount step = Amount.of(end - start == 1 ? 0 : 1);
            return new Form(out.constant(DType.I32, start, at), List.of(step), List.of());
        }
        Value x = op.operands().getFirst();
        Form form = of(x);
        if (form == null) {
            return null;
        }
        int[] source = Lanewise.source(op);
        return source == null ? null : form.moved(source);
    }

    /// Whether two forms are one and the same function of the coordinates.
    static boolean same(Form a, Form b) {
        return a.base().equals(b.base()) && a.coefficients().equals(b.coefficients());
    }

    /// The extents of a shape as sweeps over whole axes.
    static List<Sweep> sweeps(Shape shape, List<Amount> coefficients) {
        List<Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < coefficients.size(); i++) {
            if (!coefficients.get(i).is(0)) {
                sweeps.add(new Sweep(coefficients.get(i), Amount.zero(), Amount.of(shape.dim(i))));
            }
        }
        return sweeps;
    }
}
