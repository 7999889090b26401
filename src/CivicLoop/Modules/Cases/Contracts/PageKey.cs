using System.Globalization;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Where a page ended: the sort value and the id of its last row, as one opaque word.
/// </summary>
internal sealed record PageKey(DateTimeOffset At, Guid Id)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Instants.ToMicroseconds(At)}.{Id:N}");

    /// <summary>Null for a word that is no key, which then means the first page.</summary>
    public static PageKey? Read(string? word)
    {
        var parts = word?.Split('.');
        return parts is [var at, var id]
            && long.TryParse(at, CultureInfo.InvariantCulture, out var microseconds)
            && Guid.TryParseExact(id, "N", out var guid)
            ? new PageKey(Instants.FromMicroseconds(microseconds), guid)
            : null;
    }
}
