using CivicLoop.Domain;
using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>An assessment as a form or a program sends it.</summary>
internal sealed record AssessInput
{
    public int? Year { get; init; }

    public int? StaticPoints { get; init; }

    public int? DynamicPoints { get; init; }

    /// <summary>The sheet or document the points rest on.</summary>
    public string? BasisName { get; init; }
}

/// <summary>Grades operators: by points, or by the record when a year begins. A grade spreads its
/// visits over what is left of the year; an inspection handed in does the visit that is due.
/// </summary>
internal sealed class AssessOperator(CityDatabase database, CityHolder city, TimeProvider time)
    : IVisitWatch
{
    private const string System = "system";
    private const int BasisMax = 120;

    // A city of millions has some tens of thousands; the job goes on at its next turn.
    private const int AtOnceMax = 500;

    /// <summary>Errors: the caller may not; there is no such operator, or it has ended; no rules;
    /// points beyond what there is; a year that is over or far ahead.</summary>
    public Task<Outcome<FoodAssessment>> RunAsync(
        string site, AssessInput input, Caller caller, CancellationToken stop = default) =>
        caller.Refuse(Permission.FoodKeep) is { } refused
            ? Task.FromResult((Outcome<FoodAssessment>)refused)
            : RunAsync(site, input, caller.Actor, time.GetUtcNow(), stop);

    /// <summary>Assesses as of an instant.</summary>
    public Task<Outcome<FoodAssessment>> RunAsync(
        string site, AssessInput input, string actor, DateTimeOffset at, CancellationToken stop)
    {
        var now = Instants.Storable(at);
        return database.WriteAsync(
            async session => await RunAsync(session, site, input, actor, now, stop), stop);
    }

    /// <summary>Assesses inside a write.</summary>
    public async Task<Outcome<FoodAssessment>> RunAsync(
        WriteSession session, string site, AssessInput input, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        var today = city.Current.DayOf(now);
        var year = input.Year ?? today.Year;
        if (year < today.Year || year > today.Year + 1)
        {
            return new Problem(ProblemCode.FoodYearWrong, "year", year);
        }

        if (input.StaticPoints is not { } statically || input.DynamicPoints is not { } dynamically)
        {
            return new Problem(
                ProblemCode.FieldRequired,
                input.StaticPoints is null ? "staticPoints" : "dynamicPoints");
        }

        var basis = input.BasisName?.Trim() ?? "";
        if (basis.Length is 0 or > BasisMax)
        {
            return basis.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "basisName")
                : new Problem(ProblemCode.FieldTooLong, "basisName", BasisMax, basis.Length);
        }

        if (await KeepOperators.FindAsync(session.Reads, site, stop) is not { } found)
        {
            return new Problem(ProblemCode.NotFound, "site", site);
        }

        if (found.State == OperatorState.Ended)
        {
            return new Problem(ProblemCode.FoodOperatorEnded, "site", site);
        }

        if (await KeepFoodRules.OfAsync(session.Reads, today, stop) is not { } rules)
        {
            return new Problem(ProblemCode.FoodRulesUnfit, "rules");
        }

        return rules.GradeOf(statically, dynamically).Try(out var grade, out var wrong)
            ? await StoreAsync(
                session, found,
                Assessment(
                    found, year, today, (statically, dynamically), (grade, GradeMove.Scored),
                    rules, basis, actor, now),
                now, stop)
            : wrong;
    }

    /// <summary>The job: gives every operator graded for a year before its grade of this year, by
    /// its points and record.</summary>
    public async Task CarryAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var today = city.Current.DayOf(now);
        await using var context = database.OpenContext();
        if (await KeepFoodRules.OfAsync(context, today, stop) is not { } rules)
        {
            return;
        }

        var old = await context.Set<FoodOperator>()
            .Where(row => row.State == OperatorState.Active && row.GradedYear < today.Year)
            .OrderBy(row => row.SiteCode).Take(AtOnceMax).ToListAsync(stop);
        foreach (var one in old)
        {
            await database.WriteAsync(
                async session => await CarryAsync(session, one, rules, today, now, stop), stop);
        }
    }

    /// <summary>An inspection was handed in: it does the operator's visit that is due first among
    /// those whose time has begun.</summary>
    public async Task HandedInAsync(
        WriteSession session, Visit visit, CancellationToken stop)
    {
        // Few sites are a food operator's, and everybody's visits wait while this one is stored.
        if (visit.DoneAt is not { } at
            || await session.ScalarAsync(
                "SELECT 1 FROM food_operators WHERE site_code = @site",
                ("@site", visit.SiteCode)) is null
            || await KeepOperators.FindAsync(session.Reads, visit.SiteCode, stop)
                is not { State: OperatorState.Active } found)
        {
            return;
        }

        var day = city.Current.DayOf(at);
        if (await session.Reads.Set<FoodVisit>()
            .Where(row => row.OperatorId == found.Id && row.VisitId == null
                && row.FromDay <= day)
            .OrderBy(row => row.ToDay).FirstOrDefaultAsync(stop) is not { } due)
        {
            return;
        }

        await session.UpdateAsync(due with { VisitId = visit.Id, DoneDay = day });
        var next = await session.Reads.Set<FoodVisit>()
            .Where(row => row.OperatorId == found.Id && row.VisitId == null && row.Id != due.Id)
            .OrderBy(row => row.ToDay).Select(row => (DateOnly?)row.ToDay)
            .FirstOrDefaultAsync(stop);
        if (!await session.UpdateAsync(
            found with { NextDue = next, Version = found.Version + 1 }, found.Version))
        {
            throw new WriteCollision(found.SiteCode);
        }

        await SubjectJournal.AppendAsync(
            session, found.Id, System, "food.Visited",
            new { found.SiteCode, due.ToDay, visit = visit.Id, day }, at);
    }

    private static async Task<Outcome<FoodAssessment>> CarryAsync(
        WriteSession session, FoodOperator seen, FoodRules rules, DateOnly today,
        DateTimeOffset now, CancellationToken stop)
    {
        // Read again: another program may have carried it meanwhile.
        var found = await session.Reads.Set<FoodOperator>()
            .FirstAsync(row => row.Id == seen.Id, stop);
        var assessments = await session.Reads.Set<FoodAssessment>()
            .Where(row => row.OperatorId == found.Id).OrderBy(row => row.Id).ToListAsync(stop);
        var last = assessments[^1];
        if (found.GradedYear is not { } year || year >= today.Year)
        {
            return last;
        }

        var records = await session.Reads.Set<FoodRecord>()
            .Where(row => row.OperatorId == found.Id).ToListAsync(stop);
        var serious = records.Count(one =>
            one.Kind == FoodRecordKind.SeriousPenalty && one.Day.Year == year);
        var next = rules.Next(
            found.Grade!.Value, serious, CleanYears.Of(year, assessments, records));
        return await StoreAsync(
            session, found,
            Assessment(
                found, today.Year, today, (last.StaticPoints, last.DynamicPoints), next, rules,
                rules.BasisName, System, now),
            now, stop);
    }

    private static FoodAssessment Assessment(
        FoodOperator found, int year, DateOnly day, (int Static, int Dynamic) points,
        (RiskGrade Grade, GradeMove Move) grade, FoodRules rules, string basis, string actor,
        DateTimeOffset now) => new()
    {
        Id = Ids.New(now), OperatorId = found.Id, Year = year, Day = day,
        StaticPoints = points.Static, DynamicPoints = points.Dynamic, Grade = grade.Grade,
        Move = grade.Move, Visits = rules.VisitsOf(grade.Grade, points.Static + points.Dynamic),
        BasisName = basis, EnteredBy = actor, EnteredAt = now,
    };

    private static async Task<Outcome<FoodAssessment>> StoreAsync(
        WriteSession session, FoodOperator found, FoodAssessment made, DateTimeOffset now,
        CancellationToken stop)
    {
        await session.InsertAsync(made);
        // What was still open of that year is spread anew; what is overdue from before stays due.
        await session.ExecuteAsync(
            "DELETE FROM food_visits WHERE operator_id = @id AND year = @year AND visit_id IS NULL",
            ("@id", found.Id), ("@year", made.Year));
        var done = await session.Reads.Set<FoodVisit>().CountAsync(
            row => row.OperatorId == found.Id && row.Year == made.Year && row.VisitId != null,
            stop);
        var from = made.Day.Year == made.Year ? made.Day : new DateOnly(made.Year, 1, 1);
        var left = FoodSchedule.Left(made.Year, from, made.Visits, done);
        foreach (var window in FoodSchedule.Spread(made.Year, from, left))
        {
            await session.InsertAsync(new FoodVisit
            {
                Id = Ids.New(now), OperatorId = found.Id, Year = made.Year,
                FromDay = window.From, ToDay = window.To,
            });
        }

        var next = await session.Reads.Set<FoodVisit>()
            .Where(row => row.OperatorId == found.Id && row.VisitId == null)
            .OrderBy(row => row.ToDay).Select(row => (DateOnly?)row.ToDay)
            .FirstOrDefaultAsync(stop);
        var after = found with
        {
            Grade = made.Grade, GradedYear = made.Year, NextDue = next,
            Version = found.Version + 1,
        };
        if (!await session.UpdateAsync(after, found.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(
            session, found.Id, made.EnteredBy, "food.Assessed",
            new
            {
                found.SiteCode, made.Year, made.StaticPoints, made.DynamicPoints, made.Grade,
                made.Move, made.Visits,
            },
            now);
        return made;
    }
}
