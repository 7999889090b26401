using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Journal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>One line of a case's timeline, read from its journal.</summary>
internal sealed record TimelineEntry(
    int N, DateTimeOffset At, string Actor, CaseStep Step, string? Words, bool IsInternal,
    bool ByReporter);

/// <summary>A case with its timeline.</summary>
internal sealed record CaseFile(Case Case, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>Opens one case for somebody: staff within their scope, the reporter by the secret of
/// the report, everybody else where nothing is private.</summary>
internal sealed class ShowCase(CityDatabase database, CityHolder city)
{
    /// <summary>Longest timeline shown; a case with more steps is a fault of its own.</summary>
    public const int EntriesMax = 500;

    /// <summary>Errors: not found, also where the caller may not know that it exists.</summary>
    public async Task<Outcome<CaseFile>> ForStaffAsync(
        string number, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var row = await context.Set<Case>()
            .FirstOrDefaultAsync(one => one.Number == number, stop);
        if (row is null)
        {
            return new Problem(ProblemCode.NotFound, "case", number);
        }

        return caller.May(Permission.CaseSee, row.Standing(city.Current.Organizations.PathOf))
            ? new CaseFile(row, await TimelineAsync(context, row.Id, stop))
            : new Problem(
                caller.MaySomewhere(Permission.CaseSee)
                    ? ProblemCode.OutsideScope
                    : ProblemCode.NotPermitted,
                null, number);
    }

    /// <summary>A case as anyone may see it: without internal notes, private cases not at all
    /// unless the secret is the reporter's.</summary>
    public async Task<Outcome<CaseFile>> ForPublicAsync(
        string number, string? secret, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var row = await context.Set<Case>()
            .FirstOrDefaultAsync(one => one.Number == number, stop);
        var own = row is not null && await IsReporterAsync(context, row.Id, secret, stop);
        if (row is null || (row.IsPrivate && !own))
        {
            return new Problem(ProblemCode.NotFound, "case", number);
        }

        var timeline = await TimelineAsync(context, row.Id, stop);
        return new CaseFile(
            own || CasePublic.WordsAreOut(row) ? row : row with { Description = null },
            [.. timeline.Where(entry => CasePublic.Steps.Contains(entry.Step.Command))
                .Select(entry => own || !(entry.IsInternal || entry.ByReporter)
                    ? entry
                    : entry with { Words = null })]);
    }

    /// <summary>True when the secret is the one given to the case's reporter.</summary>
    public async Task<bool> IsReporterAsync(Guid caseId, string? secret, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await IsReporterAsync(context, caseId, secret, stop);
    }

    /// <summary>The same, for a case known by its number.</summary>
    public async Task<bool> IsReporterAsync(
        string number, string? secret, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var id = await context.Set<Case>().Where(row => row.Number == number)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
        return id is { } found && await IsReporterAsync(context, found, secret, stop);
    }

    private static async Task<bool> IsReporterAsync(
        CityContext context, Guid caseId, string? secret, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return false;
        }

        var hash = CaseSecrets.HashOf(secret.Trim());
        return await context.Set<CaseReporter>()
            .AnyAsync(row => row.CaseId == caseId && row.SecretHash == hash, stop);
    }

    /// <summary>Which follower of a case comes back with this secret; null where none does.
    /// </summary>
    public async Task<CaseRecipient?> FollowerAsync(
        Guid caseId, string? secret, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return null;
        }

        var hash = CaseSecrets.HashOf(secret.Trim());
        await using var context = database.OpenContext();
        var n = await context.Set<CaseFollower>()
            .Where(row => row.CaseId == caseId && row.SecretHash == hash)
            .Select(row => (int?)row.N).FirstOrDefaultAsync(stop);
        return n is { } found ? new CaseRecipient(caseId, found) : null;
    }

    private static async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(
        CityContext context, Guid caseId, CancellationToken stop)
    {
        var entries = await context.Set<StoredEntry>().Where(row => row.SubjectId == caseId)
            .OrderBy(row => row.N).Take(EntriesMax).ToListAsync(stop);
        var words = await context.Set<CaseWords>().Where(row => row.CaseId == caseId)
            .ToDictionaryAsync(row => row.N, stop);
        return
        [
            .. entries.Select(entry =>
            {
                var said = words.GetValueOrDefault(entry.N);
                var step = JsonSerializer.Deserialize<CaseStep>(entry.Body, CaseJournal.Json)!;
                return new TimelineEntry(
                    entry.N, entry.At, entry.Actor, step, said?.Words, said?.IsInternal ?? false,
                    said?.ByReporter ?? false);
            }),
        ];
    }
}
