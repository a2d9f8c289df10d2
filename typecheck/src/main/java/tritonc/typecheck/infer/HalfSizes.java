package tritonc.typecheck.infer;

import tritonc.frontend.ast.Parameter;
import tritonc.typecheck.value.Argument;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyInt;

import java.util.List;

/// Parameters that are half of another by their names: `BLOCK_D_HALF` beside `BLOCK_D`.
final class HalfSizes {
    private HalfSizes() {}

    /// Changes the options of those whose size would be that of the whole.
    static void set(List<Parameter> parameters, Facts facts, List<List<Option>> options) {
        for (int i = 0; i < options.size(); i++) {
            String name = parameters.get(i).name();
            String whole = NameHints.whole(name);
            if (whole.equals(name) || !facts.of(new Atom(i, 0)).integer) {
                continue;
            }
            for (int k = 0; k < options.size(); k++) {
                if (parameters.get(k).name().equals(whole) && size(options.get(k)) > 1) {
                    int half = size(options.get(k)) / 2;
                    if (size(options.get(i)) == 2 * half) {
                        String why = "half of `" + whole + "`";
                        options.set(i, List.of(ConstexprOptions.option(Constexpr.of(half), why)));
                    }
                }
            }
        }
    }

    /// The only size that a parameter may have; 0 if there is none.
    private static int size(List<Option> options) {
        boolean one = options.size() == 1;
        return one
                        && options.getFirst().argument() instanceof Argument.Constant c
                        && c.value() instanceof PyInt i
                        && i.value().bitLength() < 20
                ? i.asInt()
                : 0;
    }
}
