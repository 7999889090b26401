namespace CivicLoop.Domain.Places;

/// <summary>A box of longitude and latitude, WGS-84 degrees.</summary>
public readonly record struct GeoBox(double MinLon, double MinLat, double MaxLon, double MaxLat)
{
    public double CentreLon => (MinLon + MaxLon) / 2;

    public double CentreLat => (MinLat + MaxLat) / 2;

    public bool Contains(double lon, double lat) =>
        lon >= MinLon && lon <= MaxLon && lat >= MinLat && lat <= MaxLat;
}
