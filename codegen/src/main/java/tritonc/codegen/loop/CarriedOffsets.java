package tritonc.codegen.loop;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.CompilerBug;
import tritonc.ir.tile.Arithmetic;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.Block;
import tritonc.ir.tile.Builder;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Rewriter;
import tritonc.ir.tile.ShapeOp;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.DType;
import tritonc.ir.type.ElementType;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Carries a scalar where a loop carries a tile that each iteration moves by the same amount in all
/// lanes: `p += splat(s)` keeps the tile it started from, affine as it was, and the sum of the
/// steps. Addresses and integers wrap, so that the sum is exact.
///
/// Before: `for … (%p = %start) { …; yield addptr(%p, splat %s) }`. After: `for … (%t = 0) { %p =
/// addptr(%start, splat %t); …; yield %t + %s }`.
final class CarriedOffsets {
    private final Map<Value, Statement> definitions = new HashMap<>();

    private CarriedOffsets() {}

    static TileKernel rewrite(TileKernel kernel) {
        CarriedOffsets pass = new CarriedOffsets();
        return pass.define(kernel.body()) ? Rewriter.rewrite(kernel, pass::loop) : kernel;
    }

    /// Notes what defines each value; whether there is a loop that carries tiles.
    private boolean define(Block block) {
        boolean found = false;
        for (Statement s : block.statements()) {
            for (Value result : s.results()) {
                definitions.put(result, s);
            }
            for (Block nested : s.op().blocks()) {
                found |= define(nested);
            }
            if (s.op() instanceof ControlOp.For f) {
                for (Value init : f.inits()) {
                    found |= init.type().isBlock();
                }
            }
        }
        return found;
    }

    private @Nullable List<Value> loop(TileOp op, Statement old, Rewriter rewriter) {
        if (!(op instanceof ControlOp.For now) || !(old.op() instanceof ControlOp.For before)) {
            return null;
        }
        int n = before.inits().size();
        List<@Nullable List<Value>> steps = new ArrayList<>(n);
        boolean any = false;
        for (int i = 0; i < n; i++) {
            List<Value> path = new ArrayList<>();
            Value carried = before.carried().get(i);
            boolean moves =
                    carried.type().isBlock()
                            && steps(before.body().yields().get(i), carried, path)
                            && !path.isEmpty();
            steps.add(moves ? path : null);
            any |= moves;
        }
        return any ? replaced(now, before, steps, rewriter) : null;
    }

    /// Whether `tile` is `carried` plus uniform steps, which are added to `path`.
    private boolean steps(Value tile, Value carried, List<Value> path) {
        if (tile.equals(carried)) {
            return true;
        }
        Statement s = definitions.get(tile);
        if (s == null) {
            return false;
        }
        if (s.op() instanceof Arithmetic.AddPointer(Value pointer, Value offset)) {
            path.add(offset);
            return isUniform(offset) && steps(pointer, carried, path);
        }
        if (s.op() instanceof Arithmetic.Binary(BinaryKind kind, Value a, Value b)
                && kind == BinaryKind.ADD
                && a.type().element() instanceof DType d
                && d.isInteger()) {
            boolean second = isUniform(b);
            path.add(second ? b : a);
            return (second || isUniform(a)) && steps(second ? a : b, carried, path);
        }
        return false;
    }

    private boolean isUniform(Value tile) {
        Statement s = definitions.get(tile);
        if (s == null) {
            return false;
        }
        return switch (s.op()) {
            case Arithmetic.Constant _, ShapeOp.Splat _ -> true;
            case ShapeOp.Broadcast b -> isUniform(b.x());
            case ShapeOp.ExpandDims e -> isUniform(e.x());
            case ShapeOp.Reshape r -> r.x().type().isBlock() && isUniform(r.x());
            case TileOp _ -> false;
        };
    }

    /// The scalar that a uniform tile repeats, in the new kernel.
    private Value scalar(Value tile, Rewriter rewriter) {
        Statement definition = definitions.get(tile);
        if (definition == null) {
            throw new CompilerBug("loop", tile + " has no definition");
        }
        return switch (definition.op()) {
            case Arithmetic.Constant c -> rewriter.out().constant(c.type().element(), c.bits());
            case ShapeOp.Splat s -> rewriter.map(s.x());
            case ShapeOp.Broadcast b -> scalar(b.x(), rewriter);
            case ShapeOp.ExpandDims e -> scalar(e.x(), rewriter);
            case ShapeOp.Reshape r -> scalar(r.x(), rewriter);
            case TileOp op -> throw new CompilerBug("loop", op.name() + " is not uniform");
        };
    }

    private List<Value> replaced(
            ControlOp.For now,
            ControlOp.For before,
            List<@Nullable List<Value>> steps,
            Rewriter rewriter) {
        Builder out = rewriter.out();
        List<Value> inits = new ArrayList<>();
        List<Type> types = new ArrayList<>(List.of(before.iv().type()));
        for (int i = 0; i < steps.size(); i++) {
            Value init = now.inits().get(i);
            Value start = steps.get(i) == null ? init : out.constant(sum(init), 0);
            inits.add(start);
            types.add(start.type());
        }
        Block body = out.block(types, fresh -> body(now, before, steps, fresh, rewriter));
        List<Value> results =
                out.addAll(new ControlOp.For(now.lower(), now.upper(), now.step(), inits, body));
        List<Value> replaced = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Value result = results.get(i);
            boolean moves = steps.get(i) != null;
            replaced.add(moves ? moved(now.inits().get(i), result, out) : result);
        }
        return replaced;
    }

    /// The type in which the steps of a tile are added up.
    private static ElementType sum(Value tile) {
        return tile.type().isPointer() ? DType.I64 : tile.type().element();
    }

    private static Value moved(Value tile, Value by, Builder out) {
        Value splat = out.splat(by, tile.type().shape());
        return tile.type().isPointer()
                ? out.add(new Arithmetic.AddPointer(tile, splat))
                : out.binary(BinaryKind.ADD, tile, splat);
    }

    private TileOp body(
            ControlOp.For now,
            ControlOp.For before,
            List<@Nullable List<Value>> steps,
            List<Value> fresh,
            Rewriter rewriter) {
        Builder out = rewriter.out();
        rewriter.map(before.iv(), fresh.getFirst());
        for (int i = 0; i < steps.size(); i++) {
            Value parameter = fresh.get(i + 1);
            boolean moves = steps.get(i) != null;
            rewriter.map(
                    before.carried().get(i),
                    moves ? moved(now.inits().get(i), parameter, out) : parameter);
        }
        rewriter.statements(before.body());
        List<Value> nexts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            List<Value> path = steps.get(i);
            if (path == null) {
                nexts.add(rewriter.map(before.body().yields().get(i)));
                continue;
            }
            Value next = fresh.get(i + 1);
            for (Value step : path) {
                Value by = out.cast(scalar(step, rewriter), next.type().element());
                next = out.binary(BinaryKind.ADD, next, by);
            }
            nexts.add(next);
        }
        return new ControlOp.Yield(nexts);
    }
}
