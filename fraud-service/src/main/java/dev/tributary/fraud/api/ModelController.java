package dev.tributary.fraud.api;

import dev.tributary.common.query.AwaitedChange;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.domain.model.Activation;
import dev.tributary.fraud.publish.ModelPublisher;
import dev.tributary.fraud.query.KnownModel;
import dev.tributary.fraud.query.ModelFeed;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.ModelActivation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Which model scores. Models come over {@code fraud.models.v1}, from whoever trains them. A change
 * is answered when the brokers have it and this instance judges by it; every other instance does
 * within a second.
 */
@RestController
@RequestMapping("/v1/models")
@Tag(name = "models", description = "What was learned from labelled history")
class ModelController {
    private final ModelFeed models;
    private final CompactedFeed<String, Model> modelTopic;
    private final CompactedFeed<String, ModelActivation> activationTopic;
    private final ModelPublisher publisher;
    private final ModelApiSettings settings;
    private final InstantSource wallClock;

    ModelController(
            ModelFeed models,
            CompactedFeed<String, Model> modelTopic,
            CompactedFeed<String, ModelActivation> activationTopic,
            ModelPublisher publisher,
            ModelApiSettings settings,
            InstantSource wallClock) {
        this.models = models;
        this.modelTopic = modelTopic;
        this.activationTopic = activationTopic;
        this.publisher = publisher;
        this.settings = settings;
        this.wallClock = wallClock;
    }

    @GetMapping
    @Operation(summary = "All models in the order of their versions; a few hundred at most")
    @ApiResponse(responseCode = "200", description = "All of them, and which scores")
    ModelPage list() {
        return new ModelPage(models.list().stream().map(this::document).toList(), state());
    }

    @GetMapping("/{version}")
    @Operation(summary = "A model: its features, its metrics and what it was trained on")
    @ApiResponse(responseCode = "200", description = "The model, without its trees")
    @ApiResponse(responseCode = "404", description = "There is none of this version")
    @ApiResponse(responseCode = "503", description = "Models are not known yet; Retry-After")
    ModelDocument model(@PathVariable String version) {
        return document(existing(version));
    }

    @PostMapping("/{version}/activate")
    @Operation(summary = "Let this model score, instead of the one that does")
    @ApiResponse(responseCode = "200", description = "It scores here")
    @ApiResponse(responseCode = "202", description = "Written, and not in force here yet")
    @ApiResponse(responseCode = "404", description = "There is none of this version")
    @ApiResponse(responseCode = "422", description = "This version of the service cannot use it")
    @ApiResponse(
            responseCode = "503",
            description =
                    "Models are not known yet, or not known whether it was written: send it again"
                            + " after Retry-After")
    ResponseEntity<ModelPage.State> activate(@PathVariable String version) {
        if (existing(version) instanceof KnownModel.Unusable(String _, String reason)) {
            throw new ProblemException(
                    Problem.of(
                            ProblemType.UNUSABLE,
                            "Model %s cannot be used here: %s".formatted(version, reason)));
        }
        return change(models.activation(), models.activation().to(version, now()));
    }

    @PostMapping("/{version}/rollback")
    @Operation(
            summary = "Let the model before this one score again, or none where there was none",
            description =
                    "Names the model that is to stop, so that sending it again does not go back"
                            + " further.")
    @ApiResponse(responseCode = "200", description = "The one before scores here")
    @ApiResponse(responseCode = "202", description = "Written, and not in force here yet")
    @ApiResponse(responseCode = "404", description = "There is none of this version")
    @ApiResponse(responseCode = "409", description = "This is not the model that should score")
    @ApiResponse(
            responseCode = "503",
            description =
                    "Models are not known yet, or not known whether it was written: send it again"
                            + " after Retry-After")
    ResponseEntity<ModelPage.State> rollBack(@PathVariable String version) {
        Activation activation = models.activation();
        boolean active = version.equals(activation.version());
        if (!active) {
            existing(version);
            throw conflict(
                    "Model %s should not score; %s."
                            .formatted(
                                    version,
                                    activation.version() == null
                                            ? "none should"
                                            : activation.version() + " should"));
        }
        return change(activation, activation.back(now()));
    }

    @DeleteMapping("/{version}")
    @Operation(summary = "Remove a model")
    @ApiResponse(responseCode = "202", description = "Written, and still known here")
    @ApiResponse(responseCode = "204", description = "Removed")
    @ApiResponse(responseCode = "404", description = "There is none of this version")
    @ApiResponse(responseCode = "409", description = "It scores, or a rollback leads to it")
    @ApiResponse(
            responseCode = "503",
            description =
                    "Models are not known yet, or not known whether it was written: send it again"
                            + " after Retry-After")
    ResponseEntity<Void> remove(@PathVariable String version) {
        existing(version);
        Activation activation = models.activation();
        if (version.equals(activation.version()) || version.equals(activation.before())) {
            throw conflict("Model %s scores, or a rollback leads to it.".formatted(version));
        }
        boolean removed =
                AwaitedChange.inForce(
                        () -> publisher.remove(version), modelTopic, settings.inForceWait());
        return ResponseEntity.status(removed ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
    }

    private ResponseEntity<ModelPage.State> change(Activation before, Activation next) {
        boolean inForce =
                next.equals(before)
                        || AwaitedChange.inForce(
                                () -> publisher.activate(next),
                                activationTopic,
                                settings.inForceWait());
        return ResponseEntity.status(inForce ? HttpStatus.OK : HttpStatus.ACCEPTED).body(state());
    }

    private ModelDocument document(KnownModel model) {
        return ModelDocument.of(model, models.activation(), models.get());
    }

    private ModelPage.State state() {
        return ModelPage.State.of(models.activation(), models.get(), models.isLoaded());
    }

    /** In the unit of the wire. */
    private Instant now() {
        return wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private KnownModel existing(String version) {
        if (!models.isLoaded()) {
            String obstacle = modelTopic.obstacle();
            throw new ProblemException(
                    Problem.unavailable(
                            "Models are not known yet: "
                                    + (obstacle == null ? activationTopic.obstacle() : obstacle),
                            AwaitedChange.RETRY_AFTER));
        }
        KnownModel known = models.find(version);
        if (known == null) {
            throw new ProblemException(
                    Problem.of(ProblemType.NOT_FOUND, "There is no model " + version + "."));
        }
        return known;
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(ProblemType.CONFLICT, detail));
    }
}
