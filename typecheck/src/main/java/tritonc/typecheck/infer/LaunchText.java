package tritonc.typecheck.infer;

import tritonc.frontend.JitFunction;
import tritonc.frontend.Scope;
import tritonc.frontend.ast.Argument;
import tritonc.frontend.ast.CompareOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Stmt;
import tritonc.typecheck.host.HostEvaluation;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.FunctionValue;
import tritonc.typecheck.value.Names;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the launches `kernel[grid](…)` in the file of a kernel: literals, also through variables
/// of the function around, and flags such as `HAS_BIAS=bias is not None`.
final class LaunchText {
    private final HostText text;
    private final JitFunction kernel;
    private final Scope scope;
    private final Names names;

    /// the tiles that the function being read sets, as hooks of configurations do
    private Map<String, Tile> set = new HashMap<>();

    /// @param scope where the launches stand; its whole file is read
    LaunchText(HostText text, JitFunction kernel, Scope scope, Names names) {
        this.text = text;
        this.kernel = kernel;
        this.scope = scope;
        this.names = names;
    }

    void read() {
        all(scope.module().ast().body(), new HashMap<>());
    }

    private void all(List<Stmt> body, Map<String, Expr> locals) {
        for (Stmt s : body) {
            one(s, locals);
        }
    }

    private void one(Stmt statement, Map<String, Expr> locals) {
        switch (statement) {
            case Stmt.FunctionDef s -> {
                if (s != kernel.definition()) {
                    function(s, locals);
                }
            }
            case Stmt.ClassDef s -> all(s.body(), new HashMap<>(locals));
            case Stmt.Assign s -> {
                expr(s.value(), locals);
                if (s.targets().size() == 1 && s.targets().getFirst() instanceof Expr.Name n) {
                    locals.put(n.id(), s.value());
                    describe(n.id(), s.value(), locals);
                }
                tile(s, locals);
            }
            case Stmt.ExprStmt s -> expr(s.value(), locals);
            case Stmt.Return s -> {
                if (s.value() != null) {
                    expr(s.value(), locals);
                }
            }
            case Stmt.If s -> {
                all(s.body(), locals);
                all(s.orElse(), locals);
            }
            case Stmt.For s -> all(s.body(), locals);
            case Stmt.While s -> all(s.body(), locals);
            case Stmt.With s -> all(s.body(), locals);
            case Stmt.Try s -> {
                all(s.body(), locals);
                s.handlers().forEach(h -> all(h.body(), locals));
            }
            default -> {}
        }
    }

    private void function(Stmt.FunctionDef f, Map<String, Expr> locals) {
        Map<String, Tile> outer = set;
        set = new HashMap<>();
        all(f.body(), new HashMap<>(locals));
        List<String> own = kernel.definition().parameters().stream().map(Parameter::name).toList();
        if (own.containsAll(set.keySet())) {
            text.hook(set);
        }
        set = outer;
    }

    /// `arguments["descriptor"].block_shape = …`
    private void tile(Stmt.Assign s, Map<String, Expr> locals) {
        if (s.targets().getFirst() instanceof Expr.Attribute a
                && a.name().equals("block_shape")
                && a.value() instanceof Expr.Subscript of
                && of.index() instanceof Expr.StringLiteral parameter) {
            List<Expr> extents = Tile.elements(local(s.value(), locals));
            if (!extents.isEmpty()) {
                set.put(parameter.value(), new Tile(extents, null, locals, Map.of(), names));
            }
        }
    }

    /// A variable may hold a descriptor. Where another function launches the kernel, what this one
    /// calls like a parameter has the value of that.
    private void describe(String variable, Expr value, Map<String, Expr> locals) {
        List<Expr> extents = made(value, locals);
        if (!extents.isEmpty()) {
            Map<String, Expr> others = new HashMap<>(locals);
            kernel.definition().parameters().forEach(p -> others.remove(p.name()));
            text.describe(variable, new Tile(extents, null, others, Map.of(), names));
        }
    }

    /// The tile of a descriptor that is made of a tensor; none for other expressions.
    private static List<Expr> made(Expr e, Map<String, Expr> locals) {
        if (!(e instanceof Expr.Call call)) {
            return List.of();
        }
        boolean from =
                call.function() instanceof Expr.Attribute a
                        && a.name().equals("from_tensor")
                        && isDescriptor(a.value());
        if (!from && !isDescriptor(call.function())) {
            return List.of();
        }
        int at = 0;
        for (Argument a : call.arguments()) {
            boolean named = a instanceof Argument.Keyword k && k.name().equals("block_shape");
            boolean placed = a instanceof Argument.Positional && at++ == (from ? 1 : 3);
            if (named || placed) {
                return Tile.elements(local(a.value(), locals));
            }
        }
        return List.of();
    }

