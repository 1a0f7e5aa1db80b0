package dev.tributary.ingest.domain;

/**
 * A place on the WGS84 ellipsoid.
 *
 * @param latitude degrees north, -{@value #LATITUDE_MAX} to {@value #LATITUDE_MAX}
 * @param longitude degrees east, -{@value #LONGITUDE_MAX} to {@value #LONGITUDE_MAX}
 */
public record GeoPoint(double latitude, double longitude) {
    /** The poles. */
    public static final double LATITUDE_MAX = 90;

    /** The date line. */
    public static final double LONGITUDE_MAX = 180;

    public GeoPoint {
        if (!(Math.abs(latitude) <= LATITUDE_MAX && Math.abs(longitude) <= LONGITUDE_MAX)) {
            throw new IllegalArgumentException(latitude + ", " + longitude + " is no place");
        }
    }
}
