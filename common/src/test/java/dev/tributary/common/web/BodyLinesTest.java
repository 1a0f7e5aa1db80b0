package dev.tributary.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class BodyLinesTest {
    @Test
    void shouldNumberLinesWhenBlankOnesAreBetween() throws IOException {
        assertThat(read("a\r\n\n \t\nb\n\nlast")).containsExactly("1:a\r", "4:b", "6:last");
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
    }

    @Test
    void shouldTellOnlyTheLineThatIsTooLongWhenOthersFit() throws IOException {
        assertThat(read("12345678\n123456789\n" + "x".repeat(100_000) + "\nb\n" + "y".repeat(9)))
                .containsExactly("1:12345678", "2:too long", "3:too long", "4:b", "5:too long");
    }

    @Test
    void shouldHandOutALineWhenTheNextHasNotArrived() throws IOException {
        InputStream arriving =
                new InputStream() {
                    private int calls;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        if (calls++ > 0) {
                            throw new EOFException("broke off");
                        }
                        byte[] part = "whole\nhal".getBytes(StandardCharsets.UTF_8);
                        System.arraycopy(part, 0, into, offset, part.length);
                        return part.length;
                    }
                };
        BodyLines lines = new BodyLines(arriving, DataSize.ofBytes(8));

        assertThat(lines.next().number()).isEqualTo(1);
        assertThatThrownBy(lines::next).isInstanceOf(EOFException.class);
    }

    private static List<String> read(String body) throws IOException {
        BodyLines lines =
                new BodyLines(
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        DataSize.ofBytes(8));
        List<String> all = new ArrayList<>();
        for (BodyLines.Line line = lines.next(); line != null; line = lines.next()) {
            String text =
                    line.text() == null
                            ? "too long"
                            : new String(line.text(), StandardCharsets.UTF_8);
            all.add(line.number() + ":" + text);
        }
        return all;
    }
}
