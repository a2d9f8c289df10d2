package tritonc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.docs.OneOpKernels.Template;
import tritonc.typecheck.builtin.Builtins;

import java.io.IOException;
import java.util.List;

/// `docs/language.md` says what compiles.
class LanguagePageTest {
    @Test
    void pageIsTrue() throws IOException {
        Golden.check(LanguagePage.PATH, LanguagePage.make());
    }

    @Test
    void everyFunctionOfTritonIsThere() throws IOException {
        List<String> names =
                LanguagePage.functions().stream().map(Template::name).distinct().toList();
        assertThat(names).containsExactlyInAnyOrderElementsOf(Builtins.names());
    }
}
