using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Appraisal.Contracts;

/// <summary>Plays the appraisal of a demonstration city by the rules of any: a year that is over
/// and fixed, and the running one, whose units are at different steps.</summary>
internal sealed class PlayAppraisal(
    OpenAppraisal open, SetTargets set, CheckTarget check, AssessTarget assess,
    StepSheet steps, KeepEntries entries, KeepStandings standings, FixAppraisal fix,
    AppraisalLists lists, WriteAppraisal writes, CityHolder city)
{
    private const int DaysOfYear = 12;

    /// <summary>The year it is by the clock at hand, played to its end; answers how many units.
    /// Nought where it is there already or the pack has no script.</summary>
    public Task<Outcome<int>> WholeAsync(CancellationToken stop = default) =>
        RunAsync(isWhole: true, stop);

    /// <summary>The running year: some sheets are signed, one is objected to, others wait.
    /// </summary>
    public Task<Outcome<int>> RunningAsync(CancellationToken stop = default) =>
        RunAsync(isWhole: false, stop);

    private async Task<Outcome<int>> RunAsync(bool isWhole, CancellationToken stop)
    {
        var year = writes.Today.Year;
        if (AppraisalScript.Find(city.Current.Identity) is not { } script
            || (await lists.FindAsync(year, stop)).Problem is null)
        {
            return 0;
        }

        var office = CallerOf(script.Issuer, Permission.AppraisalKeep);
        if (await SetAsync(script, year, isWhole, office, stop) is { } unset)
        {
            return unset;
        }

        foreach (var (n, unit) in script.Units.Index())
        {
            if ((await AssessAsync(script, year, unit, n, isWhole, stop)
                ?? await StepsAsync(script, year, unit, n, isWhole, office, stop))
                is { } refused)
            {
                return refused;
            }
        }

        var problem = await PointsAsync(script, year, isWhole, office, stop)
            ?? (isWhole ? (await fix.FixAsync(year, null, office, stop)).Problem : null);
        return problem is null ? script.Units.Count : (Outcome<int>)problem;
    }

    private async Task<Problem?> SetAsync(
        AppraisalScript script, int year, bool isWhole, Caller office, CancellationToken stop)
    {
        var today = writes.Today;
        var opened = await open.OpenAsync(
            new YearInput
            {
                Year = year, NameZh = script.Name.Zh, NameEn = script.Name.En,
                BasisName = script.BasisName, BasisNumber = script.BasisNumber,
                BasisDay = new DateOnly(year, 1, 1), Card = script.Card,
                Period = $"{ScorePeriod.MonthAt(today)}", SelfDay = today.AddDays(DaysOfYear),
                AppealDay = today.AddDays(DaysOfYear), SignDay = today.AddDays(DaysOfYear),
            },
            office, stop);
        if (opened.Problem is { } problem)
        {
            return problem;
        }

        // Nothing was scored in the year that is over.
        foreach (var target in script.Deliverables.Concat(isWhole ? [] : script.Figures))
        {
            foreach (var unit in script.Units)
            {
                if ((await set.SaveAsync(year, Wish(target, unit, year), office, stop)).Problem
                    is { } unset)
                {
                    return unset;
                }
            }
        }

        return (await open.IssueAsync(year, office, stop)).Problem
            ?? (isWhole ? null : (await check.LookAsync(year, office, stop)).Problem)
            ?? (isWhole
                ? null
                : (await check.RunAsync(
                    year, script.Units[^1], script.Deliverables[0].Code, CheckState.Behind,
                    script.Check, office, stop)).Problem);
    }

    // The last unit has something left to say, so that its people find it.
    private async Task<Problem?> AssessAsync(
        AppraisalScript script, int year, string unit, int n, bool isWhole,
        CancellationToken stop)
    {
        var own = CallerOf(unit, Permission.AppraisalWork);
        var sheet = await lists.SheetAsync(year, unit, writes.Today, stop);
        if (!sheet.Try(out var view, out var problem))
        {
            return problem;
        }

        var last = !isWhole && n == script.Units.Count - 1;
        foreach (var (i, line) in view.Targets.Index().Where(one => !last || one.Index == 1))
        {
            var claim = new TargetClaim(
                line.FigureMilli ?? Shares.FullMilli, script.Claims[i % script.Claims.Count],
                null);
            if ((await assess.ClaimAsync(year, unit, line.Target.Code, claim, own, stop)).Problem
                is { } refused)
            {
                return refused;
            }
        }

        return last ? null
            : (await steps.RunAsync(year, unit, SheetStep.HandIn, null, own, stop)).Problem;
    }

    private async Task<Problem?> StepsAsync(
        AppraisalScript script, int year, string unit, int n, bool isWhole, Caller office,
        CancellationToken stop)
    {
        // Of the running year, half of the units are judged.
        if (!isWhole && n >= script.Units.Count / 2)
        {
            return null;
        }

        foreach (var (i, target) in script.Deliverables.Index())
        {
            var judged = Shares.FullMilli - (5_000 * ((n + i) % 5));
            if ((await assess.JudgeAsync(
                year, unit, target.Code, judged,
                judged < Shares.FullMilli ? script.Judgement : null, office, stop)).Problem
                is { } refused)
            {
                return refused;
            }
        }

        var head = CallerOf(unit, Permission.AppraisalSign);
        return (await steps.RunAsync(year, unit, SheetStep.Present, null, office, stop)).Problem
            ?? (isWhole || n < 2
                ? (await steps.RunAsync(year, unit, SheetStep.Sign, null, head, stop)).Problem
                : n == 2
                    ? (await steps.RunAsync(
                        year, unit, SheetStep.Object, script.Objection, head, stop)).Problem
                    : null);
    }

    private async Task<Problem?> PointsAsync(
        AppraisalScript script, int year, bool isWhole, Caller office, CancellationToken stop)
    {
        var deduction = await EnterAsync(
            year, script.Units[1], EntryKind.Deduction, script.Deduction, office, stop);
        if (!deduction.Try(out var entry, out var problem))
        {
            return problem;
        }

        problem = (await EnterAsync(
                year, script.Units[0], EntryKind.Commendation, script.Commendation, office,
                stop)).Problem
            ?? (await standings.RecordAsync(
                new StandingInput(
                    script.Units[2],
                    isWhole ? StandingStatus.Suspended : StandingStatus.Warning,
                    writes.Today, isWhole ? new DateOnly(year, 12, 31) : null,
                    script.Standing.BasisName, script.Standing.BasisNumber, writes.Today),
                office, stop)).Problem;
        if (problem is not null || !isWhole)
        {
            return problem;
        }

        var own = CallerOf(script.Units[1], Permission.AppraisalWork);
        return (await entries.AnswerAsync(entry.Id, script.Answer, own, stop)).Problem
            ?? (await entries.RuleAsync(entry.Id, true, script.Ruling, office, stop)).Problem;
    }

    private Task<Outcome<AppraisalEntry>> EnterAsync(
        int year, string unit, EntryKind kind, ScriptBasis basis, Caller office,
        CancellationToken stop) => entries.EnterAsync(
            year, unit,
            new EntryInput(
                kind, basis.Points, basis.BasisName, basis.BasisNumber, writes.Today,
                basis.Reason, writes.Today.AddDays(DaysOfYear)),
            office, stop);

    private static TargetWish Wish(ScriptTarget target, string unit, int year) => new()
    {
        Unit = unit, Code = target.Code, NameZh = target.Name.Zh, NameEn = target.Name.En,
        Kind = target.Node is null ? TargetKind.Deliverable : TargetKind.Figure,
        Node = target.Node, NeedMilli = target.NeedMilli, How = target.How,
        Due = new DateOnly(year, 12, 31), PointsMilli = target.PointsMilli,
    };

    private Caller CallerOf(string organization, Permission permission)
    {
        var path = city.Current.Organizations.PathOf(organization);
        return new Caller(
            "simulation:appraisal", organization, path,
            [new Grant(permission, new Scope(path, null))]);
    }
}
