using System.Diagnostics.CodeAnalysis;

namespace CivicLoop.Domain.Places;

/// <summary>A statistical division code of 12 digits: 2 province, 2 city, 2 district, 3
/// subdistrict, 3 community. The tree follows from the prefixes, never from names: districts were
/// renamed and upgraded, their codes tell what they are now.</summary>
public sealed record DivisionCode
{
    public const int Length = 12;

    // Where the digits of each level end, the smallest first.
    private static readonly (int End, AreaKind Kind)[] Levels =
    [
        (12, AreaKind.Community),
        (9, AreaKind.Subdistrict),
        (6, AreaKind.District),
        (4, AreaKind.City),
    ];

    private DivisionCode(string value, int end, AreaKind kind)
    {
        Value = value;
        Prefix = value[..end];
        Kind = kind;
    }

    public string Value { get; }

    /// <summary>The digits that every division inside it begins with.</summary>
    public string Prefix { get; }

    public AreaKind Kind { get; }

    /// <summary>The division it lies in; null for a city. A subdistrict directly under a city
    /// (whose district digits are 00) has the city as its parent.</summary>
    public DivisionCode? Parent
    {
        get
        {
            var end = Prefix.Length switch { 12 => 9, 9 => 6, 6 => 4, _ => 0 };
            return end > 0 && TryParse(Value[..end].PadRight(Length, '0'), out var parent)
                ? parent
                : null;
        }
    }

    /// <summary>False unless the text is 12 digits that name a city or something inside one.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DivisionCode? code)
    {
        code = null;
        if (text is not { Length: Length } || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        foreach (var (end, kind) in Levels)
        {
            var begin = kind switch
            {
                AreaKind.Community => 9,
                AreaKind.Subdistrict => 6,
                AreaKind.District => 4,
                _ => 2,
            };
            if (text.AsSpan(begin, end - begin).ContainsAnyExcept('0'))
            {
                code = new DivisionCode(text, end, kind);
                return true;
            }
        }

        return false;
    }

    public bool Contains(DivisionCode other) =>
        other.Value.StartsWith(Prefix, StringComparison.Ordinal);

    public override string ToString() => Value;
}
