package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;

import tritonc.frontend.ast.BinaryOp;
import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.Pattern;
import tritonc.frontend.ast.UnaryOp;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// The patterns of `case`. Language Reference, 8.6.4.
final class Patterns {
    private final Tree tree;
    private final Atoms atoms;

    Patterns(Tree tree, Atoms atoms) {
        this.tree = tree;
        this.atoms = atoms;
    }

    /// One pattern, or a sequence without brackets.
    ///
    /// @param node of rule `patterns`
    Pattern patterns(ParserRuleContext node) {
        if (Tree.size(node) == 1 && !isStar(Tree.rule(node, 0))) {
            return pattern(Tree.rule(node, 0));
        }
        List<Pattern> elements = elements(node);
        if (Tree.size(node) == 1) {
            tree.error(
                    tree.span(node), "a starred pattern stands in a sequence", "write '[*rest]'");
        }
        return new Pattern.Sequence(tree.span(node), elements);
    }

    private static boolean isStar(ParserRuleContext pattern) {
        return Tree.type(pattern, 0) == PythonLexer.STAR;
    }

    private List<Pattern> elements(ParserRuleContext node) {
        tree.checkSeparators(node, 0, PythonLexer.COMMA);
        List<Pattern> elements = new ArrayList<>();
        boolean starred = false;
        for (int i = 0; i < Tree.size(node); i++) {
            if (!Tree.isRule(node, i)) {
                continue;
            }
            ParserRuleContext child = Tree.rule(node, i);
            if (!isStar(child)) {
                elements.add(pattern(child));
                continue;
            }
            if (starred) {
                tree.error(tree.span(child), "only one pattern of a sequence can be starred");
            }
            starred = true;
            String name = Tree.text(child, 1);
            elements.add(new Pattern.Star(tree.span(child), name.equals("_") ? null : name));
        }
        return elements;
    }

    /// @param node of rule `pattern`, not starred
    private Pattern pattern(ParserRuleContext node) {
        if (isStar(node)) {
            tree.error(tree.span(node), "a starred pattern stands in a sequence");
            return new Pattern.Wildcard(tree.span(node));
        }
        List<Pattern> alternatives = new ArrayList<>(1);
        int i = 0;
        for (; i < Tree.size(node) && Tree.type(node, i) != PythonLexer.AS; i++) {
            if (Tree.isRule(node, i)) {
                alternatives.add(closed(Tree.rule(node, i)));
            }
        }
        Pattern first = alternatives.getFirst();
        Span end = alternatives.getLast().span();
        Pattern whole =
                alternatives.size() == 1
                        ? first
                        : new Pattern.Or(tree.span(node, end), alternatives);
        if (i == Tree.size(node)) {
            return whole;
        }
        String name = Tree.text(node, i + 1);
        if (name.equals("_")) {
            tree.error(Tree.token(node, i + 1).span(), "'_' cannot be the name of a pattern");
        }
        return new Pattern.As(tree.span(node), whole, name);
    }

    /// @param node of rule `closed`
    private Pattern closed(ParserRuleContext node) {
        Span span = tree.span(node);
        if (Tree.ruleIndex(node, 0) == PythonParser.RULE_strings) {
            return new Pattern.Value(span, atoms.strings().strings(Tree.rule(node, 0)));
        }
        if (Tree.isRule(node, 0)) {
            return named(node, span);
        }
        return switch (Tree.type(node, 0)) {
            case PythonLexer.NONE -> new Pattern.Value(span, new Expr.NoneLiteral(span));
            case PythonLexer.TRUE -> new Pattern.Value(span, new Expr.BoolLiteral(span, true));
            case PythonLexer.FALSE -> new Pattern.Value(span, new Expr.BoolLiteral(span, false));
            case PythonLexer.LPAREN -> parenthesised(node, span);
            case PythonLexer.LBRACKET ->
                    new Pattern.Sequence(
                            span, Tree.size(node) == 2 ? List.of() : elements(Tree.rule(node, 1)));
            case PythonLexer.LBRACE -> mapping(node, span);
            default -> new Pattern.Value(span, number(node));
        };
    }

    private Pattern parenthesised(ParserRuleContext node, Span span) {
        if (Tree.size(node) == 2) {
            return new Pattern.Sequence(span, List.of());
        }
        ParserRuleContext inner = Tree.rule(node, 1);
        boolean single = Tree.size(inner) == 1 && !isStar(Tree.rule(inner, 0));
        return single ? pattern(Tree.rule(inner, 0)) : new Pattern.Sequence(span, elements(inner));
    }

