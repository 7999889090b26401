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

    /// <summary>True where the box holds so many that only the newest of the city were looked
    /// through (<see cref="CasesInBox.NewestMax"/>).</summary>
    public bool IsNewestOnly { get; init; }

    /// <summary>The place whose surroundings are shown; null where none was asked for or none is
    /// known by that name.</summary>
    public FoundPlace? Near { get; init; }

    /// <summary>Where the filter's form leads.</summary>
    public required string Address { get; init; }

    /// <summary>The filter with the box the map was moved to, or the place that was looked for, as
    /// the part of an address after the question mark.</summary>
    public string BoxQuery()
    {
        var kept = Query.Bbox is not null && Box is { } box ? ("bbox", MapBox.Write(box))
            : Near is not null ? ("near", Query.Near ?? "")
            : ("", "");
        var query = new QueryString(Filter?.Query() ?? "");
        return (kept.Item1.Length == 0 ? query : query.Add(kept.Item1, kept.Item2)).Value ?? "";
    }
}

/// <summary>Reads the public list for the pages that show it.</summary>
internal sealed class BrowseCases(
    CaseLists lists, CasesInBox inBox, FindPlaces places, CityHolder city, TimeProvider time)
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
            Districts = [.. model.Areas.Districts],
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
        var few = box is { } asked ? await inBox.FewAsync(asked, filter, stop) : null;
        var found = await lists.NewestAsync(
            rows =>
            {
                var fits = filter.Apply(rows, model, time.GetUtcNow());
                return box is { } inside ? CasesInBox.Narrow(fits, inside, few) : fits;
            },
            query.After, query.Size(size), stop);
        return page with
        {
            Filter = filter,
            Box = box,
            IsNewestOnly = box is not null && few is null,
            Near = near,
            Rows = [.. found.Items.Select(row => PublicCase.Of(row, model))],
            Next = found.Next,
        };
    }

    /// <summary>The areas that filters, feeds and statistics name.</summary>
    public IReadOnlyList<Area> Districts() => city.Current.Areas.Districts;

    private static GeoBox Around(FoundPlace place)
    {
        var east = NearDegrees / Math.Cos(place.Lat * Math.PI / 180);
        return new GeoBox(
            place.Lon - east, place.Lat - NearDegrees, place.Lon + east,
            place.Lat + NearDegrees);
    }
}
