package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Parameter;
import tritonc.frontend.ast.Parameter.Kind;
import tritonc.frontend.ast.TypeParameter;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Parameters of functions and lambdas, with Python's rules about their order.
final class Parameters {
    private final Tree tree;
    private final Expressions expressions;

    Parameters(Tree tree, Expressions expressions) {
        this.tree = tree;
        this.expressions = expressions;
    }

    /// The parameters that are children `from` to `to` of the node of a function or lambda.
    List<Parameter> all(ParserRuleContext node, int from, int to) {
        Reading reading = new Reading();
        boolean separated = true;
        for (int i = from; i < to; i++) {
            if (Tree.isRule(node, i)) {
                reading.take(Tree.rule(node, i));
            } else if (separated) {
                tree.error(Tree.token(node, i).span(), "expected a parameter, found ','");
            }
            separated = !Tree.isRule(node, i);
        }
        reading.end();
        checkDefaults(reading.result);
        return reading.result;
    }

    /// The parameters of one function as far as they were read.
    private final class Reading {
        private final List<Parameter> result = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private @Nullable Span bareStar;
        private boolean starred;
        private boolean slash;

        void take(ParserRuleContext child) {
            Span span = tree.span(child);
            if (!result.isEmpty() && result.getLast().kind() == Kind.VAR_KEYWORD) {
                tree.error(span, "no parameter can follow one with '**'");
            }
            int first = Tree.type(child, 0);
            if (first == PythonLexer.SLASH) {
                slash(span);
            } else if (first == PythonLexer.STAR && starred) {
                tree.error(span, "'*' can stand only once among parameters");
            } else if (first == PythonLexer.STAR && Tree.size(child) == 1) {
                starred = true;
                bareStar = span;
            } else {
                starred |= first == PythonLexer.STAR;
                named(parameter(child, first, starred));
            }
        }

        private void slash(Span span) {
            if (slash || starred || result.isEmpty()) {
                tree.error(span, slashMessage(slash, starred));
            }
            slash = true;
            result.replaceAll(Parameters::positionalOnly);
        }

        private void named(Parameter p) {
            bareStar = p.kind() == Kind.KEYWORD_ONLY ? null : bareStar;
            result.add(p);
            if (!names.add(p.name())) {
                tree.error(p.nameSpan(), "parameter '" + p.name() + "' is declared twice");
            }
        }

        void end() {
            Span star = bareStar;
            if (star != null) {
                tree.error(star, "a named parameter must follow '*'");
            }
        }
    }

    private static String slashMessage(boolean slash, boolean starred) {
        if (slash) {
            return "'/' can stand only once among parameters";
        }
        return starred ? "'/' must stand before '*'" : "a parameter must stand before '/'";
    }

    private static Parameter positionalOnly(Parameter p) {
        return p.kind() == Kind.POSITIONAL_OR_KEYWORD
                ? new Parameter(
                        p.span(),
                        Kind.POSITIONAL_ONLY,
                        p.name(),
                        p.nameSpan(),
                        p.annotation(),
                        p.defaultValue())
                : p;
    }

    private Parameter parameter(ParserRuleContext node, int first, boolean starred) {
        Kind kind =
                switch (first) {
                    case PythonLexer.STAR -> Kind.VAR_POSITIONAL;
                    case PythonLexer.POWER -> Kind.VAR_KEYWORD;
                    default -> starred ? Kind.KEYWORD_ONLY : Kind.POSITIONAL_OR_KEYWORD;
                };
        int at = first == PythonLexer.NAME ? 0 : 1;
        PythonToken name = Tree.token(node, at);
        Expr annotation = null;
        Expr defaultValue = null;
        for (at++; at + 1 < Tree.size(node); at += 2) {
            ParserRuleContext child = Tree.rule(node, at + 1);
            if (Tree.type(node, at) == PythonLexer.ASSIGN) {
                defaultValue = expressions.test(child);
            } else if (kind == Kind.VAR_POSITIONAL) {
                annotation = expressions.item(child, false);
            } else {
                annotation = expressions.test(child);
            }
        }
        return new Parameter(
                tree.span(node), kind, name.getText(), name.span(), annotation, defaultValue);
    }

    private void checkDefaults(List<Parameter> parameters) {
        boolean seen = false;
        for (Parameter p : parameters) {
            boolean positional =
                    p.kind() == Kind.POSITIONAL_ONLY || p.kind() == Kind.POSITIONAL_OR_KEYWORD;
            if (!positional) {
                return;
            }
            if (seen && p.defaultValue() == null) {
                tree.error(
                        p.nameSpan(),
                        "parameter '" + p.name() + "' without a default follows one with a default",
                        "give it a default, or move it forward");
            }
            seen |= p.defaultValue() != null;
        }
    }

    /// @param node of rule `typeParameters`
    List<TypeParameter> types(ParserRuleContext node) {
        tree.checkSeparators(node, 1, PythonLexer.COMMA);
        List<TypeParameter> result = new ArrayList<>();
        for (int i = 1; i < Tree.size(node) - 1; i++) {
            if (!Tree.isRule(node, i)) {
                continue;
            }
            ParserRuleContext child = Tree.rule(node, i);
            TypeParameter.Kind kind =
                    switch (Tree.type(child, 0)) {
                        case PythonLexer.STAR -> TypeParameter.Kind.TYPE_TUPLE;
                        case PythonLexer.POWER -> TypeParameter.Kind.PARAMETERS;
                        default -> TypeParameter.Kind.TYPE;
                    };
            boolean plain = kind == TypeParameter.Kind.TYPE;
            String name = Tree.text(child, plain ? 0 : 1);
            Expr bound =
                    plain && Tree.size(child) == 3 ? expressions.test(Tree.rule(child, 2)) : null;
            result.add(new TypeParameter(tree.span(child), kind, name, bound));
        }
        return result;
    }
}
