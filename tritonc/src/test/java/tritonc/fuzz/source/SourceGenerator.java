package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.fuzz.Data;
import tritonc.fuzz.FuzzCase;
import tritonc.fuzz.RowSizes;
import tritonc.ir.type.DType;
import tritonc.ir.type.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes random kernel texts that Triton's rules allow. Every choice comes from [Choices].
final class SourceGenerator {
    static final String HEAD =
            """
            import triton
            import triton.language as tl

            WIDTH = tl.constexpr(4)


            @triton.jit
            def larger(a, b):
                return tl.where(a > b, a, b)


            """;

    private static final DType[] PORTABLE = {
        DType.I32, DType.I64, DType.I8, DType.I16, DType.U8, DType.U32
    };

    final DType[] numbers;
    final boolean portable;
    final Set<String> traits = new TreeSet<>();
    final Shape row;
    final Shape tile;
    final MemoryStatements memory;
    private final Choices choices;
    private final Lines out = new Lines();
    private final Expressions expressions;
    private final Statements statements;
    private final List<FuzzCase.Storage> storages = new ArrayList<>();
    private final List<FuzzCase.Argument> arguments = new ArrayList<>();
    private final List<Helper> helpers = new ArrayList<>();
    private final boolean flag;
    private boolean inKernel;
    private int names;

    private SourceGenerator(Choices choices, boolean portable) {
        this.choices = choices;
        this.portable = portable;
        numbers = portable ? PORTABLE : Expressions.NUMBERS;
        row = Shape.of(choices.of(new int[] {8, 16, 4, 32}));
        tile = Shape.of(choices.of(new int[] {4, 8, 2}), choices.of(new int[] {8, 4, 2}));
        flag = choices.chance(50);
        expressions = new Expressions(choices, this);
        statements = new Statements(choices, this, expressions, out);
        memory = new MemoryStatements(choices, this, expressions);
    }

    static SourceCase generate(Choices choices) {
        return choices.chance(RowSizes.SHARE)
                ? RowTextGenerator.generate(choices)
                : new SourceGenerator(choices, false).make();
    }

    /// A text of integers alone, whose results Triton's interpreter gives to the bit.
    static SourceCase integers(Choices choices) {
        return new SourceGenerator(choices, true).make();
    }

    private SourceCase make() {
        int arrays = 2 + choices.below(2);
        StringBuilder signature = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < arrays; i++) {
            DType dtype = choices.of(numbers);
            storages.add(new FuzzCase.Storage(dtype, 1 << (4 + choices.below(4))));
            arguments.add(
                    new FuzzCase.Argument.Pointer(!portable && choices.chance(10) ? 0 : i, 0));
            signature
                    .append("*")
                    .append(i > 0 && pointsTo(i) == 0 ? stored(0) : dtype)
                    .append(", ");
            parameters.append('p').append(i).append(", ");
        }
        makeHelpers();
        Scope scope = new Scope();
        int scalars = choices.below(3);
        for (int i = 0; i < scalars; i++) {
            DType dtype = portable ? DType.I32 : choices.of(numbers);
            scope.add(new Variable("s" + i, dtype, Shape.SCALAR, false));
            arguments.add(new FuzzCase.Argument.Scalar(Data.lane(dtype, choices)));
            signature.append(dtype).append(", ");
            parameters.append('s').append(i).append(", ");
        }
        arguments.add(new FuzzCase.Argument.Scalar(choices.below(5)));
        out.add("@triton.jit");
        out.add("def kernel(" + parameters + "n, FLAG: tl.constexpr, K: tl.constexpr):");
        signature.append("i32, ").append(flag ? "True" : "False").append(", 3");
        body(scope);
        int gridX = choices.below(20) == 19 ? 0 : 1 + choices.below(3);
        return new SourceCase(
                HEAD + out,
                signature.toString(),
                storages,
                arguments,
                gridX,
                1 + choices.below(2),
                choices.below(1 << 30),
                traits);
    }

    private int pointsTo(int argument) {
        return ((FuzzCase.Argument.Pointer) arguments.get(argument)).storage();
    }

    private void body(Scope scope) {
        inKernel = true;
        out.indent();
        if (choices.chance(10)) {
            traits.add("early return");
            out.add("if " + expressions.of(DType.I1, Shape.SCALAR, scope) + ":");
            out.indent();
            out.add("return");
            out.dedent();
        }
        statements.write(2 + choices.below(7), scope);
        int at = 0;
        for (Variable v : scope.newest(3)) {
            memory.keep(v, at++ % storages(), scope, out);
        }
        out.dedent();
    }

    private void makeHelpers() {
        int count = choices.below(3);
        for (int h = 0; h < count; h++) {
            List<Helper.Slot> parameters = slots(1 + choices.below(2));
            List<Helper.Slot> results = slots(1 + choices.below(2));
            Scope scope = new Scope();
            StringBuilder names = new StringBuilder();
            for (Helper.Slot slot : parameters) {
                String name = name();
                scope.add(new Variable(name, slot.dtype(), slot.shape(), true));
                names.append(name).append(", ");
            }
            out.add("@triton.jit");
            out.add("def helper" + h + "(p0, n, " + names + "FLAG: tl.constexpr = False):");
            out.indent();
            helperBody(results, scope);
            out.dedent();
            out.add("");
            out.add("");
            helpers.add(new Helper("helper" + h, parameters, results));
        }
    }

    private void helperBody(List<Helper.Slot> results, Scope scope) {
        if (choices.chance(30)) {
            traits.add("early return of a helper");
            String condition =
                    choices.chance(40) ? "FLAG" : expressions.of(DType.I1, Shape.SCALAR, scope);
            out.add("if " + condition + ":");
            out.indent();
            out.add("return " + results(results, scope));
            out.dedent();
        }
        statements.write(choices.below(3), scope);
        out.add("return " + results(results, scope));
    }

    private String results(List<Helper.Slot> results, Scope scope) {
        List<String> texts = new ArrayList<>();
        for (Helper.Slot slot : results) {
            texts.add(expressions.of(slot.dtype(), slot.shape(), scope));
        }
        return String.join(", ", texts);
    }

    private List<Helper.Slot> slots(int count) {
        List<Helper.Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(new Helper.Slot(dtype(), shape()));
        }
        return slots;
    }

    DType dtype() {
        return choices.chance(10) ? DType.I1 : choices.of(numbers);
    }

    Shape shape() {
        int pick = choices.below(10);
        return pick < 4 ? row : pick < 7 ? Shape.SCALAR : tile;
    }

    String name() {
        return "v" + names++;
    }

    /// A condition that is known at compile time.
    String staticCondition(boolean holds) {
        String known = inKernel ? "K" : "WIDTH";
        String[] forms =
                holds
                        ? new String[] {known + " > 2", "FLAG or not FLAG", known + " is not None"}
                        : new String[] {known + " == 1", "FLAG and not FLAG", known + " is None"};
        return choices.of(forms);
    }

    List<Helper> helpers() {
        return helpers;
    }

    /// How many arrays the code may touch: helpers are given the first.
    int storages() {
        return inKernel ? storages.size() : 1;
    }

    DType stored(int at) {
        return storages.get(pointsTo(at)).dtype();
    }

    int length(int at) {
        return storages.get(pointsTo(at)).length();
    }
}
