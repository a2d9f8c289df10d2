package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;

/// Writes statements of kernels and helpers.
final class Statements {
    private static final int DEEPEST = 3;

    private final Choices choices;
    private final SourceGenerator make;
    private final Expressions expressions;
    private final Lines out;

    Statements(Choices choices, SourceGenerator make, Expressions expressions, Lines out) {
        this.choices = choices;
        this.make = make;
        this.expressions = expressions;
        this.out = out;
    }

    /// @param count about how many, those inside others not counted
    void write(int count, Scope scope) {
        for (int i = 0; i < count; i++) {
            int form = out.depth() > DEEPEST ? choices.below(55) : choices.below(100);
            if (form < 4) {
                lambda(scope);
            } else if (form < 25) {
                fresh(scope);
            } else if (form < 42) {
                change(scope);
            } else if (form < 48) {
                tuple(scope);
            } else if (form < 55) {
                callHelper(scope);
            } else if (form < 68) {
                branch(scope);
            } else if (form < 75) {
                staticBranch(scope);
            } else if (form < 88) {
                loop(scope);
            } else if (form < 93) {
                whileLoop(scope);
            } else {
                make.memory.write(scope, out);
            }
        }
    }

    private void block(int count, Scope scope) {
        out.indent();
        write(1 + count, scope.inner());
        out.dedent();
    }

    private void fresh(Scope scope) {
        DType dtype = make.dtype();
        Shape shape = make.shape();
        String name = make.name();
        out.add(name + " = " + expressions.of(dtype, shape, scope));
        scope.add(new Variable(name, dtype, shape, true));
    }

    private void change(Scope scope) {
        Variable v = scope.pick(choices, Variable::assignable);
        if (v == null) {
            fresh(scope);
            return;
        }
        boolean short16 = v.dtype() == DType.BF16 || v.dtype() == DType.FP16;
        if (choices.chance(30) && !v.dtype().isBool() && !short16) {
            String op = choices.of(new String[] {"+=", "*=", "-="});
            Shape shape = expressions.broadcastable(v.shape());
            out.add(v.name() + " " + op + " " + expressions.of(v.dtype(), shape, scope));
        } else {
            out.add(v.name() + " = " + expressions.of(v.dtype(), v.shape(), scope));
        }
    }

    private void lambda(Scope scope) {
        make.traits.add("lambda");
        DType dtype = choices.of(make.numbers);
        Shape shape = make.shape();
        String function = make.name();
        String name = make.name();
        out.add(function + " = lambda a, b: tl.where(a < b, a, b)");
        String a = expressions.of(dtype, shape, scope);
        String b = expressions.of(dtype, shape, scope);
        out.add(name + " = " + function + "(" + a + ", " + b + ")");
        scope.add(new Variable(name, dtype, shape, true));
    }

    private void tuple(Scope scope) {
        make.traits.add("tuple");
        DType first = make.dtype();
        DType second = make.dtype();
        Shape shape = make.shape();
        String a = expressions.of(first, shape, scope);
        String b = expressions.of(second, Shape.SCALAR, scope);
        String x = make.name();
        String y = make.name();
        if (choices.chance(50)) {
            out.add(x + ", " + y + " = " + a + ", " + b);
        } else {
            String both = make.name();
            out.add(both + " = (" + a + ", " + b + ")");
            out.add(x + " = " + both + "[0]");
            out.add(y + " = " + both + "[1]");
        }
        scope.add(new Variable(x, first, shape, true));
        scope.add(new Variable(y, second, Shape.SCALAR, true));
    }

    private void callHelper(Scope scope) {
        if (make.helpers().isEmpty()) {
            fresh(scope);
            return;
        }
        make.traits.add("call");
        Helper helper = make.helpers().get(choices.below(make.helpers().size()));
        List<String> names = new ArrayList<>();
        String arguments = expressions.arguments(helper, scope);
        for (int i = 0; i < helper.results().size(); i++) {
            names.add(make.name());
        }
        out.add(String.join(", ", names) + " = " + helper.name() + "(" + arguments + ")");
        for (int i = 0; i < names.size(); i++) {
            Helper.Slot slot = helper.results().get(i);
            scope.add(new Variable(names.get(i), slot.dtype(), slot.shape(), true));
        }
    }

