package tritonc.ir.text;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.ControlOp;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.Location;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.Statement;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.tile.TileOp;
import tritonc.ir.tile.Value;
import tritonc.ir.type.Type;

import java.util.List;

/// Writes kernels as text.
public final class Printer {
    private final StringBuilder out = new StringBuilder();
    private final boolean locations;
    private int depth;

    private Printer(boolean locations) {
        this.locations = locations;
    }

    /// The whole kernel, so that [Reader#read] gives an equal one; ends with a line end.
    public static String print(TileKernel kernel) {
        return print(kernel, true);
    }

    /// @param locations whether to print where ops come from
    public static String print(TileKernel kernel, boolean locations) {
        Printer printer = new Printer(locations);
        printer.kernel(kernel);
        return printer.out.toString();
    }

    /// One op as it stands in the text, without results, types and place: `add %1, %2`.
    public static String print(TileOp op) {
        Printer printer = new Printer(false);
        OpText.print(op, printer.out);
        return printer.out.toString();
    }

    private void kernel(TileKernel kernel) {
        out.append("kernel @");
        if (Scanner.isWord(kernel.name())) {
            out.append(kernel.name());
        } else {
            Scanner.quote(kernel.name(), out);
        }
        out.append('(');
        String separator = "";
        for (Parameter p : kernel.parameters()) {
            out.append(separator).append(p.value()).append(": ").append(p.type()).append(" {name=");
            Scanner.quote(p.name(), out);
            if (p.divisibility() != 1) {
                out.append(", divisibility=").append(p.divisibility());
            }
            out.append('}');
            separator = ", ";
        }
        out.append(") ");
        block(kernel.body());
        out.append('\n');
    }

    private void block(Block block) {
        out.append("{\n");
        depth++;
        for (Statement statement : block.statements()) {
            statement(statement);
        }
        depth--;
        indent();
        out.append('}');
    }

    private void indent() {
        for (int i = 0; i < depth; i++) {
            out.append("  ");
        }
    }

    private void statement(Statement statement) {
        indent();
        List<Value> results = statement.results();
        for (int i = 0; i < results.size(); i++) {
            out.append(i == 0 ? "" : ", ").append(results.get(i));
        }
        out.append(results.isEmpty() ? "" : " = ");
        if (statement.op() instanceof ControlOp control) {
            control(control);
        } else {
            OpText.print(statement.op(), out);
        }
        if (statement.op() instanceof Fold fold) {
            out.append(' ');
            carried(fold.combine().parameters(), List.of());
            block(fold.combine());
        }
        for (int i = 0; i < results.size(); i++) {
            out.append(i == 0 ? " : " : ", ").append(results.get(i).type());
        }
        if (locations && !statement.at().equals(Location.NONE)) {
            location(statement.at());
        }
        out.append('\n');
    }

    private void location(Location at) {
        out.append(" loc(");
        for (@Nullable Location l = at; l != null; l = l.inlinedAt()) {
            out.append(l == at ? "" : " at ");
            Scanner.quote(l.file(), out);
            out.append(':').append(l.line()).append(':').append(l.column());
        }
        out.append(')');
    }

    private void control(ControlOp op) {
        switch (op) {
            case ControlOp.For f -> {
                out.append("for ").append(f.iv()).append(": ").append(f.iv().type());
                out.append(" = ").append(f.lower()).append(" to ").append(f.upper());
                out.append(" step ").append(f.step()).append(' ');
                if (!f.inits().isEmpty()) {
                    out.append("carry");
                    carried(f.carried(), f.inits());
                }
                block(f.body());
            }
            case ControlOp.If i -> {
                out.append("if ").append(i.condition()).append(' ');
                block(i.thenBlock());
                out.append(" else ");
                block(i.elseBlock());
            }
            case ControlOp.While w -> {
                out.append("while ");
                carried(w.before().parameters(), w.inits());
                block(w.before());
                out.append(" do ");
                carried(w.after().parameters(), List.of());
                block(w.after());
            }
            case ControlOp.Yield y -> OpText.operands("yield", y.values(), out);
            case ControlOp.Condition c -> OpText.operands("condition", c.operands(), out);
        }
    }

    /// `(%1: i32 = %0, …) `, without `= %0` where there are no values to start from.
    private void carried(List<Value> parameters, List<Value> inits) {
        out.append('(');
        for (int i = 0; i < parameters.size(); i++) {
            Type type = parameters.get(i).type();
            out.append(i == 0 ? "" : ", ").append(parameters.get(i)).append(": ").append(type);
            if (i < inits.size()) {
                out.append(" = ").append(inits.get(i));
            }
        }
        out.append(") ");
    }
}
