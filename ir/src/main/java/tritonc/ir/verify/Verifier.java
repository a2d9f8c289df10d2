package tritonc.ir.verify;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.Terminator;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Shape;
import tritonc.ir.type.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks the rules of tile IR:
///
/// 1. every value is defined once, and used only after its definition and inside the block that
///    holds it (nested blocks included), with the type it was defined with; the function of a
///    [Fold] sees nothing of what is defined outside it;
/// 2. results have the number and types that the op's own rule gives;
/// 3. a terminator stands at the end of a block and nowhere else; each block ends with the one its
///    op asks for and hands on the types its op asks for;
/// 4. extents are powers of two and a block holds at most [#MAX_ELEMENTS] elements on [#MAX_RANK]
///    axes;
/// 5. attributes fit: constants are lanes of their type, operands of `dot` and `atomic_rmw` have
///    dtypes that those compute with, the function of a [Fold] holds arithmetic over numbers and
///    `if` only ([OpRules]).
public final class Verifier {
    /// The most elements a block may have, as in Triton (`TRITON_MAX_TENSOR_NUMEL`).
    public static final int MAX_ELEMENTS = 1 << 20;

    /// The most axes a block may have.
    public static final int MAX_RANK = 32;

    private final List<Violation> found = new ArrayList<>();
    private final Map<Integer, Value> visible = new HashMap<>();
    private final Set<Integer> defined = new HashSet<>();
    private @Nullable Statement at;

    private Verifier() {}

    /// The rules that `kernel` breaks, in the order of its text; empty if it is sound.
    public static List<Violation> verify(TileKernel kernel) {
        Verifier verifier = new Verifier();
        verifier.kernel(kernel);
        return List.copyOf(verifier.found);
    }

    private void broken(String message) {
        found.add(new Violation(at, message));
    }

    private void kernel(TileKernel kernel) {
        Set<String> names = new HashSet<>();
        for (Parameter p : kernel.parameters()) {
            if (p.name().isEmpty() || !names.add(p.name())) {
                broken("parameter name \"" + p.name() + "\" is empty or not the only one");
            }
            define(p.value());
        }
        if (!kernel.body().parameters().isEmpty()) {
            broken("the kernel's body has parameters of its own");
        }
        block(kernel.body());
        at = kernel.body().statements().getLast();
        ends(kernel.body(), List.of());
    }

    private void define(Value value) {
        if (!defined.add(value.id())) {
            broken(value + " is defined twice");
        }
        visible.put(value.id(), value);
        shape(value.type());
    }

    private void shape(Type type) {
        Shape shape = type.shape();
        if (shape.rank() > MAX_RANK) {
            broken(type + " has more than " + MAX_RANK + " axes");
            return;
        }
        long size = 1;
        for (int i = 0; i < shape.rank(); i++) {
            int extent = shape.dim(i);
            if (Integer.bitCount(extent) != 1) {
                broken("extent " + extent + " of " + type + " is not a power of two");
                return;
            }
            size *= extent;
            if (size > MAX_ELEMENTS) {
                broken(type + " has more than " + MAX_ELEMENTS + " elements");
                return;
            }
        }
    }

    /// Checks a block's statements; what it defines is out of sight afterwards.
    private void block(Block block) {
        Statement holder = at;
        List<Value> mine = new ArrayList<>(block.parameters());
        for (Value p : block.parameters()) {
            define(p);
        }
        List<Statement> statements = block.statements();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            at = statement;
            if (statement.op() instanceof Terminator && i < statements.size() - 1) {
                broken("a terminator inside a block");
            }
            statement(statement);
            mine.addAll(statement.results());
        }
        for (Value v : mine) {
            visible.remove(v.id());
        }
        at = holder;
    }

    private void statement(Statement statement) {
        TileOp op = statement.op();
        for (Value operand : op.operands()) {
            use(operand);
        }
        for (String message : OpRules.broken(op)) {
            broken(message);
        }
        if (op instanceof ControlOp control) {
            control(control);
        }
        if (op instanceof Fold fold) {
            closed(fold);
        }
        at = statement;
        List<Type> types = op.resultTypes();
        List<Value> results = statement.results();
        if (types.size() != results.size()) {
            broken("has " + results.size() + " results, not " + types.size());
        }
        for (int i = 0; i < results.size(); i++) {
            Value result = results.get(i);
            if (i < types.size() && !result.type().equals(types.get(i))) {
                broken(result + " is " + result.type() + ", not " + types.get(i));
            }
            define(result);
        }
    }

    private void use(Value operand) {
        Value known = visible.get(operand.id());
        if (known == null) {
            boolean elsewhere = defined.contains(operand.id());
            broken(operand + (elsewhere ? " is out of sight here" : " is not defined yet"));
        } else if (!known.type().equals(operand.type())) {
            broken(operand + " is " + known.type() + ", used as " + operand.type());
        }
    }

    private void control(ControlOp op) {
        switch (op) {
            case ControlOp.For f -> {
                List<Type> parameters = new ArrayList<>();
                parameters.add(f.lower().type());
                parameters.addAll(types(f.inits()));
                nested(f.body(), parameters, "for");
                ends(f.body(), types(f.inits()));
            }
            case ControlOp.If i -> {
                nested(i.thenBlock(), List.of(), "then");
                nested(i.elseBlock(), List.of(), "else");
                ends(i.thenBlock(), types(i.thenBlock().yields()));
                ends(i.elseBlock(), types(i.thenBlock().yields()));
            }
            case ControlOp.While w -> {
                nested(w.before(), types(w.inits()), "while");
                nested(w.after(), types(w.condition().values()), "do");
                ends(w.after(), types(w.inits()));
            }
            case ControlOp.Yield _, ControlOp.Condition _ -> {}
        }
    }

    /// The function of a fold sees nothing of what stands around it.
    private void closed(Fold op) {
        Map<Integer, Value> outside = new HashMap<>(visible);
        visible.clear();
        nested(op.combine(), op.parameterTypes(), op.name());
        ends(op.combine(), op.elementTypes());
        visible.putAll(outside);
    }

    private void nested(Block block, List<Type> parameters, String what) {
        if (!types(block.parameters()).equals(parameters)) {
            broken(
                    "block parameters of "
                            + what
                            + " are "
                            + types(block.parameters())
                            + ", not "
                            + parameters);
        }
        block(block);
    }

    /// The block must end with a `yield` of these types.
    private void ends(Block block, List<Type> types) {
        TileOp end = block.statements().getLast().op();
        if (!(end instanceof ControlOp.Yield)) {
            broken("a block ends with " + end.name() + ", not yield");
        } else if (!types(block.yields()).equals(types)) {
            broken("a block yields " + types(block.yields()) + ", not " + types);
        }
    }

    private static List<Type> types(List<Value> values) {
        List<Type> types = new ArrayList<>(values.size());
        for (Value v : values) {
            types.add(v.type());
        }
        return types;
    }
}