    private static boolean isDescriptor(Expr e) {
        return e instanceof Expr.Name n && n.id().equals("TensorDescriptor")
                || e instanceof Expr.Attribute a && a.name().equals("TensorDescriptor");
    }

    private void expr(Expr e, Map<String, Expr> locals) {
        if (e instanceof Expr.Call call) {
            if (call.function() instanceof Expr.Subscript s && isKernel(s.value(), locals)) {
                launch(call, locals);
            }
            call.arguments().forEach(a -> expr(a.value(), locals));
        } else if (e instanceof Expr.Lambda l) {
            expr(l.body(), locals);
        } else if (e instanceof Expr.Tuple t) {
            t.elements().forEach(x -> expr(x, locals));
        }
    }

    /// Whether a value is the kernel by its own name or one that a call or an alias gives it, or is
    /// what a function made of it: `tuned(kernel, configurations)`.
    private boolean isKernel(Expr value, Map<String, Expr> locals) {
        return value instanceof Expr.Name n && names(n.id()) || made(local(value, locals));
    }

    private boolean made(Expr value) {
        return value instanceof Expr.Call call
                && call.arguments().stream()
                        .map(Argument::value)
                        .anyMatch(a -> a instanceof Expr.Name n && names(n.id()) || made(a));
    }

    private boolean names(String name) {
        return name.equals(kernel.name()) && scope == kernel.scope()
                || scope.lookup(name).orElse(null) instanceof JitFunction f && f.equals(kernel);
    }

    private void launch(Expr.Call call, Map<String, Expr> locals) {
        text.launch();
        List<Parameter> parameters = kernel.definition().parameters();
        Map<String, Expr> given = new HashMap<>();
        Map<String, String> holder = new HashMap<>();
        int at = 0;
        for (Argument a : call.arguments()) {
            String name =
                    switch (a) {
                        case Argument.Keyword k -> k.name();
                        case Argument.Positional p ->
                                at < parameters.size() ? parameters.get(at++).name() : "";
                        case Argument.Unpacked u -> "";
                        case Argument.UnpackedKeywords u -> "";
                    };
            given.put(name, a.value());
            if (a.value() instanceof Expr.Name n) {
                holder.putIfAbsent(n.id(), name);
            }
        }
        for (Parameter p : parameters) {
            Expr value = given.get(p.name());
            if (value != null) {
                argument(p.name(), local(value, locals), holder);
                if (value instanceof Expr.Name variable) {
                    text.pass(p.name(), variable.id());
                }
                List<Expr> tile = made(local(value, locals), locals);
                if (!tile.isEmpty()) {
                    text.tile(p.name(), new Tile(tile, null, locals, holder, names));
                }
            }
        }
    }

    private static Expr local(Expr e, Map<String, Expr> locals) {
        Expr at = e;
        for (int i = 0; i < 4 && at instanceof Expr.Name n && locals.containsKey(n.id()); i++) {
            at = locals.get(n.id());
        }
        return at;
    }

    private void argument(String name, Expr value, Map<String, String> holder) {
        switch (value) {
            case Expr.IntLiteral i -> constant(name, value);
            case Expr.FloatLiteral f -> constant(name, value);
            case Expr.StringLiteral s -> constant(name, value);
            case Expr.BoolLiteral b -> constant(name, value);
            case Expr.Name n -> constant(name, value);
            case Expr.Attribute a -> constant(name, value);
            case Expr.Tuple t -> tuple(name, value, t.elements());
            case Expr.ListDisplay l -> tuple(name, value, l.elements());
            case Expr.Compare c -> {
                text.flag(name);
                boolean there =
                        c.ops().getFirst() == CompareOp.IS_NOT
                                && c.rights().getFirst() instanceof Expr.NoneLiteral;
                String parameter = c.left() instanceof Expr.Name n ? holder.get(n.id()) : null;
                if (there && parameter != null) {
                    text.present(name, parameter);
                }
            }
            default -> {}
        }
    }

    private void tuple(String name, Expr value, List<Expr> elements) {
        boolean all = elements.stream().noneMatch(e -> e instanceof Expr.Starred);
        text.tuple(name, all ? elements.size() : 0);
        constant(name, value);
    }

    private void constant(String name, Expr value) {
        PyValue v = HostEvaluation.valueOrError(value, names);
        if (isConstant(v)) {
            text.launch(name, v);
        }
    }

    private static boolean isConstant(PyValue v) {
        return v instanceof Constexpr
                || isFunction(v)
                || v instanceof TupleValue t
                        && t.elements().stream().allMatch(LaunchText::isConstant);
    }

    /// Whether kernels can call it; what other libraries define, they cannot.
    private static boolean isFunction(PyValue value) {
        return value instanceof FunctionValue
                || value instanceof BuiltinValue b && b.name().startsWith("triton.language.");
    }
}
