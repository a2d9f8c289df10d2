package tritonc.fuzz;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Arithmetic.AddPointer;
import tritonc.ir.tile.Arithmetic.Binary;
import tritonc.ir.tile.Arithmetic.Cast;
import tritonc.ir.tile.Arithmetic.Compare;
import tritonc.ir.tile.Arithmetic.Fma;
import tritonc.ir.tile.Arithmetic.Select;
import tritonc.ir.tile.Arithmetic.Unary;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.CompareKind;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.MemoryOp;
import tritonc.ir.tile.MemoryOp.AtomicRmw;
import tritonc.ir.tile.MemoryOp.Load;
import tritonc.ir.tile.MemoryOp.Store;
import tritonc.ir.tile.Reduce;
import tritonc.ir.tile.ReductionOrder;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.Rounding;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Faults that compilers have had, planted on purpose: each changes a kernel before code is made of
/// it, wherever it applies. A fuzzer that does not find one of them soon is no good.
enum Miscompile implements Rewriter.Rule {
    /// `<` in a mask becomes `<=`.
    WRONG_BOUND {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Compare c && c.kind() == CompareKind.LT && c.a().type().isBlock()
                    ? one(r.out().compare(CompareKind.LE, c.a(), c.b()))
                    : null;
        }
    },
    /// Of two conditions joined in a mask one is forgotten.
    HALF_A_MASK {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Binary b
                            && b.kind() == BinaryKind.AND
                            && b.type().element() == DType.I1
                    ? one(b.a())
                    : null;
        }
    },
    /// Masked lanes read 0, whatever `other` says.
    LOST_OTHER {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Load l && l.other() != null
                    ? one(r.out().add(new Load(l.pointer(), l.mask(), null, l.hint(), false)))
                    : null;
        }
    },
    SWAPPED_SUBTRACTION {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Binary b && b.kind() == BinaryKind.SUB
                    ? one(r.out().binary(BinaryKind.SUB, b.b(), b.a()))
                    : null;
        }
    },
    SWAPPED_SELECT {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Select s
                    ? one(r.out().select(s.condition(), s.ifFalse(), s.ifTrue()))
                    : null;
        }
    },
    SWAPPED_BRANCHES {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof ControlOp.If i
                    ? r.out()
                            .addAll(
                                    new ControlOp.If(
                                            i.condition(),
                                            r.block(i.elseBlock()),
                                            r.block(i.thenBlock())))
                    : null;
        }
    },
    /// Unsigned `//` done on signed numbers.
    SIGNED_DIVISION {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Binary b && b.kind() == BinaryKind.DIV ? signed(b, r.out()) : null;
        }
    },
    /// Unsigned `>>` fills with the sign.
    SIGNED_SHIFT {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Binary b && b.kind() == BinaryKind.SHR ? signed(b, r.out()) : null;
        }
    },
    /// Unsigned maximum done on signed numbers.
    SIGNED_MAXIMUM {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Binary b && b.kind() == BinaryKind.MAX ? signed(b, r.out()) : null;
        }
    },
    /// `%` rounds down, as Python's does.
    FLOORED_REMAINDER {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            if (!(op instanceof Binary b
                    && b.kind() == BinaryKind.REM
                    && b.type().dtype().isSigned())) {
                return null;
            }
            Value first = r.out().binary(BinaryKind.REM, b.a(), b.b());
            Value up = r.out().binary(BinaryKind.ADD, first, b.b());
            return one(r.out().binary(BinaryKind.REM, up, b.b()));
        }
    },
    /// A signed number widened with zeros.
    ZERO_EXTENDED {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            boolean widens =
                    op instanceof Cast c
                            && c.x().type().element() instanceof DType d
                            && d.isSigned()
                            && c.to().bits() > d.bits();
            if (!widens || !(op instanceof Cast c)) {
                return null;
            }
            Value unsigned = r.out().cast(c.x(), unsigned(c.x().type().dtype()));
            return one(r.out().add(new Cast(unsigned, c.to(), c.rounding())));
        }
    },
    /// A float out of range wraps instead of sticking at the end.
    WRAPPED_CAST {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            boolean narrows =
                    op instanceof Cast c
                            && c.x().type().element() instanceof DType d
                            && d.isFloat()
                            && c.to() instanceof DType t
                            && t.isInteger()
                            && t.bits() < 64
                            && t.bits() > 1;
            return narrows && op instanceof Cast c
                    ? one(r.out().cast(r.out().cast(c.x(), DType.I64), c.to()))
                    : null;
        }
    },
    /// A cast that was to round towards zero rounds to nearest.
    WRONG_ROUNDING {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Cast c && c.rounding() == Rounding.RTZ
                    ? one(r.out().add(new Cast(c.x(), c.to(), Rounding.RTNE)))
                    : null;
        }
    },
    /// `-x` as `0 - x`, which loses the sign of zero.
    NEGATION_FROM_ZERO {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            boolean floats =
                    op instanceof Unary u
                            && u.kind() == UnaryKind.NEG
                            && u.type().dtype().isFloat();
            if (!floats || !(op instanceof Unary u)) {
                return null;
            }
            Value zero = r.out().constant(u.type(), 0);
            return one(r.out().binary(BinaryKind.SUB, zero, u.x()));
        }
    },
    /// A maximum that lets NaN through.
    NAN_THROUGH {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            boolean floats =
                    op instanceof Binary b
                            && b.kind() == BinaryKind.MIN
                            && b.type().dtype().isFloat();
            return floats && op instanceof Binary b
                    ? one(r.out().binary(BinaryKind.MIN_NAN, b.a(), b.b()))
                    : null;
        }
    },
    /// A fused multiply-add that rounds twice.
    UNFUSED {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof Fma f
                    ? one(
                            r.out()
                                    .binary(
                                            BinaryKind.ADD,
                                            r.out().binary(BinaryKind.MUL, f.a(), f.b()),
                                            f.c()))
                    : null;
        }
    },
    /// A float sum in another order.
    REORDERED_SUM {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            if (!(op instanceof Reduce d)) {
                return null;
            }
            ReductionOrder other = new ReductionOrder(d.order().lanes() == 1 ? 2 : 1);
            return one(r.out().add(new Reduce(d.kind(), d.x(), d.axis(), other)));
        }
    },
    /// A loop that leaves its last iteration out, if it has any.
    SHORT_LOOP {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            if (!(op instanceof ControlOp.For f)) {
                return null;
            }
            Value one = r.out().constant(f.upper().type(), 1);
            Value less = r.out().binary(BinaryKind.SUB, f.upper(), one);
            Value some = r.out().compare(CompareKind.LT, f.lower(), f.upper());
            Value end = r.out().select(some, less, f.upper());
            return r.out()
                    .addAll(
                            new ControlOp.For(
                                    f.lower(), end, f.step(), f.inits(), r.block(f.body())));
        }
    },
    /// A loop whose results are what it began with.
    FORGOTTEN_CARRY {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            if (!(op instanceof ControlOp.For f)) {
                return null;
            }
            r.out().addAll(r.withBlocks(f));
            return f.inits();
        }
    },
    /// An atomic addition that overwrites.
    LOST_UPDATE {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            return op instanceof AtomicRmw a && a.kind() == AtomicKind.ADD
                    ? one(
                            r.out()
                                    .add(
                                            new AtomicRmw(
                                                    AtomicKind.XCHG,
                                                    a.pointer(),
                                                    a.value(),
                                                    a.mask(),
                                                    a.semantic())))
                    : null;
        }
    },
    /// A store that waits until the load behind it is done, as if the two could never meet.
    LOST_ORDER {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            throw new IllegalStateException("planted by its own rule");
        }

        @Override
        TileKernel plant(TileKernel kernel) {
            Map<Statement, Statement> loadBehind = new HashMap<>();
            pairs(kernel.body(), loadBehind);
            Set<Statement> loads = new HashSet<>(loadBehind.values());
            List<TileOp> waiting = new ArrayList<>();
            return Rewriter.rewrite(
                    kernel,
                    (op, old, r) -> {
                        if (loadBehind.containsKey(old)) {
                            waiting.add(op);
                            return List.of();
                        }
                        if (loads.contains(old)) {
                            List<Value> results = r.out().addAll(op);
                            waiting.forEach(r.out()::addAll);
                            waiting.clear();
                            return results;
                        }
                        return null;
                    });
        }
    },
    /// An offset kept in too few bits.
    NARROW_OFFSET {
        @Override
        public @Nullable List<Value> rewrite(TileOp op, Statement old, Rewriter r) {
            if (!(op instanceof AddPointer a)) {
                return null;
            }
            Value less = r.out().cast(r.out().cast(a.offset(), DType.I8), DType.I32);
            return one(r.out().add(new AddPointer(a.pointer(), less)));
        }
    };

    /// The kernel with the fault in every place that has room for it; the same object if none has.
    TileKernel plant(TileKernel kernel) {
        return Rewriter.rewrite(kernel, this);
    }

    private static List<Value> one(Value value) {
        return List.of(value);
    }

    private static @Nullable List<Value> signed(Binary b, Builder out) {
        DType dtype = b.type().dtype();
        if (!dtype.isUnsigned() || dtype.isBool()) {
            return null;
        }
        DType signed = DType.parse("i" + dtype.bits());
        if (signed == null) {
            throw new IllegalStateException("no signed " + dtype);
        }
        Value result = out.binary(b.kind(), out.cast(b.a(), signed), out.cast(b.b(), signed));
        return List.of(out.cast(result, dtype));
    }

    private static DType unsigned(DType dtype) {
        DType unsigned = DType.parse("u" + dtype.bits());
        if (unsigned == null) {
            throw new IllegalStateException("no unsigned " + dtype);
        }
        return unsigned;
    }

    /// Each store with the next load behind it in its block, if only pure ops stand between.
    private static void pairs(Block block, Map<Statement, Statement> found) {
        @Nullable Statement store = null;
        for (Statement s : block.statements()) {
            s.op().blocks().forEach(b -> pairs(b, found));
            if (s.op() instanceof Load && store != null) {
                found.put(store, s);
                store = null;
            } else if (s.op() instanceof Store) {
                store = s;
            } else if (s.op() instanceof MemoryOp || s.op() instanceof ControlOp) {
                store = null;
            }
        }
    }
}
