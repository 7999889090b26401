using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CivicLoop.Domain.Places;

/// <summary>Code of a unit grid cell, 15 digits: 6 district + 3 subdistrict + 3 community + 3
/// serial (GB/T 30428.1). The first 12 are the community's division code; the serial runs from west
/// to east, then from north to south.</summary>
public sealed record GridCode
{
    public const int Length = 15;
    public const int SerialMax = 999;

    private GridCode(DivisionCode community, int serial)
    {
        Community = community;
        Serial = serial;
    }

    public DivisionCode Community { get; }

    /// <summary>1 to 999.</summary>
    public int Serial { get; }

    /// <summary>Error: ArgumentException where the division is no community, or the serial out of
    /// range.</summary>
    public static GridCode Of(DivisionCode community, int serial)
    {
        if (community.Kind != AreaKind.Community)
        {
            throw new ArgumentException(
                $"A grid cell lies in a community, {community} is none.", nameof(community));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, SerialMax);
        return new GridCode(community, serial);
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out GridCode? code)
    {
        code = null;
        if (text is not { Length: Length }
            || !DivisionCode.TryParse(text[..DivisionCode.Length], out var community)
            || community.Kind != AreaKind.Community
            || !int.TryParse(
                text.AsSpan(DivisionCode.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                out var serial)
            || serial == 0)
        {
            return false;
        }

        code = new GridCode(community, serial);
        return true;
    }

    public override string ToString() => $"{Community.Value}{Serial:000}";
}
