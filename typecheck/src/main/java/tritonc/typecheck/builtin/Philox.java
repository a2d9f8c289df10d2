package tritonc.typecheck.builtin;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.math.Lanes;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;
import tritonc.typecheck.semantic.Emitter;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Operators;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.semantic.Shapes;
import tritonc.typecheck.semantic.Sites;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Tensor;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;

/// Random numbers from counters: Philox-4x32 and 4x64, equal to Triton's bit for bit.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, *Parallel random numbers: as easy as
/// 1, 2, 3*, SC 2011, for the rounds and their constants; `python/triton/language/random.py` of
/// Triton 3.8 for what seed and offsets become and for how integers become floats.
final class Philox {
    private static final Parameters RANDOM = Parameters.of(2, "seed", "offset", "n_rounds");
    private static final Parameters RANDOM_4X = Parameters.of(2, "seed", "offsets", "n_rounds");
    private static final Parameters PHILOX =
            Parameters.of(5, "seed", "c0", "c1", "c2", "c3", "n_rounds");
    private static final Parameters ROUNDS =
            Parameters.of(6, "c0", "c1", "c2", "c3", "k0", "k1", "n_rounds");
    private static final Parameters UNIFORM = Parameters.of(1, "x");
    private static final Parameters PAIR = Parameters.of(2, "u1", "u2");
    private static final int USUAL_ROUNDS = 10;
    private static final int MOST_ROUNDS = 1000;
    private static final double TURN = 6.283185307179586;

    private final Semantics semantics;
    private final Emitter emitter;

    Philox(Semantics semantics) {
        this.semantics = semantics;
        this.emitter = semantics.emitter();
    }

    /// `tl.randint`, or the four blocks of `tl.randint4x`.
    PyValue integers(Call call, boolean four) {
        List<Value> all = four(call.bind(RANDOM));
        return four ? tuple(all) : new Tensor(all.getFirst());
    }

    /// `tl.rand`, or the four blocks of `tl.rand4x`.
    PyValue uniform(Call call, boolean four) {
        List<Value> all = four(call.bind(four ? RANDOM_4X : RANDOM));
        if (!four) {
            return new Tensor(uniform(all.getFirst()));
        }
        all.replaceAll(this::uniform);
        return tuple(all);
    }

    /// `tl.randn`, or the four blocks of `tl.randn4x`.
    PyValue normal(Call call, boolean four) {
        List<Value> all = four(call.bind(RANDOM));
        List<Value> pair = pair(uniform(all.get(0)), uniform(all.get(1)), four, call.span());
        if (!four) {
            return new Tensor(pair.getFirst());
        }
        pair.addAll(pair(uniform(all.get(2)), uniform(all.get(3)), true, call.span()));
        return tuple(pair);
    }

    /// `tl.uint_to_uniform_float(x)`.
    PyValue toUniform(Call call) {
        Bound args = call.bind(UNIFORM);
        Value x = args.tensor(0).value();
        if (!(x.type().element() instanceof DType d && d.isInteger() && d.bits() >= 32)) {
            throw args.wrongKind(0, "integers of 32 or 64 bits");
        }
        return new Tensor(uniform(x));
    }

    /// `tl.pair_uniform_to_normal(u1, u2)`.
    PyValue toNormal(Call call) {
        Bound args = call.bind(PAIR);
        Operators operators = semantics.operators();
        Constexpr least = Constexpr.of(1.0e-7);
        Value u1 = semantics.conversion().tensor(args.get(0), args.span(0));
        Value u2 = semantics.conversion().tensor(args.get(1), args.span(1));
        Value positive =
                operators.extremum(BinaryKind.MAX, least, new Tensor(u1), Sites.all(args.span(0)));
        Value angle =
                operators.binary(
                        BinaryOp.MUL, Constexpr.of(TURN), new Tensor(u2), Sites.all(args.span(1)));
        if (!UnaryKind.COS.accepts(angle.type().dtype())) {
            throw args.wrongKind(1, "fp32 or fp64");
        }
        return tuple(normal(positive, angle, true, new Sites(args.span(0), args.span(1))));
    }

