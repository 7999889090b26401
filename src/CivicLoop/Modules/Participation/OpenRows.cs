using System.Runtime.CompilerServices;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Participation;

/// <summary>A public case with the pictures that were let out.</summary>
internal sealed record OpenRow(Guid Id, PublicCase Case, IReadOnlyList<string> Pictures);

/// <summary>Reads public cases one after the other, however many there are: a page of them at a
/// time, so that a slow reader holds no query open.</summary>
internal sealed class OpenRows(
    CaseLists lists, Pictures pictures, CityHolder city, TimeProvider time)
{
    private const int PageRows = 1_000;

    /// <summary>The newest reports first.</summary>
    /// <param name="most">At most this many; null for all.</param>
    public async IAsyncEnumerable<OpenRow> ReadAsync(
        PublicFilter filter, int? most, [EnumeratorCancellation] CancellationToken stop)
    {
        var left = most ?? int.MaxValue;
        string? after = null;
        do
        {
            var page = await lists.NewestAsync(
                rows => filter.Apply(rows, city.Current, time.GetUtcNow()), after,
                Math.Min(PageRows, left), stop);
            var shown = page.Items.Where(row => row.PicturesReleased).Select(row => row.Id);
            var released = (await pictures.ReleasedAsync([.. shown], stop))
                .ToLookup(picture => picture.CaseId, picture => picture.PictureId);
            foreach (var row in page.Items)
            {
                yield return new OpenRow(
                    row.Id, PublicCase.Of(row, city.Current), [.. released[row.Id]]);
            }

            left -= page.Items.Count;
            after = page.Next;
        }
        while (after is not null && left > 0);
    }
}
