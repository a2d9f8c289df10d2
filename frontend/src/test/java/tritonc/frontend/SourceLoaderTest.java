package tritonc.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class SourceLoaderTest {
    @TempDir Path folder;
    private final Diagnostics diagnostics = new Diagnostics();

    private String text(byte[] bytes) {
        return SourceLoader.decode("a.py", bytes, diagnostics).map(SourceFile::text).orElse("");
    }

    private void refused(byte[] bytes, Code code, String message, String help) {
        assertThat(SourceLoader.decode("a.py", bytes, diagnostics)).isEmpty();
        Diagnostic d = diagnostics.inOrder().getFirst();
        assertThat(d.code()).isEqualTo(code);
        assertThat(d.message()).isEqualTo(message);
        assertThat(d.help().orElse("")).isEqualTo(help);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void utf8WithAndWithoutMark() {
        assertThat(text("é = 1".getBytes(StandardCharsets.UTF_8))).isEqualTo("é = 1");
        assertThat(text("\uFEFFé = 1".getBytes(StandardCharsets.UTF_8))).isEqualTo("é = 1");
        assertThat(text(new byte[0])).isEmpty();
        assertThat(diagnostics.inOrder()).isEmpty();
    }

    @Test
    void codingLinesAreHonoured() {
        assertThat(text(latin("#!/usr/bin/python\n# -*- coding: latin-1 -*-\né"))).endsWith("é");
        assertThat(text("# vim: set fileencoding=utf-8 :\né".getBytes(StandardCharsets.UTF_8)))
                .endsWith("é");
        assertThat(text("x = 1\n# coding: koi8-r\n".getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(diagnostics.inOrder()).isEmpty();
    }

    @Test
    void otherCodingLinesAreRefused() {
        refused(
                latin("# coding: koi8-r\n"),
                Code.NOT_TEXT,
                "'a.py' declares the encoding 'koi8-r'",
                "convert it: iconv -f koi8-r -t UTF-8 a.py");
    }

    @Test
    void utf16IsRefused() {
        refused(
                "\uFEFFx = 1".getBytes(StandardCharsets.UTF_16LE),
                Code.NOT_TEXT,
                "'a.py' is UTF-16LE text",
                "convert it: iconv -f UTF-16LE -t UTF-8 a.py");
    }

    @Test
    void utf16WithoutMarkIsRefused() {
        refused(
                "x = 1 + 2".getBytes(StandardCharsets.UTF_16BE),
                Code.NOT_TEXT,
                "'a.py' is UTF-16BE text",
                "convert it: iconv -f UTF-16BE -t UTF-8 a.py");
    }

    @Test
    void binaryIsRefused() {
        refused(
                new byte[] {'x', '=', 0, 1},
                Code.NOT_TEXT,
                "'a.py' is not text: byte 2 is zero",
                "a source file is Python text in UTF-8");
    }

    @Test
    void brokenUtf8IsRefusedWithItsLine() {
        refused(
                latin("x = 1\ny = 'é'\n"),
                Code.NOT_TEXT,
                "'a.py' is not UTF-8 text: byte 0xe9 in line 2",
                "save it as UTF-8, or give its encoding in line 1: # coding: latin-1");
    }

    @Test
    void aSurrogateInUtf8IsRefused() {
        assertThat(text(new byte[] {'#', (byte) 0xED, (byte) 0xA0, (byte) 0x80})).isEmpty();
        assertThat(diagnostics.inOrder()).hasSize(1);
    }

    @Test
    void largeFilesAreRefused() throws IOException {
        Path path = folder.resolve("large.py");
        try (var file = new java.io.RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(SourceLoader.MAX_BYTES + 1L);
        }
        assertThat(SourceLoader.read(path, diagnostics)).isEmpty();
        assertThat(diagnostics.inOrder().getFirst().code()).isEqualTo(Code.SOURCE_TOO_LARGE);
    }

    @Test
    void missingFilesAndFolders() throws IOException {
        assertThat(SourceLoader.read(folder.resolve("no.py"), diagnostics)).isEmpty();
        assertThat(SourceLoader.read(folder, diagnostics)).isEmpty();
        assertThat(diagnostics.inOrder())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "file '" + folder.resolve("no.py") + "' does not exist",
                        "'" + folder + "' is a folder, not a source file");
        Path good = Files.writeString(folder.resolve("good.py"), "x = 1\n");
        assertThat(SourceLoader.read(good, diagnostics)).isPresent();
    }

    @Test
    void emptinessIsOnlyReportedOnDemand() {
        SourceLoader.requireCode(new SourceFile("a.py", " \n"), diagnostics);
        SourceLoader.requireCode(new SourceFile("a.py", "x"), diagnostics);
        assertThat(diagnostics.inOrder())
                .extracting(Diagnostic::code)
                .containsExactly(Code.EMPTY_SOURCE);
    }
}