    /// `tl.philox(seed, c0, c1, c2, c3)`.
    PyValue philox(Call call) {
        Bound args = call.bind(PHILOX);
        List<Value> counters = new ArrayList<>(4);
        for (int i = 1; i <= 4; i++) {
            counters.add(semantics.conversion().tensor(args.get(i), args.span(i)));
        }
        int bits = counters.getFirst().type().element().bits();
        if (bits < 32) {
            throw args.wrongKind(1, "numbers of 32 or 64 bits");
        }
        DType word = bits == 32 ? DType.U32 : DType.U64;
        for (int i = 0; i < 4; i++) {
            counters.set(
                    i, semantics.conversion().bitcast(counters.get(i), word, args.span(1 + i)));
        }
        return tuple(keyed(args, word, counters, rounds(args, 5)));
    }

    /// `tl.philox_impl(c0, c1, c2, c3, k0, k1)`.
    PyValue impl(Call call) {
        Bound args = call.bind(ROUNDS);
        DType word = integer(args, 0).type().element() == DType.U64 ? DType.U64 : DType.U32;
        List<Value> words = new ArrayList<>(6);
        for (int i = 0; i < 6; i++) {
            Value x = integer(args, i);
            if (x.type().element() != word) {
                throw args.wrongKind(i, "uint32, or uint64 all through,");
            }
            words.add(x);
        }
        List<Value> keys = words.subList(4, 6);
        return tuple(rounds(args, words.subList(0, 4), keys, rounds(args, 6)));
    }

    private List<Value> four(Bound args) {
        Value offset = semantics.conversion().tensor(args.get(1), args.span(1));
        if (!(offset.type().element() instanceof DType)) {
            throw args.wrongKind(1, "numbers");
        }
        Value low = semantics.conversion().cast(offset, DType.U32, args.span(1));
        Value zero = emitter.zero(low.type());
        Value high = zero;
        if (offset.type().element().bits() > 32) {
            offset = integer(args, 1);
            Value by =
                    semantics
                            .conversion()
                            .literal(Constexpr.of(32), offsetType(offset), shape(offset));
            high = emitter.cast(emitter.binary(BinaryKind.SHR, offset, by), DType.U32);
        }
        return keyed(args, DType.U32, List.of(low, high, zero, zero), rounds(args, 2));
    }

    private static DType offsetType(Value offset) {
        return (DType) offset.type().element();
    }

    private static Shape shape(Value x) {
        return x.type().shape();
    }

    /// The rounds under the key that the first argument, the seed, is.
    private List<Value> keyed(Bound args, DType word, List<Value> counters, int rounds) {
        Value seed = emitter.cast(integer(args, 0), DType.U64);
        if (word == DType.U64) {
            // a block of one zero, which makes blocks of scalar counters
            Value zero = emitter.zero(Type.of(DType.U64, Shape.of(1)));
            return rounds(args, counters, List.of(seed, zero), rounds);
        }
        Value by = semantics.conversion().literal(Constexpr.of(32), DType.U64, shape(seed));
        Value high = emitter.cast(emitter.binary(BinaryKind.SHR, seed, by), DType.U32);
        return rounds(args, counters, List.of(emitter.cast(seed, DType.U32), high), rounds);
    }

    private List<Value> rounds(Bound args, List<Value> counters, List<Value> keys, int rounds) {
        if (rounds == 0) {
            return new ArrayList<>(counters);
        }
        Sites at = Sites.all(args.span());
        Type type = counters.getFirst().type();
        for (Value x : counters) {
            type = Type.of(type.element(), Shapes.common(type, x.type(), at));
        }
        for (Value x : keys) {
            type = Type.of(type.element(), Shapes.common(type, x.type(), at));
        }
        boolean wide = type.element() == DType.U64;
        Value multiplierA = word(type, wide ? 0xD2E7470EE14C6C93L : 0xD2511F53L);
        Value multiplierB = word(type, wide ? 0xCA5A826395121157L : 0xCD9E8D57L);
        Shapes shapes = semantics.shapes();
        List<Value> c = new ArrayList<>(4);
        for (Value x : counters) {
            c.add(shapes.broadcast(x, type.shape()));
        }
        List<Value> k = new ArrayList<>(keys);
        for (int i = 0; i < rounds; i++) {
            if (i > 0) {
                raise(k, wide);
            }
            Value even = c.get(0);
            Value odd = c.get(2);
            Value k0 = shapes.broadcast(k.get(0), type.shape());
            Value k1 = shapes.broadcast(k.get(1), type.shape());
            c.set(0, mixed(multiplierB, odd, c.get(1), k0));
            c.set(2, mixed(multiplierA, even, c.get(3), k1));
            c.set(1, emitter.binary(BinaryKind.MUL, multiplierB, odd));
            c.set(3, emitter.binary(BinaryKind.MUL, multiplierA, even));
        }
        return c;
    }

