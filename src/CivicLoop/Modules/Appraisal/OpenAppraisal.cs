using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>What a form or a program wants an appraisal to be; what is left out is usual.</summary>
internal sealed record YearInput
{
    public int? Year { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? BasisName { get; init; }

    public string? BasisNumber { get; init; }

    public DateOnly? BasisDay { get; init; }

    public string? Card { get; init; }

    /// <summary>The whole year where it is left out.</summary>
    public string? Period { get; init; }

    public DateOnly? SelfDay { get; init; }

    public DateOnly? AppealDay { get; init; }

    public DateOnly? SignDay { get; init; }

    public int? MarginMilli { get; init; }

    public int? ExcellentMilli { get; init; }

    public int? GoodMilli { get; init; }

    public int? FitMilli { get; init; }

    public int? CommendMaxMilli { get; init; }

    public int? BadYears { get; init; }

    public int? WithinYears { get; init; }
}

/// <summary>Opens the appraisal of a year and issues it: from then on units are asked.</summary>
internal sealed class OpenAppraisal(
    CityDatabase database, WriteAppraisal writes, FindScores scores, CountAsk count)
{
    // What a form begins with; every city sets its own.
    public const int MarginUsualMilli = 2_000;
    public const int ExcellentUsualMilli = 90_000;
    public const int GoodUsualMilli = 80_000;
    public const int FitUsualMilli = 60_000;
    public const int CommendUsualMilli = 5_000;

    // A unit with a dozen targets writes for half a morning.
    private const int MinutesOfSheet = 120;

    /// <summary>Errors: the caller may not; a field as <see cref="YearRules.Refuse"/>; no such
    /// scorecard; the year has one.</summary>
    public async Task<Outcome<AppraisalYear>> OpenAsync(
        YearInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.AppraisalKeep)
            ?? Missing(input)) is { } refused)
        {
            return refused;
        }

        var now = writes.Now;
        var wanted = Wanted(input, caller.Actor, now);
        if (YearRules.Refuse(wanted, writes.Today) is { } wrong)
        {
            return wrong;
        }

        if ((await scores.CardsAsync(stop)).All(one => one.Code != wanted.CardCode))
        {
            return new Problem(ProblemCode.UnknownValue, "card", wanted.CardCode);
        }

        return await database.WriteAsync(
            async session =>
            {
                if (await session.Reads.Set<AppraisalYear>()
                    .AnyAsync(row => row.Year == wanted.Year, stop))
                {
                    return new Problem(ProblemCode.AlreadyExists, "year", $"{wanted.Year}");
                }

                await session.InsertAsync(wanted);
                await SubjectJournal.AppendAsync(
                    session, wanted.Id, caller.Actor, "appraisal.Opened",
                    new { wanted.Year, wanted.CardCode, wanted.Period }, now);
                return (Outcome<AppraisalYear>)wanted;
            },
            stop);
    }

    /// <summary>Asks the units. Each gets a sheet and a notice, and the asking is counted as their
    /// burden. Errors: the caller may not; as <see cref="YearRules.Issue"/>.</summary>
    public Task<Outcome<AppraisalYear>> IssueAsync(
        int year, Caller caller, CancellationToken stop = default) =>
        writes.RunAsync<AppraisalYear>(
            year, caller, Permission.AppraisalKeep,
            async write =>
            {
                var units = await write.Reads.Set<AppraisalTarget>()
                    .Where(row => row.AppraisalId == write.Year.Id)
                    .GroupBy(row => row.UnitCode)
                    .Select(group => new { Unit = group.Key, Targets = group.Count() })
                    .ToListAsync(stop);
                if (!YearRules.Issue(write.Year, units.Sum(one => one.Targets))
                    .Try(out var issued, out var wrong))
                {
                    return wrong;
                }

                if (!await write.Session.UpdateAsync(issued, write.Year.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                foreach (var one in units.OrderBy(one => one.Unit, StringComparer.Ordinal))
                {
                    await AskAsync(write with { Year = issued }, one.Unit);
                }

                await write.NoteAsync(
                    issued.Id, "appraisal.Issued",
                    new { Units = units.Count, Targets = units.Sum(one => one.Targets) });
                return issued;
            },
            stop);

    private async Task AskAsync(AppraisalWrite write, string unit)
    {
        var year = write.Year;
        var sheet = new AppraisalSheet
        {
            Id = Ids.New(write.Now), AppraisalId = year.Id, UnitCode = unit,
            State = SheetState.Open,
        };
        await write.Session.InsertAsync(sheet);
        await write.NoteAsync(sheet.Id, "appraisal.Asked", new { year.Year, unit });
        await count.AddAsync(write.Session, new AskInput(
            AskKind.Form, "appraisal", sheet.Id, unit, write.Caller.OrganizationCode ?? "",
            year.SelfDay, write.Now, MinutesOfSheet, year.NameZh));
        await writes.TellAsync(write, unit, "appraisal-issued", year.Name, year.SelfDay);
    }

    private static Problem? Missing(YearInput input) =>
        input.Year is null ? new Problem(ProblemCode.FieldRequired, "year")
        : input.BasisDay is null ? new Problem(ProblemCode.FieldRequired, "basisDay")
        : input.SelfDay is null ? new Problem(ProblemCode.FieldRequired, "selfDay")
        : input.AppealDay is null ? new Problem(ProblemCode.FieldRequired, "appealDay")
        : input.SignDay is null ? new Problem(ProblemCode.FieldRequired, "signDay")
        : null;

    private static AppraisalYear Wanted(YearInput input, string actor, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New(now), Year = input.Year!.Value, NameZh = input.NameZh?.Trim() ?? "",
            NameEn = input.NameEn?.Trim() ?? "", BasisName = input.BasisName?.Trim() ?? "",
            BasisNumber = input.BasisNumber?.Trim() ?? "", BasisDay = input.BasisDay!.Value,
            CardCode = input.Card?.Trim() ?? "",
            Period = string.IsNullOrWhiteSpace(input.Period)
                ? $"{input.Year}"
                : input.Period.Trim().ToUpperInvariant(),
            SelfDay = input.SelfDay!.Value, AppealDay = input.AppealDay!.Value,
            SignDay = input.SignDay!.Value,
            MarginMilli = input.MarginMilli ?? MarginUsualMilli,
            ExcellentMilli = input.ExcellentMilli ?? ExcellentUsualMilli,
            GoodMilli = input.GoodMilli ?? GoodUsualMilli,
            FitMilli = input.FitMilli ?? FitUsualMilli,
            CommendMaxMilli = input.CommendMaxMilli ?? CommendUsualMilli,
            BadYears = input.BadYears ?? TwoYearRule.BadYearsUsual,
            WithinYears = input.WithinYears ?? TwoYearRule.WithinYearsUsual,
            State = AppraisalState.Draft, OpenedBy = actor, OpenedAt = now,
        };
}
