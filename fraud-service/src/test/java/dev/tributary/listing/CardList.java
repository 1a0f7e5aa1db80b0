package dev.tributary.listing;

import dev.tributary.common.query.ListRead;
import dev.tributary.common.query.OwnerClient;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.StorePages;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.fraud.state.CardHistory;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.kafka.streams.state.HostInfo;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Lists the cards of the scorer; for tests of lists, so outside of what the service scans. */
@RestController
public class CardList {
    private static final int SCAN_MAX = 4;

    private final StorePages pages;

    CardList(
            @Qualifier("scorerRuntime") StreamsRuntime scorer,
            HostInfo self,
            OwnerClient peers,
            QueryResponder responder) {
        pages = new StorePages(new StoreRouter(scorer, self), peers, responder);
    }

    @GetMapping("/test/cards")
    ResponseEntity<?> all(HttpServletRequest request) {
        return pages.answer(request, ListRead.of(FraudStores.CARD_HISTORY, CardList::document));
    }

    /** Few of many, and few looked at for a page. */
    @GetMapping("/test/cards-like")
    ResponseEntity<?> like(@RequestParam String text, HttpServletRequest request) {
        ListRead<CardHistory> some =
                new ListRead<>(
                        FraudStores.CARD_HISTORY,
                        CardList::document,
                        (cardId, _) -> cardId.contains(text),
                        ListRead.LIMIT_DEFAULT,
                        ListRead.LIMIT_MAX,
                        SCAN_MAX);
        return pages.answer(request, some);
    }

    private static Map<String, Object> document(String cardId, CardHistory history) {
        return Map.of("cardId", cardId, "written", history != null);
    }
}
