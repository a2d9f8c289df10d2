package tritonc.optimizer;

import tritonc.ir.pass.Pass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes `docs/passes.md` from the passes' own words, the pipelines and the golden files.
final class PassesPage {
    static final Path PATH = Path.of("../docs/passes.md");

    private PassesPage() {}

    static String make() throws IOException {
        StringBuilder out = new StringBuilder();
        out.append("# The passes\n\n");
        out.append("Made from the code by `PassesPageTest`; change the passes, not this page.\n\n");
        out.append("An *exact* pass keeps every bit of every result. A *relaxed* one moves float");
        out.append(" results within rounding:\nan fma rounds once where a product and a sum round");
        out.append(" twice, and a sum in another order has another\nrounding error.\n\n");
        pipelines(out);
        for (Pass pass : Optimizer.passes()) {
            section(pass, out);
        }
        return out.toString();
    }

    private static void pipelines(StringBuilder out) {
        out.append("## The pipelines\n\n");
        for (int level = 0; level <= 3; level++) {
            out.append("* `-O").append(level).append("`:");
            for (Pass pass : Optimizer.pipeline(OptimizerOptions.ofLevel(level)).passes()) {
                out.append(" `").append(pass.name()).append('`');
            }
            out.append('\n');
        }
        out.append("\n`contract-fma` is left out where fp fusion is off, `expand-recipes`");
        out.append(" and `widen-products` for targets with functions of their own.\n");
    }

    private static void section(Pass pass, StringBuilder out) throws IOException {
        out.append("\n## ").append(pass.name()).append("\n\n");
        out.append(pass.summary()).append(" *");
        out.append(pass.exactness().name().toLowerCase(Locale.ROOT)).append("*\n");
        List<GoldenFile.Case> cases = cases(pass);
        for (GoldenFile.Case c : cases) {
            if (!c.stays()) {
                out.append("\n```\n").append(c.input()).append("```\nbecomes\n```\n");
                out.append(c.output()).append("```\n");
                break;
            }
        }
        list("It fires for", false, cases, out);
        list("It does not fire for", true, cases, out);
    }

    private static void list(
            String head, boolean stays, List<GoldenFile.Case> cases, StringBuilder out) {
        out.append('\n').append(head).append(":\n");
        for (GoldenFile.Case c : cases) {
            if (c.stays() == stays) {
                String title = stays ? c.title().substring("stays: ".length()) : c.title();
                out.append("* ").append(title.replace("*", "\\*")).append('\n');
            }
        }
    }

    private static List<GoldenFile.Case> cases(Pass pass) throws IOException {
        List<GoldenFile.Case> cases = new ArrayList<>();
        for (GoldenFile file : GoldenFile.all()) {
            for (GoldenFile.Case c : file.cases()) {
                if (c.passes().getFirst().equals(pass.name())) {
                    cases.add(c);
                }
            }
        }
        return cases;
    }

    static void write() throws IOException {
        Files.createDirectories(PATH.getParent());
        Files.writeString(PATH, make());
    }
}