    /// `-1`, `2j`, `1 + 2j`
    private Expr number(ParserRuleContext node) {
        int at = Tree.type(node, 0) == PythonLexer.MINUS ? 1 : 0;
        PythonToken first = Tree.token(node, at);
        Expr real = atoms.literals().number(first.span(), first.getText());
        if (at == 1) {
            Span signed = tree.span(Tree.token(node, 0), first);
            real = new Expr.Unary(signed, UnaryOp.MINUS, real);
        }
        if (Tree.size(node) == at + 1) {
            return real;
        }
        PythonToken second = Tree.token(node, at + 2);
        Expr imaginary = atoms.literals().number(second.span(), second.getText());
        if (!(imaginary instanceof Expr.ImaginaryLiteral)) {
            tree.error(second.span(), "a sum in a pattern must be a complex number");
        }
        BinaryOp op = Tree.type(node, at + 1) == PythonLexer.PLUS ? BinaryOp.ADD : BinaryOp.SUB;
        return new Expr.Binary(tree.span(node), op, real, imaginary);
    }

    /// A capture, a dotted constant or a class.
    private Pattern named(ParserRuleContext node, Span span) {
        ParserRuleContext dotted = Tree.rule(node, 0);
        PythonToken first = Tree.token(dotted, 0);
        if (Tree.size(node) == 1 && Tree.size(dotted) == 1) {
            String name = first.getText();
            return name.equals("_") ? new Pattern.Wildcard(span) : new Pattern.Capture(span, name);
        }
        Expr type = new Expr.Name(first.span(), first.getText());
        for (int i = 2; i < Tree.size(dotted); i += 2) {
            PythonToken name = Tree.token(dotted, i);
            Span upTo = tree.span(first, name);
            type = new Expr.Attribute(upTo, type, name.getText(), name.span());
        }
        return Tree.size(node) == 1
                ? new Pattern.Value(span, type)
                : classPattern(node, span, type);
    }

    private Pattern classPattern(ParserRuleContext node, Span span, Expr type) {
        tree.checkSeparators(node, 2, PythonLexer.COMMA);
        List<Pattern> positional = new ArrayList<>();
        List<Pattern.KeywordPattern> keywords = new ArrayList<>();
        for (int i = 2; i < Tree.size(node) - 1; i++) {
            if (!Tree.isRule(node, i)) {
                continue;
            }
            ParserRuleContext argument = Tree.rule(node, i);
            Pattern first = pattern(Tree.rule(argument, 0));
            if (Tree.size(argument) == 1) {
                if (!keywords.isEmpty()) {
                    tree.error(first.span(), "a pattern without a name follows one with a name");
                }
                positional.add(first);
                continue;
            }
            String name = "_";
            if (first instanceof Pattern.Capture capture) {
                name = capture.name();
            } else {
                tree.error(first.span(), "only a name can stand before '=' here");
            }
            Pattern value = pattern(Tree.rule(argument, 2));
            keywords.add(new Pattern.KeywordPattern(tree.span(argument), name, value));
        }
        return new Pattern.ClassPattern(span, type, positional, keywords);
    }

    private Pattern mapping(ParserRuleContext node, Span span) {
        tree.checkSeparators(node, 1, PythonLexer.COMMA);
        List<Pattern.MappingItem> items = new ArrayList<>();
        String rest = null;
        for (int i = 1; i < Tree.size(node) - 1; i++) {
            if (!Tree.isRule(node, i)) {
                continue;
            }
            ParserRuleContext item = Tree.rule(node, i);
            if (rest != null) {
                tree.error(tree.span(item), "nothing can follow '**' in a mapping pattern");
            }
            if (Tree.size(item) == 2) {
                rest = Tree.text(item, 1);
                continue;
            }
            Pattern key = closed(Tree.rule(item, 0));
            Pattern value = pattern(Tree.rule(item, 2));
            if (key instanceof Pattern.Value v) {
                items.add(new Pattern.MappingItem(tree.span(item), v.value(), value));
            } else {
                tree.error(key.span(), "a key of a mapping pattern is a literal or a dotted name");
            }
        }
        return new Pattern.Mapping(span, items, rest);
    }
}
