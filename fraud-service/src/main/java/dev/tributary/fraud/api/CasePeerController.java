package dev.tributary.fraud.api;

import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.query.CaseQuery;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Cases for other instances, as they are stored: this instance answers for those it owns. */
@RestController
@Hidden
class CasePeerController {
    private final CaseQuery cases;

    CasePeerController(CaseQuery cases) {
        this.cases = cases;
    }

    /** 200 with the state's bytes, 404 where there is none, 503 where another instance owns it. */
    @GetMapping(CaseQuery.PEER_PATH + "{transactionId}")
    ResponseEntity<byte[]> owned(@PathVariable String transactionId) {
        return switch (cases.find(transactionId)) {
            case Lookup.Found<ReviewCase>(ReviewCase known, _) ->
                    ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_OCTET_STREAM)
                            .body(cases.toPeer(known));
            case Lookup.Absent<ReviewCase> _ -> ResponseEntity.notFound().build();
            case Lookup.Elsewhere<ReviewCase> _ ->
                    throw QueryResponder.unavailable("the owner of the case is changing");
            case Lookup.NotReady<ReviewCase>(String reason) ->
                    throw QueryResponder.unavailable(reason);
        };
    }
}
