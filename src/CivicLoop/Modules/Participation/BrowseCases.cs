using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Participation;

/// <summary>A page of the public list with the filter that made it.</summary>
internal sealed record PublicPage
{
    public required PublicQuery Query { get; init; }

    /// <summary>Null where the address asks for something that cannot be.</summary>
    public PublicFilter? Filter { get; init; }

    public Problem? Problem { get; init; }

    public IReadOnlyList<PublicCase> Rows { get; init; } = [];

    public string? Next { get; init; }

    public required IReadOnlyList<CaseGroup> Groups { get; init; }

    public required IReadOnlyList<Area> Districts { get; init; }

    /// <summary>The box that is shown; null for all of the city.</summary>
    public GeoBox? Box { get; init; }

    /// <summary>The place whose surroundings are shown; null where none was asked for or none is
    /// known by that name.</summary>
    public FoundPlace? Near { get; init; }

    /// <summary>Where the filter's form leads.</summary>
    public required string Address { get; init; }
}

/// <summary>Reads the public list for the pages that show it.</summary>
internal sealed class BrowseCases(
    CaseLists lists, FindPlaces places, CityHolder city, TimeProvider time)
{
    // As far as one walks in a quarter of an hour, in degrees of latitude.
    private const double NearDegrees = 0.01;

    public async Task<PublicPage> ReadAsync(
        PublicQuery query, string address, int size, CancellationToken stop)
    {
        var model = city.Current;
        var page = new PublicPage
        {
            Query = query,
            Address = address,
            Groups = model.Catalogue.Groups,
            Districts = [.. DistrictsOf(model)],
        };
        if (!PublicFilter.Read(query, model).Try(out var filter, out var problem))
        {
            return page with { Problem = problem };
        }

        var near = await places.RunAsync(query.Near, stop) is [var likeliest, ..]
            ? likeliest
            : null;
        // A map that was moved since asks by its box.
        var box = MapBox.Read(query.Bbox) ?? (near is null ? null : Around(near));
        var found = await lists.NewestAsync(
            rows => Inside(filter.Apply(rows, model, time.GetUtcNow()), box),
            query.After, query.Size(size), stop);
        return page with
        {
            Filter = filter,
            Box = box,
            Near = near,
            Rows = [.. found.Items.Select(row => PublicCase.Of(row, model))],
            Next = found.Next,
        };
    }

    /// <summary>The areas that filters, feeds and statistics name.</summary>
    public IReadOnlyList<Area> Districts() => [.. DistrictsOf(city.Current)];

    private static GeoBox Around(FoundPlace place)
    {
        var east = NearDegrees / Math.Cos(place.Lat * Math.PI / 180);
        return new GeoBox(
            place.Lon - east, place.Lat - NearDegrees, place.Lon + east,
            place.Lat + NearDegrees);
    }

    private static IQueryable<Case> Inside(IQueryable<Case> cases, GeoBox? box) =>
        box is not { } inside
            ? cases
            : cases.Where(row => row.Lon >= inside.MinLon && row.Lon <= inside.MaxLon
                && row.Lat >= inside.MinLat && row.Lat <= inside.MaxLat);

    private static IEnumerable<Area> DistrictsOf(CityModel model) => model.Areas.All
        .Where(area => area.Kind is AreaKind.District or AreaKind.Neighborhood
            or AreaKind.DevelopmentZone)
        .OrderBy(area => area.BesideTree).ThenBy(area => area.Code, StringComparer.Ordinal);
}
