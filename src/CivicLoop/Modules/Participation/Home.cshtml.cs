using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>The portal's first page: what this is, and how things stand.</summary>
internal sealed class HomeModel(
    PublicCounts counts, CaseLists lists, CityHolder city, TimeProvider time) : PageModel
{
    // As many as show that something happens here; the list has the rest.
    private const int LatestMax = 8;

    public PublicCount Count { get; private set; } = new(0, 0);

    public IReadOnlyList<PublicCase> Latest { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken stop)
    {
        Count = await counts.NowAsync(stop);
        var filter = new PublicFilter { State = "open" };
        var page = await lists.NewestAsync(
            rows => filter.Apply(rows, city.Current, time.GetUtcNow()), after: null, LatestMax,
            stop);
        Latest = [.. page.Items.Select(row => PublicCase.Of(row, city.Current))];
    }
}