    private Value mixed(Value multiplier, Value x, Value counter, Value key) {
        Value high = emitter.binary(BinaryKind.MULHI, multiplier, x);
        return emitter.binary(BinaryKind.XOR, emitter.binary(BinaryKind.XOR, high, counter), key);
    }

    private Value word(Type type, long bits) {
        return emitter.constant(type, Lanes.fromBits((DType) type.element(), bits));
    }

    private void raise(List<Value> keys, boolean wide) {
        long[] by =
                wide
                        ? new long[] {0x9E3779B97F4A7C15L, 0xBB67AE8584CAA73BL}
                        : new long[] {0x9E3779B9L, 0xBB67AE85L};
        for (int i = 0; i < 2; i++) {
            Value key = keys.get(i);
            Value step = word(key.type(), by[i]);
            keys.set(i, emitter.binary(BinaryKind.ADD, key, step));
        }
    }

    /// Bits as a float in [0, 1): a negative number counts from the other end.
    private Value uniform(Value bits) {
        boolean wide = bits.type().element().bits() == 64;
        DType signed = wide ? DType.I64 : DType.I32;
        Value x =
                bits.type().element() == signed
                        ? bits
                        : emitter.add(new Arithmetic.Bitcast(bits, signed));
        Value negative = emitter.compare(CompareKind.LT, x, emitter.zero(x.type()));
        Value one = semantics.conversion().literal(Constexpr.of(1), signed, shape(x));
        Value mirrored = emitter.binary(BinaryKind.SUB, emitter.unary(UnaryKind.NEG, x), one);
        Value magnitude = emitter.select(negative, mirrored, x);
        double scale = wide ? 1.0842020432385337e-19 : 4.6566127342e-10;
        return scaled(emitter.cast(magnitude, DType.FP32), scale);
    }

    private Value scaled(Value x, double by) {
        return emitter.binary(BinaryKind.MUL, x, number(x, by));
    }

    private Value number(Value like, double value) {
        return semantics
                .conversion()
                .literal(Constexpr.of(value), like.type().dtype(), shape(like));
    }

    /// Two uniform blocks as normally distributed ones (Box and Muller).
    private List<Value> pair(Value u1, Value u2, boolean both, Span at) {
        Value positive = emitter.binary(BinaryKind.MAX, number(u1, 1.0e-7), u1);
        return normal(positive, scaled(u2, TURN), both, Sites.all(at));
    }

    private List<Value> normal(Value positive, Value angle, boolean both, Sites at) {
        Value log = scaled(emitter.unary(UnaryKind.LOG, positive), -2.0);
        Tensor radius = new Tensor(emitter.unary(UnaryKind.SQRT, log));
        List<Value> normal = new ArrayList<>(4);
        for (UnaryKind kind :
                both ? List.of(UnaryKind.COS, UnaryKind.SIN) : List.of(UnaryKind.COS)) {
            Tensor wave = new Tensor(emitter.unary(kind, angle));
            normal.add(semantics.operators().binary(BinaryOp.MUL, radius, wave, at));
        }
        return normal;
    }

    private Value integer(Bound args, int index) {
        Value x = semantics.conversion().tensor(args.get(index), args.span(index));
        if (!(x.type().element() instanceof DType d && d.isInteger())) {
            throw args.wrongKind(index, "integers");
        }
        return x;
    }

    private static int rounds(Bound args, int index) {
        long rounds = args.has(index) ? args.constant(index) : USUAL_ROUNDS;
        if (rounds < 0 || rounds > MOST_ROUNDS) {
            throw Mistake.at(
                    args.span(index),
                    Code.ARGUMENT_KIND,
                    "`n_rounds` goes from 0 to " + MOST_ROUNDS + ", not " + rounds);
        }
        return (int) rounds;
    }

    private static TupleValue tuple(List<Value> values) {
        List<PyValue> all = new ArrayList<>(values.size());
        for (Value value : values) {
            all.add(new Tensor(value));
        }
        return new TupleValue(all);
    }
}
