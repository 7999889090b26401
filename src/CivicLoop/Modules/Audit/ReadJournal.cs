using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Audit;

/// <summary>What an auditor asks for, as it was typed.</summary>
internal sealed record JournalQuery
{
    /// <summary>A case's number, a sign-in name, the name of a setting, or an id.</summary>
    public string? Subject { get; init; }

    /// <summary>A sign-in name, or the journal's own word: <c>system</c>,
    /// <c>resident</c>.</summary>
    public string? Actor { get; init; }

    public string? Kind { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>An entry with the names of its subject and of who wrote it.</summary>
/// <param name="Address">Page that shows the subject; null where there is none that the reader
/// may open.</param>
internal sealed record AuditEntry(
    long Seq, Guid SubjectId, int N, DateTimeOffset At, string Actor, string ActorName,
    string Kind, string Body, string SubjectName, string? Address, bool IsSealed);

/// <summary>A page of entries.</summary>
internal sealed record AuditList(IReadOnlyList<AuditEntry> Items, string? Next);

/// <summary>Finds journal entries for the audit duty.</summary>
internal sealed class ReadJournal(
    CityDatabase database, CityHolder city, JournalReader reader,
    IEnumerable<JournalSubject> subjects)
{
    public const int LimitDefault = 50;

    public const int LimitMax = 200;

    /// <summary>Errors: a subject or actor nobody knows; a day that is none; too many
    /// rows.</summary>
    public async Task<Outcome<AuditList>> RunAsync(
        JournalQuery query, long sealedTo, Caller caller, CancellationToken stop)
    {
        var limit = query.Limit ?? LimitDefault;
        if (limit is < 1 or > LimitMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "limit", LimitMax);
        }

        if (!(await FilterAsync(query, stop)).Try(out var filter, out var problem))
        {
            return problem;
        }

        var rows = await reader.PageAsync(filter, Key(query.After), limit + 1, stop);
        var shown = rows.Take(limit).ToList();
        return new AuditList(
            await NameAsync(shown, sealedTo, caller, stop),
            rows.Count > limit
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Instants.ToMicroseconds(shown[^1].At)}.{shown[^1].Seq}")
                : null);
    }

    /// <summary>The id behind a word. Error: nobody knows it.</summary>
    public async Task<Outcome<Guid>> SubjectAsync(string word, CancellationToken stop)
    {
        if (Guid.TryParse(word, out var id))
        {
            return id;
        }

        if (subjects.FirstOrDefault(one => one.Name == word) is { } known)
        {
            return known.Id;
        }

        await using var context = database.OpenContext();
        var found = await context.Set<Case>().Where(row => row.Number == word)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
        if (found is null)
        {
            var name = AccountWriter.Normal(word);
            found = await context.Set<Account>().Where(row => row.SignIn == name)
                .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
        }

        return found is { } of ? of : new Problem(ProblemCode.UnknownValue, "subject", word);
    }

    public IEnumerable<JournalSubject> Known => subjects;

    private async Task<Outcome<JournalFilter>> FilterAsync(
        JournalQuery query, CancellationToken stop)
    {
        Guid? subject = null;
        if (Word(query.Subject) is { } word)
        {
            if (!(await SubjectAsync(word, stop)).Try(out var found, out var unknown))
            {
                return unknown;
            }

            subject = found;
        }

        if (!Day(query.From, "from", 0).Try(out var from, out var bad)
            || !Day(query.To, "to", 1).Try(out var to, out bad))
        {
            return bad;
        }

        return new JournalFilter(
            subject, await ActorAsync(Word(query.Actor), stop), Word(query.Kind), from.At, to.At);
    }

    // A name that is no account's is looked for as the journal spells it: import:…, open311:….
    private async Task<string?> ActorAsync(string? word, CancellationToken stop)
    {
        if (word is null || word.Contains(':', StringComparison.Ordinal))
        {
            return word;
        }

        var name = AccountWriter.Normal(word);
        await using var context = database.OpenContext();
        var id = await context.Set<Account>().Where(row => row.SignIn == name)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
        return id is { } account ? ActingCaller.ActorOf(account) : word;
    }

    private Outcome<Bound> Day(string? text, string field, int days)
    {
        if (!TypedDay.Read(text, field).Try(out var read, out var fault))
        {
            return fault;
        }

        return new Bound(read.Value is { } day
            ? city.Current.BeginOf(day.AddDays(days))
            : null);
    }

    private async Task<IReadOnlyList<AuditEntry>> NameAsync(
        List<StoredEntry> rows, long sealedTo, Caller caller, CancellationToken stop)
    {
        var ids = rows.Select(row => row.SubjectId)
            .Concat(rows.Select(row => ActingCaller.AccountOf(row.Actor)).OfType<Guid>())
            .Distinct().ToList();
        await using var context = database.OpenContext();
        var cases = await context.Set<Case>().Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.Number, stop);
        var accounts = await context.Set<Account>().Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.SignIn, stop);
        return [.. rows.Select(row =>
        {
            var known = subjects.FirstOrDefault(one => one.Id == row.SubjectId);
            var (name, address, needs) = known is not null
                ? (known.Name, known.Address, known.Needs)
                : cases.TryGetValue(row.SubjectId, out var number)
                    ? (number, $"/console/cases/{number}", Permission.CaseSee)
                : accounts.TryGetValue(row.SubjectId, out var signIn)
                    ? (
                        signIn, $"/console/administration/accounts/{row.SubjectId}",
                        Permission.SecurityKeep)
                : (row.SubjectId.ToString(), (string?)null, Permission.Anyone);
            return new AuditEntry(
                row.Seq, row.SubjectId, row.N, row.At, row.Actor,
                ActingCaller.AccountOf(row.Actor) is { } by && accounts.TryGetValue(by, out var who)
                    ? who
                    : row.Actor,
                row.Kind, row.Body, name, caller.MaySomewhere(needs) ? address : null,
                row.Seq <= sealedTo);
        })];
    }

    private static (DateTimeOffset, long)? Key(string? word) =>
        word?.Split('.') is [var at, var seq]
            && long.TryParse(at, CultureInfo.InvariantCulture, out var microseconds)
            && long.TryParse(seq, CultureInfo.InvariantCulture, out var n)
            ? (Instants.FromMicroseconds(microseconds), n)
            : null;

    private static string? Word(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed record Bound(DateTimeOffset? At);
}
