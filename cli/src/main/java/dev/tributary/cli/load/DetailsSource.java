package dev.tributary.cli.load;

import dev.tributary.cli.load.Details.Channel;
import dev.tributary.cli.load.Details.Line;
import dev.tributary.cli.load.Details.Place;
import dev.tributary.cli.load.Draws.Purpose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Invents what the published simulation says nothing about, from sources of its own, so that the
 * published part stays as it is.
 *
 * <ul>
 *   <li>The grid lies over the hundred kilometres around Berlin, one unit a kilometre.
 *   <li>Terminals belong to merchants, {@value #TERMINALS_A_MERCHANT} to one on average; one in
 *       {@value #ONE_ATM_IN} is a cash machine. The others take orders online too: one honest
 *       purchase in {@value #ONE_ONLINE_IN}.
 *   <li>A card has one to three devices and a home address. Addresses are from 2001:db8::/32, which
 *       is reserved for documentation.
 *   <li>What a thief buys with a stolen card is bought online, from a device and an address that
 *       the card's owner never used, except at cash machines.
 *   <li>Skus are {@value #SKUS}, the low numbers in demand. Prices follow from the amount, so one
 *       sku has many.
 * </ul>
 *
 * Neither ids nor addresses tell a thief from an owner by their form.
 */
final class DetailsSource {
    static final int SKUS = 1_000;
    static final int LINES_MAX = 4;
    static final int QUANTITY_MAX = 3;

    private static final int TERMINALS_A_MERCHANT = 4;
    private static final int ONE_ATM_IN = 50;
    private static final int ONE_ONLINE_IN = 5;
    private static final int DEVICES_MAX = 3;
    private static final int DAYS_A_THIEF = 28;
    private static final double ABROAD_SHARE_OWNER = 0.03;
    private static final double ABROAD_SHARE_THIEF = 0.3;
    private static final double BASKET_SHARE = 2.0 / 3;
    private static final String HOME_COUNTRY = "DE";
    private static final List<String> ABROAD = List.of("AT", "BE", "CZ", "DK", "FR", "NL", "PL");

    private static final double SOUTH_DEGREES = 52.07;
    private static final double WEST_DEGREES = 12.67;
    private static final double KILOMETRES_A_DEGREE_NORTH = 111.2;
    private static final double KILOMETRES_A_DEGREE_EAST =
            KILOMETRES_A_DEGREE_NORTH * Math.cos(Math.toRadians(SOUTH_DEGREES + 0.45));

    private final SimulationSettings settings;
    private final Grid grid;

    DetailsSource(Simulation simulation) {
        this.settings = simulation.settings();
        this.grid = simulation.grid();
    }

    Details of(SimulatedTransaction transaction) {
        SplittableRandom random =
                Draws.of(
                        settings.seed(),
                        Purpose.DETAILS,
                        transaction.card(),
                        transaction.day(),
                        transaction.ordinal());
        SplittableRandom shop = Draws.of(settings.seed(), Purpose.SHOP, transaction.terminal());
        String merchantId =
                "m-" + shop.nextInt(Math.ceilDiv(settings.terminals(), TERMINALS_A_MERCHANT));
        boolean thief = transaction.scenario() == FraudScenario.STOLEN_CARD;
        if (shop.nextInt(ONE_ATM_IN) == 0) {
            return here(transaction, merchantId, Channel.ATM, List.of());
        }
        boolean online = random.nextInt(ONE_ONLINE_IN) == 0 || thief;
        List<Line> basket = basket(random, transaction.amountMinor());
        return online
                ? online(transaction, merchantId, random, thief, basket)
                : here(transaction, merchantId, Channel.CARD_PRESENT, basket);
    }

    private Details here(
            SimulatedTransaction transaction,
            String merchantId,
            Channel channel,
            List<Line> basket) {
        return new Details(
                merchantId,
                channel,
                null,
                null,
                HOME_COUNTRY,
                place(transaction.terminal()),
                basket);
    }

    private Details online(
            SimulatedTransaction transaction,
            String merchantId,
            SplittableRandom random,
            boolean thief,
            List<Line> basket) {
        int devices =
                Draws.of(settings.seed(), Purpose.OWNER, transaction.card())
                        .nextInt(1, DEVICES_MAX + 1);
        int device =
                thief ? DEVICES_MAX + transaction.day() / DAYS_A_THIEF : random.nextInt(devices);
        int home = thief ? device : 0;
        double abroad = thief ? ABROAD_SHARE_THIEF : ABROAD_SHARE_OWNER;
        String country =
                random.nextDouble() < abroad
                        ? ABROAD.get(random.nextInt(ABROAD.size()))
                        : HOME_COUNTRY;
        return new Details(
                merchantId,
                Channel.ECOMMERCE,
                "d-%08x".formatted(token(transaction.card(), device) >>> 32),
                address(token(transaction.card(), home)),
                country,
                null,
                basket);
    }

    private long token(int card, int number) {
        return Draws.of(settings.seed(), Purpose.OWNER, card, number + 1L).nextLong();
    }

    private static String address(long token) {
        return "2001:db8:%x:%x::%x"
                .formatted(token & 0xffff, token >>> 16 & 0xffff, 1 + (token >>> 32 & 0xff));
    }

    private Place place(int terminal) {
        return new Place(
                round(SOUTH_DEGREES + grid.y(terminal) / KILOMETRES_A_DEGREE_NORTH),
                round(WEST_DEGREES + grid.x(terminal) / KILOMETRES_A_DEGREE_EAST));
    }

    private static double round(double degrees) {
        return Math.rint(degrees * 1e5) / 1e5;
    }

    /**
     * Name of a sku.
     *
     * @param number 1 to {@link #SKUS}
     */
    static String sku(int number) {
        return "sku-" + number;
    }

    /** Lines of distinct skus that add up to the amount, or none. */
    private static List<Line> basket(SplittableRandom random, long amountMinor) {
        if (random.nextDouble() >= BASKET_SHARE || amountMinor < LINES_MAX) {
            return List.of();
        }
        int count = random.nextInt(1, LINES_MAX + 1);
        List<Line> lines = new ArrayList<>(count);
        Set<Integer> skus = new HashSet<>();
        long rest = amountMinor;
        for (int left = count; left > 0; left--) {
            long part = left == 1 ? rest : random.nextLong(1, rest - left + 2);
            rest -= part;
            lines.add(line(random, skus, part));
        }
        return lines;
    }

    private static Line line(SplittableRandom random, Set<Integer> skus, long partMinor) {
        int sku = demanded(random);
        while (!skus.add(sku)) {
            sku = sku % SKUS + 1;
        }
        int quantity = random.nextInt(1, QUANTITY_MAX + 1);
        return partMinor % quantity == 0
                ? new Line(sku(sku), quantity, partMinor / quantity)
                : new Line(sku(sku), 1, partMinor);
    }

    /** 1 to {@link #SKUS}; the first tenth of them makes almost half of the draws. */
    private static int demanded(SplittableRandom random) {
        double uniform = random.nextDouble();
        return 1 + (int) (SKUS * uniform * uniform * uniform);
    }
}
