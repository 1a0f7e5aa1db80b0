package dev.tributary.cli.fraud;

import dev.tributary.common.serde.AvroFile;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.wire.InvalidModelException;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.schemas.fraud.Model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A model as a file: the record of {@code fraud.models.v1} in an Avro container, which names its
 * schema. Reading gives back what was written, to the bit.
 */
final class ModelFile {
    private ModelFile() {}

    static void write(Path file, FraudModel model) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            AvroFile.write(part, ModelAvroMapper.toAvro(model));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * @throws FraudDataException where the file is no model, or one for other features
     */
    static FraudModel read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new FraudDataException("cannot read " + file);
        }
        try {
            return ModelAvroMapper.toDomain(AvroFile.read(file, Model.class));
        } catch (InvalidModelException | AvroFile.UnreadableException unreadable) {
            throw new FraudDataException(
                    file + ": no model: " + unreadable.getMessage(), unreadable);
        }
    }
}
