package dev.tributary.cli.fraud;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Scores as CSV, {@code transactionId,score}, in order of event time; there when complete. */
final class ScoreFile {
    private ScoreFile() {}

    static void write(Path file, TransactionTable table, int firstRow, float[] scores)
            throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (CsvWriter lines =
                    CsvWriter.builder()
                            .lineDelimiter(LineDelimiter.LF)
                            .build(Files.newBufferedWriter(part, StandardCharsets.UTF_8))) {
                lines.writeRecord("transactionId", "score");
                for (int i = 0; i < scores.length; i++) {
                    lines.writeRecord(table.transactionId(firstRow + i), Float.toString(scores[i]));
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
