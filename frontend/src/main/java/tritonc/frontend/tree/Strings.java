package tritonc.frontend.tree;

import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.Expr;
import tritonc.frontend.ast.FStringPart;
import tritonc.grammar.PythonLexer;
import tritonc.grammar.PythonParser;
import tritonc.grammar.PythonToken;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.ArrayList;
import java.util.List;

/// Strings, bytes and f-strings, adjacent ones joined.
final class Strings {
    private final Tree tree;
    private final SourceFile file;
    private final Expressions expressions;

    Strings(Tree tree, SourceFile file, Expressions expressions) {
        this.tree = tree;
        this.file = file;
        this.expressions = expressions;
    }

    /// @param node of rule `strings`
    Expr strings(ParserRuleContext node) {
        Span span = tree.span(node);
        int count = Tree.size(node);
        boolean bytes = false;
        boolean text = false;
        boolean fields = false;
        for (int i = 0; i < count; i++) {
            boolean isField = Tree.isRule(node, i);
            boolean isBytes = !isField && isBytes(Tree.token(node, i));
            fields |= isField;
            bytes |= isBytes;
            text |= !isBytes;
        }
        if (bytes && text) {
            tree.error(span, "bytes and text cannot be joined", "give all of them a 'b' or none");
            return new Expr.StringLiteral(span, "");
        }
        if (fields) {
            return fString(node, span);
        }
        if (count == 1) {
            String value = plain(Tree.token(node, 0));
            return bytes ? new Expr.BytesLiteral(span, value) : new Expr.StringLiteral(span, value);
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < count; i++) {
            joined.append(plain(Tree.token(node, i)));
        }
        String value = joined.toString();
        return bytes ? new Expr.BytesLiteral(span, value) : new Expr.StringLiteral(span, value);
    }

    private boolean isBytes(PythonToken token) {
        char a = file.text().charAt(token.start());
        char b = file.text().charAt(token.start() + 1);
        return a == 'b' || a == 'B' || (a == 'r' || a == 'R') && (b == 'b' || b == 'B');
    }

    /// The text of a STRING token.
    private String plain(PythonToken token) {
        String text = file.text();
        int quote = token.start();
        boolean raw = false;
        while (text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
            raw |= text.charAt(quote) == 'r' || text.charAt(quote) == 'R';
            quote++;
        }
        int length = token.end() - quote;
        boolean triple =
                length >= 6
                        && text.charAt(quote + 1) == text.charAt(quote)
                        && text.charAt(quote + 2) == text.charAt(quote);
        int marks = triple ? 3 : 1;
        boolean bytes = isBytes(token);
        int start = quote + marks;
        int end = Math.max(start, token.end() - marks);
        if (bytes) {
            checkAscii(start, end);
        }
        return new Escapes(tree, file, start, end, bytes, false).resolve(raw);
    }

    private void checkAscii(int start, int end) {
        for (int i = start; i < end; i++) {
            if (file.text().charAt(i) > 127) {
                tree.error(
                        new Span(file, i, i + 1),
                        "bytes can only be written with ASCII characters",
                        "write it as '\\x..' escapes");
                return;
            }
        }
    }

    private Expr fString(ParserRuleContext node, Span span) {
        List<FStringPart> parts = new ArrayList<>();
        for (int i = 0; i < Tree.size(node); i++) {
            if (Tree.isRule(node, i)) {
                ParserRuleContext f = Tree.rule(node, i);
                boolean raw =
                        Tree.text(f, 0).indexOf('r') >= 0 || Tree.text(f, 0).indexOf('R') >= 0;
                for (int p = 1; p < Tree.size(f) - 1; p++) {
                    part(Tree.rule(f, p), raw, true, parts);
                }
            } else {
                PythonToken token = Tree.token(node, i);
                String value = plain(token);
                if (!value.isEmpty()) {
                    text(parts, token.span(), value);
                }
            }
        }
        return new Expr.FString(span, parts);
    }

    private static void text(List<FStringPart> parts, Span span, String value) {
        if (!parts.isEmpty() && parts.getLast() instanceof FStringPart.Text before) {
            parts.removeLast();
            parts.add(new FStringPart.Text(before.span().to(span), before.value() + value));
        } else {
            parts.add(new FStringPart.Text(span, value));
        }
    }

    /// @param node of rule `fpart`
    private void part(
            ParserRuleContext node, boolean raw, boolean braces, List<FStringPart> parts) {
        if (Tree.type(node, 0) == PythonLexer.FSTRING_TEXT) {
            Span span = Tree.token(node, 0).span();
            Escapes escapes = new Escapes(tree, file, span.start(), span.end(), false, braces);
            text(parts, span, escapes.resolve(raw));
            return;
        }
        Expr value = expressions.value(Tree.rule(node, 1));
        String selfText = null;
        char conversion = ' ';
        List<FStringPart> format = null;
        for (int i = 2; i < Tree.size(node); i++) {
            switch (Tree.type(node, i)) {
                case PythonLexer.ASSIGN -> selfText = selfText(node, i);
                case PythonLexer.NAME -> conversion = conversion(Tree.token(node, i));
                case PythonLexer.COLON -> format = new ArrayList<>();
                default -> {
                    if (Tree.ruleIndex(node, i) == PythonParser.RULE_fpart && format != null) {
                        part(Tree.rule(node, i), raw, false, format);
                    }
                }
            }
        }
        parts.add(new FStringPart.Field(tree.span(node), value, selfText, conversion, format));
    }

    private static char conversion(PythonToken token) {
        String text = token.getText();
        return text.isEmpty() ? ' ' : text.charAt(0);
    }

    /// From behind the `{` to before what follows the `=`.
    private @Nullable String selfText(ParserRuleContext node, int equals) {
        int start = Tree.token(node, 0).end();
        int end = Tree.token(node, equals + 1).start();
        return file.text().substring(start, end);
    }
}
