package tritonc.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Shows every rule of the house a violation that it must find, and a neighbour that it must let
/// be.
final class HouseRulesTest {
    private static Sources.File file(String place, String text) {
        return new Sources.File("room", Path.of("room/src/main/java/tritonc/" + place), text);
    }

    private static int lines(String body) throws IOException {
        String text = "class A {\n" + body + "\n}\n";
        return MethodLengths.of(List.of(file("a/A.java", text))).getFirst().lines();
    }

    @Test
    void aMethodIsCountedFromItsAnnotationToItsBrace() throws IOException {
        assertThat(lines("/// Says nothing.\n@Override\nvoid f() {\n\n}")).isEqualTo(4);
        assertThat(lines("void f() { }")).isEqualTo(1);
        assertThat(lines("static {\n int x;\n}")).isEqualTo(3);
        assertThat(lines("A() {\n String s = \"\"\"\n }}}\n \"\"\";\n}")).isEqualTo(5);
    }

    @Test
    void oneLineArmsDoNotCountAndBlocksDo() throws IOException {
        String arms = "case 1 -> 2;\ncase 3 ->\n 4;\ncase 5 -> throw new Error();\n";
        String block = "case 6 -> {\n int y = 7;\n yield y;\n}\n";
        assertThat(lines("int f(int x) {\nreturn switch (x) {\n" + arms + "};\n}")).isEqualTo(4);
        assertThat(lines("int f(int x) {\nreturn switch (x) {\n" + arms + block + "};\n}"))
                .isEqualTo(8);
    }

    @Test
    void aLongMethodIsFound() throws IOException {
        String inner = "new Object() {\n void g() {\n" + "f();\n".repeat(37) + "}\n};\n";
        List<Sources.File> planted =
                List.of(file("a/A.java", "class A {\nvoid f() {\n" + inner + "}\n}\n"));
        assertThat(HouseRules.longMethods(MethodLengths.of(planted)))
                .containsExactly("/room/src/main/java/tritonc/a/A.java:2 A.f has 43 lines");
    }

    @Test
    void aLongFileIsFound() {
        Sources.File planted = file("a/A.java", "\n".repeat(400));
        assertThat(HouseRules.longFiles(List.of(planted, file("a/B.java", "\n".repeat(399)))))
                .containsExactly(planted.path() + " has 400 lines");
    }

    @Test
    void emptyNamesAreFound() {
        Sources.File inUtil = file("util/A.java", "class Utilities {}");
        Sources.File named = file("a/A.java", "abstract class AbstractOp {} record OpImpl() {}");
        assertThat(HouseRules.emptyNames(List.of(inUtil, named)))
                .containsExactly(
                        inUtil.path() + " is in a package named util",
                        named.path() + " declares AbstractOp",
                        named.path() + " declares OpImpl");
    }

    @Test
    void unexplainedPackagesAreFound() {
        String good = "/// Takes and gives.\n@NullMarked\npackage tritonc.a;\n";
        assertThat(
                        HouseRules.unexplainedPackages(
                                List.of(
                                        file("a/package-info.java", good),
                                        file("b/package-info.java", "package tritonc.b;\n"),
                                        file("c/C.java", "class C {}"))))
                .containsExactly(
                        "tritonc.b has no package-info with a text and @NullMarked",
                        "tritonc.c has no package-info with a text and @NullMarked");
    }

    @Test
    void strayWordsAreFound() {
        String planted = "fine\n// TODO later\nsee /home/me/x and issue 12\n";
        assertThat(HouseRules.strayWords("A", planted))
                .containsExactly("A:2 says TODO", "A:3 says /home/me", "A:3 says issue 12");
        String innocent =
                "GET /a/"
                        + "work/x of $HOME/"
                        + "tmp/y, 12 issues, /usr/"
                        + "lib/jvm, ~/"
                        + "work/z, todo";
        assertThat(HouseRules.strayWords("A", innocent)).isEmpty();
    }
}
