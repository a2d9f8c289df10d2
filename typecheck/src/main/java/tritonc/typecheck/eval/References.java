package tritonc.typecheck.eval;

import tritonc.frontend.ast.Expr;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.builtin.Attributes;
import tritonc.typecheck.builtin.Nearness;
import tritonc.typecheck.builtin.Subscripts;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.HostValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.Unbound;

import java.util.ArrayList;
import java.util.List;

/// Names, attributes and subscripts.
final class References {
    private final Semantics semantics;
    private final Attributes attributes;
    private final Subscripts subscripts;

    References(Semantics semantics) {
        this.semantics = semantics;
        this.attributes = new Attributes(semantics);
        this.subscripts = new Subscripts(semantics);
    }

    PyValue name(Expr.Name e, Frame frame) {
        PyValue local = frame.locals().get(e.id());
        if (local instanceof Unbound u) {
            throw unbound(e, u);
        }
        if (local != null) {
            return local;
        }
        PyValue global = frame.function().names().lookup(e.id());
        if (global == null) {
            throw undefined(e, frame);
        }
        if (global instanceof HostValue h && h.kind() == HostValue.Kind.VARIABLE) {
            throw RefusedSyntax.hostGlobal(e, h);
        }
        return global;
    }

    private static Mistake unbound(Expr.Name e, Unbound u) {
        String name = "`" + e.id() + "`";
        return switch (u.reason()) {
            case LOOP ->
                    Mistake.at(
                                    e.span(),
                                    Code.MAYBE_UNBOUND,
                                    name + " is assigned in a loop only, which need not run")
                            .label(u.at(), "assigned here")
                            .help("give " + name + " a value of the same type before the loop");
            case ONE_ARM ->
                    Mistake.at(
                                    e.span(),
                                    Code.MAYBE_UNBOUND,
                                    name + " is assigned in one branch of an `if` only")
                            .label(u.at(), "assigned here")
                            .help("give " + name + " a value before the `if`, or in both branches");
            case DIFFERENT ->
                    Mistake.at(
                                    e.span(),
                                    Code.MAYBE_UNBOUND,
                                    name + " differs in kind between the branches of an `if`")
                            .label(u.at(), "assigned here")
                            .help("assign tensors of one type in both branches");
        };
    }

    private static Mistake undefined(Expr.Name e, Frame frame) {
        if (frame.function() instanceof Closure c && c.hides(e.id())) {
            return Mistake.at(
                            e.span(),
                            Code.UNDEFINED_NAME,
                            "a `lambda` sees nothing that the program computes around it, such as `"
                                    + e.id()
                                    + "`")
                    .help("give it a parameter for it");
        }
        Mistake mistake =
                Mistake.at(e.span(), Code.UNDEFINED_NAME, "name `" + e.id() + "` is not defined");
        List<String> known = new ArrayList<>(frame.locals().keySet());
        known.sort(null);
        known.addAll(frame.function().names().all());
        String near = Nearness.nearest(e.id(), known);
        return near == null ? mistake : mistake.help("did you mean `" + near + "`?");
    }

    PyValue attribute(Expr.Attribute e, PyValue value) {
        semantics.emitter().at(e.span());
        return attributes.get(value, e.name(), e.nameSpan());
    }

    PyValue subscript(PyValue value, PyValue index, Span at) {
        return subscripts.get(value, index, at);
    }
}
