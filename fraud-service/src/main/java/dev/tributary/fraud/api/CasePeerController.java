package dev.tributary.fraud.api;

import dev.tributary.common.query.QueryResponder;
import dev.tributary.fraud.query.CaseQuery;

import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Cases as they are stored, for other instances. */
@RestController
@Hidden
class CasePeerController {
    private final CaseQuery cases;
    private final QueryResponder responder;

    CasePeerController(CaseQuery cases, QueryResponder responder) {
        this.cases = cases;
        this.responder = responder;
    }

    /** 200 with the state's bytes, 404 where there is none, 503 where another instance owns it. */
    @GetMapping(CaseQuery.PEER_PATH + "{transactionId}")
    ResponseEntity<?> owned(@PathVariable String transactionId, HttpServletRequest request) {
        return responder.answer(
                request,
                demand -> cases.find(transactionId, demand),
                cases::toPeer,
                "case " + transactionId);
    }
}
