package tritonc.typecheck.eval;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.ir.diagnostic.Code;
import tritonc.typecheck.builtin.Call;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.Callable;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;

/// Binds the arguments of a call to the parameters of a helper, as Python does.
record Binding(Expressions expressions, Callable function, Call call) {
    /// @throws Mistake for an argument too many, missing, twice or unknown
    void into(Frame frame) {
        int next = 0;
        for (Parameter p : function.parameters()) {
            switch (p.kind()) {
                case VAR_POSITIONAL -> {
                    frame.bind(p.name(), rest(next));
                    next = call.count();
                }
                case VAR_KEYWORD ->
                        throw Mistake.at(
                                p.span(), Code.EXPRESSION, "helpers cannot have `**` parameters");
                case KEYWORD_ONLY -> frame.bind(p.name(), named(p, frame));
                case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD -> {
                    if (next < call.count()) {
                        frame.bind(p.name(), positional(p, next));
                    } else {
                        frame.bind(p.name(), named(p, frame));
                    }
                    next++;
                }
            }
        }
        if (next < call.count()) {
            throw Mistake.at(
                            call.positional().get(next).span(),
                            Code.ARGUMENTS,
                            "`"
                                    + function.name()
                                    + "` takes at most "
                                    + next
                                    + " arguments, not "
                                    + call.count())
                    .label(function.nameSpan(), "defined here");
        }
        for (Call.Keyword k : call.keywords()) {
            checkKnown(k);
        }
    }

    private PyValue rest(int from) {
        List<PyValue> values = new ArrayList<>();
        for (int i = from; i < call.count(); i++) {
            values.add(call.positional().get(i).value());
        }
        return new TupleValue(values);
    }

    private PyValue positional(Parameter p, int index) {
        Call.Given twice = call.keyword(p.name());
        if (twice != null) {
            throw Mistake.at(
                    twice.span(),
                    Code.ARGUMENTS,
                    "`" + function.name() + "` is given `" + p.name() + "` twice");
        }
        return call.positional().get(index).value();
    }

    private PyValue named(Parameter p, Frame frame) {
        Call.Given given = call.keyword(p.name());
        if (given != null) {
            return given.value();
        }
        @Nullable Expr absent = p.defaultValue();
        if (absent == null) {
            throw Mistake.at(
                            call.span(),
                            Code.ARGUMENTS,
                            "`" + function.name() + "` lacks its argument `" + p.name() + "`")
                    .label(p.nameSpan(), "this parameter");
        }
        return expressions.eval(absent, new Frame(function, frame.depth()));
    }

    private void checkKnown(Call.Keyword k) {
        for (Parameter p : function.parameters()) {
            if (p.name().equals(k.name()) && p.kind() != Parameter.Kind.VAR_POSITIONAL) {
                return;
            }
        }
        throw Mistake.at(
                        k.given().span(),
                        Code.ARGUMENTS,
                        "`" + function.name() + "` has no parameter `" + k.name() + "`")
                .label(function.nameSpan(), "defined here");
    }
}
