using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>A step of a case that anybody may know, in words.</summary>
internal sealed record PublicStep(
    Guid CaseId, int N, DateTimeOffset At, CaseStep Step, string Summary, string? Words)
{
    public string Description => Words is null ? Summary : $"{Summary}: {Words}";
}

/// <summary>What a list of requests shows beside the cases themselves, read for all of them at
/// once.</summary>
internal sealed class RequestFacts(CityDatabase database, CityHolder city)
{
    // A step is kept under the journal's name of its command.
    private static readonly List<string> Kinds = [.. CasePublic.Steps.Select(
        command => CaseJournal.KindOf(new CaseStep { Command = command }))];

    /// <summary>The public steps of cases, the oldest first; of each case only the last unless
    /// <paramref name="all"/>.</summary>
    public async Task<ILookup<Guid, PublicStep>> StepsAsync(
        IReadOnlyList<Guid> cases, bool all, Open311Ask ask)
    {
        await using var context = database.OpenContext();
        var entries = context.Set<StoredEntry>().Where(
            entry => cases.Contains(entry.SubjectId) && Kinds.Contains(entry.Kind));
        if (!all)
        {
            entries = entries
                .GroupBy(entry => entry.SubjectId)
                .Select(group => new { Id = group.Key, N = group.Max(entry => entry.N) })
                .Join(
                    context.Set<StoredEntry>(), last => new { last.Id, last.N },
                    entry => new { Id = entry.SubjectId, entry.N }, (_, entry) => entry);
        }

        var steps = await ReadAsync(context, entries.OrderBy(entry => entry.N), ask);
        return steps.ToLookup(step => step.CaseId);
    }

    /// <summary>Public steps of public cases within a time, the oldest first.</summary>
    public async Task<IReadOnlyList<(PublicStep Step, string Number)>> WithinAsync(
        DateWindow window, int skip, int take, Open311Ask ask)
    {
        await using var context = database.OpenContext();

        // Whatever happened since the window began moved its case's last change behind that; the
        // index over last changes therefore finds all there is to read.
        var cases = context.Set<Case>()
            .Where(row => row.UpdatedAt >= window.From && !row.IsPrivate);
        var found = cases.Join(
                context.Set<StoredEntry>().Where(entry => Kinds.Contains(entry.Kind)
                    && entry.At >= window.From && entry.At <= window.To),
                row => row.Id, entry => entry.SubjectId, (_, entry) => entry)
            .OrderBy(entry => entry.At).ThenBy(entry => entry.Seq).Skip(skip).Take(take);
        var steps = await ReadAsync(context, found, ask);
        var ids = steps.Select(step => step.CaseId).Distinct().ToList();
        var numbers = await context.Set<Case>().Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.Number, ask.Stop);
        return [.. steps.Select(step => (step, numbers[step.CaseId]))];
    }

    /// <summary>What came by Open311 with these cases.</summary>
    public async Task<IReadOnlyDictionary<Guid, Open311Request>> KeptAsync(
        IReadOnlyList<Guid> cases, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var kept = await context.Set<Open311Request>()
            .Where(row => cases.Contains(row.CaseId)).ToListAsync(stop);

        // A link is the reporter's own, and goes when the reporter's data go.
        var linked = kept.Where(row => row.MediaUrl is not null)
            .Select(row => row.CaseId).ToList();
        var erased = linked.Count == 0
            ? []
            : (await context.Set<CaseReporter>()
                .Where(row => linked.Contains(row.CaseId) && row.ErasedAt != null)
                .Select(row => row.CaseId).ToListAsync(stop)).ToHashSet();
        return kept.ToDictionary(
            row => row.CaseId,
            row => erased.Contains(row.CaseId) ? row with { MediaUrl = null } : row);
    }

    private async Task<IReadOnlyList<PublicStep>> ReadAsync(
        CityContext context, IQueryable<StoredEntry> entries, Open311Ask ask)
    {
        var rows = await entries
            .Select(entry => new
            {
                entry.SubjectId,
                entry.N,
                entry.At,
                entry.Body,
                Words = context.Set<CaseWords>()
                    .Where(said => said.CaseId == entry.SubjectId && said.N == entry.N
                        && !said.IsInternal && !said.ByReporter)
                    .Select(said => said.Words).FirstOrDefault(),
            })
            .ToListAsync(ask.Stop);
        return
        [
            .. rows.Select(row =>
            {
                var step = JsonSerializer.Deserialize<CaseStep>(row.Body, CaseJournal.Json)!;
                return new PublicStep(
                    row.SubjectId, row.N, row.At, step, Summary(step, ask), row.Words);
            }),
        ];
    }

    private string Summary(CaseStep step, Open311Ask ask) => ask.Texts[
        $"PortalStep.{step.Command}",
        step.Unit is { } unit && city.Current.Organizations.Find(unit) is { } found
            ? ask.Texts.Of(found.Name)
            : ask.Texts["PortalStep.SomeUnit"],
        step.LineDue is { } due ? ask.Texts.Local(due) : "–"];
}
