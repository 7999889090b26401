using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>A picture's earlier use, as shown beside it.</summary>
/// <param name="MayOpen">False where the earlier case is outside the reader's scope.</param>
internal sealed record EarlierUse(
    FlaggedPicture Flag, string CaseNumber, bool IsSameCase, bool MayOpen);

/// <summary>A picture of a case with what is known of it.</summary>
/// <param name="Metres">How far from the case it was taken, as its file says; null without.</param>
internal sealed record PictureView(
    AttachedPicture Picture, double? Metres, IReadOnlyList<EarlierUse> Earlier);

/// <summary>A case's pictures in the order they are compared in (partial <c>_CasePictures</c>).
/// </summary>
internal sealed record CasePicturesView
{
    public required IReadOnlyList<PictureView> All { get; init; }

    public bool MaySeeOriginal { get; init; }

    public IEnumerable<PictureView> Before =>
        All.Where(one => one.Picture.Stage == PictureStage.Report);

    public IEnumerable<PictureView> After => All.Where(
        one => one.Picture.Stage is PictureStage.Rectify or PictureStage.Check);

    public IEnumerable<PictureView> Other =>
        All.Where(one => one.Picture.Stage == PictureStage.Update);

    /// <summary>True where something waits for somebody to look at it and let it out.</summary>
    public bool HasUnreleased =>
        All.Any(one => one.Picture is { MayBePublic: true, IsReleased: false });
}

/// <summary>Gathers a case's pictures for its pages.</summary>
internal sealed class CasePictures(
    CityDatabase database, CityHolder city, Pictures pictures, ShowCase show)
{
    /// <summary>All pictures of a case, for staff who may see it.</summary>
    public async Task<CasePicturesView> ForStaffAsync(
        Case row, Caller caller, CancellationToken stop)
    {
        var all = await pictures.OfCaseAsync(row.Id, stop);
        var flags = all.Count == 0 ? [] : await pictures.FlagsOfCaseAsync(row.Id, stop);
        var earlier = await EarlierAsync(row, flags, caller, stop);
        return new CasePicturesView
        {
            All =
            [
                .. all.Select(picture => new PictureView(
                    picture, MetresFrom(row, picture),
                    [.. earlier.Where(use => use.Flag.N == picture.N)])),
            ],
            MaySeeOriginal = PictureAccess.MaySee(
                caller, row.Standing(city.Current.Organizations.PathOf), PictureSize.Original),
        };
    }

    /// <summary>What anybody may see of a case's pictures, and its reporter of their own.</summary>
    public async Task<IReadOnlyList<AttachedPicture>> ForPublicAsync(
        Guid caseId, string? secret, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var row = await context.Set<Case>().FirstOrDefaultAsync(one => one.Id == caseId, stop);
        if (row is null)
        {
            return [];
        }

        var own = await show.IsReporterAsync(caseId, secret, stop);
        return
        [
            .. (await pictures.OfCaseAsync(caseId, stop)).Where(one =>
                PictureAccess.IsPublic(row, one.Stage, one.IsReleased)
                || (own && PictureAccess.IsReporters(one.Stage, one.ByActor))),
        ];
    }

    private async Task<IReadOnlyList<EarlierUse>> EarlierAsync(
        Case row, IReadOnlyList<FlaggedPicture> flags, Caller caller, CancellationToken stop)
    {
        if (flags.Count == 0)
        {
            return [];
        }

        var ids = flags.Select(flag => flag.EarlierCaseId).Distinct().ToList();
        await using var context = database.OpenContext();
        var cases = await context.Set<Case>().Where(one => ids.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, stop);
        return
        [
            .. flags.Select(flag => new EarlierUse(
                flag, cases[flag.EarlierCaseId].Number, flag.EarlierCaseId == row.Id,
                caller.May(
                    Permission.CaseSee,
                    cases[flag.EarlierCaseId].Standing(city.Current.Organizations.PathOf)))),
        ];
    }

    private static double? MetresFrom(Case row, AttachedPicture picture) =>
        row is { Lat: { } lat, Lon: { } lon } && picture is { Lat: { } takenLat, Lon: { } takenLon }
            ? Likeness.Metres(lat, lon, takenLat, takenLon)
            : null;
}