    /// A branch taken at run time; a name that both arms give a value lives on.
    private void branch(Scope scope) {
        make.traits.add("branch");
        out.add("if " + expressions.of(DType.I1, Shape.SCALAR, scope) + ":");
        boolean lives = choices.chance(50);
        DType dtype = make.dtype();
        Shape shape = make.shape();
        String name = make.name();
        arm(lives, name, dtype, shape, scope);
        if (choices.chance(20)) {
            out.add("elif " + expressions.of(DType.I1, Shape.SCALAR, scope) + ":");
            arm(lives, name, dtype, shape, scope);
        }
        if (lives || choices.chance(50)) {
            out.add("else:");
            arm(lives, name, dtype, shape, scope);
        }
        if (lives) {
            scope.add(new Variable(name, dtype, shape, true));
        }
    }

    private void arm(boolean lives, String name, DType dtype, Shape shape, Scope scope) {
        Scope inner = scope.inner();
        out.indent();
        write(lives ? choices.below(2) : 1 + choices.below(2), inner);
        if (lives) {
            out.add(name + " = " + expressions.of(dtype, shape, inner));
        }
        out.dedent();
    }

    /// A branch taken at compile time; nothing looks at the other side.
    private void staticBranch(Scope scope) {
        make.traits.add("constexpr branch");
        boolean taken = choices.chance(50);
        out.add("if " + make.staticCondition(taken) + ":");
        if (taken) {
            block(choices.below(2), scope);
        } else {
            out.indent();
            out.add("nothing = there_is_no_such_function(" + make.name() + ", 1)[0]");
            out.dedent();
        }
        if (choices.chance(50)) {
            out.add("else:");
            if (taken) {
                out.indent();
                out.add("tl.static_assert(False)");
                out.dedent();
            } else {
                block(choices.below(2), scope);
            }
        }
    }

    private void loop(Scope scope) {
        Scope inner = scope.inner();
        String i = make.name();
        String alias = make.name();
        int form = choices.below(6);
        String header =
                switch (form) {
                    case 0 -> "range(" + (1 + choices.below(3)) + ")";
                    case 1 -> "range(0, n, " + (1 + choices.below(3)) + ")";
                    case 2 ->
                            "range("
                                    + (1 + choices.below(4))
                                    + ", -1, -"
                                    + (1 + choices.below(2))
                                    + ")";
                    case 3 -> "tl.range(0, n, num_stages=3)";
                    case 4 -> "tl.static_range(" + (1 + choices.below(3)) + ")";
                    default -> "range(tl.program_id(0), " + (1 + choices.below(5)) + ")";
                };
        make.traits.add(form == 4 ? "static_range" : "for");
        out.add("for " + i + " in " + header + ":");
        out.indent();
        out.add(alias + " = tl.full([], 0, tl.int32) + " + i);
        inner.add(new Variable(alias, DType.I32, Shape.SCALAR, false));
        write(1 + choices.below(3), inner);
        out.dedent();
    }

    private void whileLoop(Scope scope) {
        make.traits.add("while");
        String count = make.name();
        out.add(count + " = 0");
        scope.add(new Variable(count, DType.I32, Shape.SCALAR, false));
        String more =
                choices.chance(40) ? " and " + expressions.of(DType.I1, Shape.SCALAR, scope) : "";
        out.add("while (" + count + " < " + (1 + choices.below(3)) + ")" + more + ":");
        Scope inner = scope.inner();
        out.indent();
        write(1 + choices.below(2), inner);
        out.add(count + " += 1");
        out.dedent();
    }
}
