using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Web;

/// <summary>A labelled input with its hint and its problem (partial <c>_Field</c>).</summary>
/// <param name="Name">Name and id of the input, in the API's spelling.</param>
internal sealed record FieldView(string Name, string Label)
{
    /// <summary><c>text</c>, <c>textarea</c>, <c>date</c>, <c>select</c> and every other type of
    /// input.</summary>
    public string Type { get; init; } = "text";

    public string? Value { get; init; }

    public string? Hint { get; init; }

    public bool Needed { get; init; }

    public int? LengthMax { get; init; }

    public int Rows { get; init; } = 4;

    /// <summary>What the browser may fill in, for example <c>email</c>.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Choices of a select: value and text.</summary>
    public IReadOnlyList<(string Value, string Text)> Choices { get; init; } = [];

    /// <summary>Id of a list of suggestions the page holds; null for none.</summary>
    public string? List { get; init; }

    /// <summary>Not kept in the browser's draft: contacts and secrets.</summary>
    public bool NoDraft { get; init; }

    /// <summary>What the rules said; a problem about another field is not shown here.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>A map (partial <c>_Map</c>).</summary>
internal sealed record MapView
{
    public string? AreasUrl { get; init; } = "/areas.geojson";

    /// <summary>Vector tiles with <c>{z}/{x}/{y}</c>.</summary>
    public string? CaseTiles { get; init; }

    /// <summary>GeoJSON asked with <c>bbox</c> and <c>zoom</c> after every move.</summary>
    public string? CasesUrl { get; init; }

    /// <summary>Where a click on a case leads, with <c>{number}</c>.</summary>
    public string? CaseUrl { get; init; }

    /// <summary>Ids of the latitude and longitude inputs, for example <c>lat,lon</c>.</summary>
    public string? Pick { get; init; }

    /// <summary>Id of the input a street's line is drawn into: corners <c>lon,lat</c> with
    /// semicolons between.</summary>
    public string? Line { get; init; }

    /// <summary>Colours of points by their state, where they are no cases.</summary>
    public string? Tones { get; init; }

    /// <summary>Longitude and latitude.</summary>
    public string? Center { get; init; }

    public int? Zoom { get; init; }

    /// <summary>West, south, east, north.</summary>
    public string? Bounds { get; init; }

    public bool Tall { get; init; }

    /// <summary>A pin at the centre: the place the page is about.</summary>
    public bool Mark { get; init; }

    /// <summary>Id of the list that follows the map's view.</summary>
    public string? List { get; init; }

    /// <summary>GeoJSON of ways and their stops.</summary>
    public string? WaysUrl { get; init; }
}

/// <summary>The way to the next page of a list (partial <c>_Pager</c>).</summary>
/// <param name="After">Key the next page starts after; null at the end.</param>
/// <param name="IsFirst">True on the list's first page.</param>
internal sealed record PagerView(string? After, bool IsFirst);
