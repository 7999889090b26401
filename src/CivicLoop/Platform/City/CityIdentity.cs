using CivicLoop.Domain;

namespace CivicLoop.Platform.City;

/// <summary>What a city is called and how it is shown.</summary>
internal sealed record CityIdentity
{
    public required string Code { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>IANA name, for example <c>Asia/Shanghai</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The city's own language: <c>zh</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>A demonstration city has sign-ins for everyone, and sends nothing.</summary>
    public bool Demonstration { get; init; }

    /// <summary><c>schematic</c> or <c>areas</c>.</summary>
    public required string MapKind { get; init; }

    /// <summary>Shown with every map, for example that it shows no real boundary.</summary>
    public LocalText? MapNotice { get; init; }

    /// <summary>What a case number begins with where no district is known.</summary>
    public required string NumberPlace { get; init; }
}
