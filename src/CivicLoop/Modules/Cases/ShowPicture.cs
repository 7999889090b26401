using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace CivicLoop.Modules.Cases;

/// <summary>Serves <c>/pictures/{id}/{size}</c> to whoever may see a case, or whatever else, it
/// stands on.</summary>
internal sealed class ShowPicture(
    CityDatabase database, CityHolder city, Pictures pictures, ShowCase show,
    IEnumerable<IPictureViewers> viewers)
{
    // Short, so that a picture taken back is soon gone from the caches on the way.
    private const int PublicSeconds = 300;

    private enum Audience
    {
        Nobody,
        Some,
        Everybody,
    }

    public async Task<IResult> RunAsync(
        HttpContext request, string id, string size, string? secret, Caller caller)
    {
        if (!Enum.TryParse<PictureSize>(size, ignoreCase: true, out var asked)
            || !Enum.IsDefined(asked) || char.IsDigit(size[0]))
        {
            return Results.NotFound();
        }

        var stop = request.RequestAborted;
        var audience = await AudienceAsync(id, asked, caller, secret, stop);
        if (audience == Audience.Nobody
            || await pictures.OpenAsync(id, asked, stop) is not { } opened)
        {
            return Results.NotFound();
        }

        var headers = request.Response.Headers;
        headers.CacheControl = audience == Audience.Everybody
            ? $"public, max-age={PublicSeconds}"
            : asked == PictureSize.Original ? "private, no-store" : "private, no-cache";
        headers.ContentDisposition = "inline";
        headers.XContentTypeOptions = "nosniff";
        return Results.Stream(
            opened.Content, opened.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{id[..16]}-{asked}\""));
    }

    private async Task<Audience> AudienceAsync(
        string id, PictureSize size, Caller caller, string? secret, CancellationToken stop)
    {
        var onCases = await OfCasesAsync(id, size, caller, secret, stop);
        if (onCases != Audience.Nobody || size == PictureSize.Original)
        {
            return onCases;
        }

        foreach (var one in viewers)
        {
            if (await one.MaySeeAsync(id, caller, stop))
            {
                return Audience.Some;
            }
        }

        return Audience.Nobody;
    }

    private async Task<Audience> OfCasesAsync(
        string id, PictureSize size, Caller caller, string? secret, CancellationToken stop)
    {
        var uses = await pictures.UsesAsync(id, stop);
        if (uses.Count == 0)
        {
            return Audience.Nobody;
        }

        var ids = uses.Select(use => use.CaseId).Distinct().ToList();
        await using var context = database.OpenContext();
        var cases = await context.Set<Case>().Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, stop);
        if (size != PictureSize.Original && uses.Any(use =>
            PictureAccess.IsPublic(cases[use.CaseId], use.Stage, use.IsReleased)))
        {
            return Audience.Everybody;
        }

        return cases.Values.Any(row => PictureAccess.MaySee(
                caller, row.Standing(city.Current.Organizations.PathOf), size))
            || (size != PictureSize.Original && await IsOwnAsync(uses, secret, stop))
            ? Audience.Some
            : Audience.Nobody;
    }

    private async Task<bool> IsOwnAsync(
        IReadOnlyList<PictureUse> uses, string? secret, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return false;
        }

        foreach (var use in uses.Where(
            use => PictureAccess.IsReporters(use.Stage, use.ByActor)))
        {
            if (await show.IsReporterAsync(use.CaseId, secret, stop))
            {
                return true;
            }
        }

        return false;
    }
}
