using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Pictures of closed cases before and after, and only those that were let out: whatever
/// is taken back later is gone from every bulletin too.</summary>
internal sealed class BulletinPictures(
    CityDatabase database, CityHolder city, Pictures pictures)
{
    // A new bulletin shows a few; the editor chooses others.
    private const int Proposed = 3;

    // Cases looked at for them: many have no picture after.
    private const int LookedAt = 60;

    /// <summary>Cases closed in a period that have both pictures, the latest first.</summary>
    public async Task<IReadOnlyList<BulletinPair>> ProposeAsync(
        BulletinPeriod period, CancellationToken stop)
    {
        var (from, to) = (
            city.Current.BeginOf(period.FirstDay), city.Current.BeginOf(period.LastDay.AddDays(1)));
        await using var context = database.OpenContext();
        var cases = await context.Set<Case>()
            .Where(row => row.State == CaseState.Closed && !row.IsPrivate
                && row.PicturesReleased && row.UpdatedAt >= from
                && row.ClosedAt >= from && row.ClosedAt < to)
            .OrderByDescending(row => row.ClosedAt).ThenBy(row => row.Id).Take(LookedAt)
            .ToListAsync(stop);
        var shown = await PairsAsync(cases, stop);
        return [.. shown.Where(one => one is { Before: not null, After: not null }).Take(Proposed)];
    }

    /// <summary>The cases an editor names, in that order. Errors: too many; one that is not there,
    /// not closed, private, or of which nothing was let out.</summary>
    public async Task<Outcome<IReadOnlyList<BulletinPair>>> ChooseAsync(
        IReadOnlyList<string> numbers, string field, CancellationToken stop)
    {
        if (numbers.Count > BulletinEditing.PairsMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, field, BulletinEditing.PairsMax);
        }

        await using var context = database.OpenContext();
        var cases = await context.Set<Case>()
            .Where(row => numbers.Contains(row.Number) && row.State == CaseState.Closed
                && !row.IsPrivate && row.PicturesReleased)
            .ToListAsync(stop);
        var pairs = (await PairsAsync(cases, stop))
            .Where(one => one.Before is not null || one.After is not null)
            .ToDictionary(one => one.CaseNumber);
        var missing = numbers.FirstOrDefault(number => !pairs.ContainsKey(number));
        return missing is null
            ? numbers.Distinct().Select(number => pairs[number]).ToList()
            : new Problem(ProblemCode.BulletinPictureUnfit, field, missing);
    }

    /// <summary>Blocks without what may no longer be seen outside.</summary>
    public async Task<IReadOnlyList<BulletinBlock>> StillOutAsync(
        IReadOnlyList<BulletinBlock> blocks, CancellationToken stop)
    {
        var numbers = blocks.SelectMany(one => one.Pairs).Select(one => one.CaseNumber)
            .Concat(blocks.SelectMany(one => one.Rows).SelectMany(one => one.Cases))
            .Distinct().ToList();
        await using var context = database.OpenContext();
        var cases = await context.Set<Case>()
            .Where(row => numbers.Contains(row.Number) && !row.IsPrivate).ToListAsync(stop);
        var open = cases.Select(row => row.Number).ToHashSet();
        var released = (await pictures.ReleasedAsync(
                [.. cases.Where(row => row.PicturesReleased).Select(row => row.Id)], stop))
            .Select(one => one.PictureId).ToHashSet();
        string? Out(string? id) => id is not null && released.Contains(id) ? id : null;
        return
        [
            .. blocks.Select(block => block with
            {
                Rows = [.. block.Rows.Select(row => row with
                {
                    Cases = [.. row.Cases.Where(open.Contains)],
                })],
                Pairs =
                [
                    .. block.Pairs.Where(pair => open.Contains(pair.CaseNumber))
                        .Select(pair => pair with
                        {
                            Before = Out(pair.Before), After = Out(pair.After),
                        })
                        .Where(pair => pair.Before is not null || pair.After is not null),
                ],
            }),
        ];
    }

    private async Task<IReadOnlyList<BulletinPair>> PairsAsync(
        IReadOnlyList<Case> cases, CancellationToken stop)
    {
        var released = (await pictures.ReleasedAsync([.. cases.Select(row => row.Id)], stop))
            .ToLookup(one => one.CaseId);
        return
        [
            .. cases.Select(row => new BulletinPair(
                row.Number, row.ClassCode,
                released[row.Id].FirstOrDefault(
                    one => one.Stage == PictureStage.Report)?.PictureId,
                released[row.Id].LastOrDefault(one => one.Stage
                    is PictureStage.Rectify or PictureStage.Check)?.PictureId)),
        ];
    }
}
