package tritonc.typecheck.infer;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Argument.Positional;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.PyValue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The parameters of a kernel that are descriptors made by the host, with their tiles as far as a
/// text gives them: an access of the kernel that repeats the tile, a hook that sets it before each
/// launch, or the call that makes the descriptor that a launch passes.
final class Tiles {
    private static final String OLD_LOAD = "_experimental_descriptor_load";

    private final List<Parameter> parameters;
    private final Map<Integer, Tile> known = new HashMap<>();
    private final Map<String, Tile> repeated = new HashMap<>();

    Tiles(Callable kernel, Facts facts, HostText host) {
        this.parameters = kernel.parameters();
        for (OwnBody.Place p : new OwnBody(kernel.body()).places()) {
            switch (p.statement()) {
                case Stmt.Assign s -> accesses(s.value(), kernel);
                case Stmt.ExprStmt s -> accesses(s.value(), kernel);
                default -> {}
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name();
            Tile tile = repeated.containsKey(name) ? repeated.get(name) : host.tile(name);
            Evidence e = facts.of(new Atom(i, 0));
            boolean fits = tile != null && (e.rank == 0 || e.rank == tile.extents().size());
            if (tile != null && fits && e.isDescriptor()) {
                known.put(i, tile);
            }
        }
    }

    private void accesses(Expr e, Callable kernel) {
        if (!(e instanceof Expr.Call call)) {
            return;
        }
        call.arguments().forEach(a -> accesses(a.value(), kernel));
        if (call.function() instanceof Expr.Attribute f) {
            accesses(f.value(), kernel);
            boolean load =
                    f.name().equals(OLD_LOAD)
                            && call.arguments().size() == 4
                            && call.arguments().stream().allMatch(a -> a instanceof Positional);
            if (load && call.arguments().getFirst().value() instanceof Expr.Name descriptor) {
                List<Expr> extents = Tile.elements(call.arguments().get(2).value());
                Expr element = call.arguments().get(3).value();
                Map<String, Expr> locals = new HashMap<>();
                for (OwnBody.Place p : new OwnBody(kernel.body()).places()) {
                    if (p.statement() instanceof Stmt.Assign s
                            && s.targets().size() == 1
                            && s.targets().getFirst() instanceof Expr.Name n) {
                        locals.putIfAbsent(n.id(), s.value());
                    }
                }
                Tile tile = new Tile(extents, element, locals, Map.of(), kernel.names());
                repeated.putIfAbsent(descriptor.id(), tile);
            }
        }
    }

    /// The descriptor that a parameter is if the others are what they are now; null if no text
    /// tells.
    Argument.@Nullable Descriptor of(int parameter, List<Argument> now) {
        Tile tile = known.get(parameter);
        return tile == null ? null : tile.under(constants(now), element(now.get(parameter)));
    }

    private static DType element(Argument now) {
        return switch (now) {
            case Argument.Descriptor d -> d.element();
            case Argument.Runtime r
                    when r.type() instanceof PointerType p && p.pointee() instanceof DType d ->
                    d;
            default -> DType.FP32;
        };
    }

    private Map<String, PyValue> constants(List<Argument> now) {
        Map<String, PyValue> constants = new HashMap<>();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i) instanceof Argument.Constant c) {
                constants.put(parameters.get(i).name(), c.value());
            }
        }
        return constants;
    }

    /// A guess with its pointers that are descriptors by the text as such.
    List<Argument> described(List<Argument> guess) {
        List<Argument> all = new ArrayList<>(guess);
        for (int i : known.keySet()) {
            boolean pointer =
                    guess.get(i) instanceof Argument.Runtime r && r.type() instanceof PointerType;
            Argument descriptor = pointer ? of(i, guess) : null;
            if (descriptor != null) {
                all.set(i, descriptor);
            }
        }
        return List.copyOf(all);
    }

    /// A changed guess in which tiles follow the constants that they are made of.
    List<Argument> followed(List<Argument> before, List<Argument> changed) {
        List<Argument> all = new ArrayList<>(changed);
        for (int i : known.keySet()) {
            Argument was = before.get(i);
            if (was instanceof Argument.Descriptor && was.equals(changed.get(i))) {
                Argument now = was.equals(of(i, before)) ? of(i, changed) : null;
                if (now != null) {
                    all.set(i, now);
                }
            }
        }
        return List.copyOf(all);
    }
}
