using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Stores cases with the whole of their history, many in one transaction: imports and
/// simulations write through here. Nobody is told: what is long past is no news.</summary>
internal sealed class StoreHistories(
    CityDatabase database, CaseNumbers numbers, IEnumerable<INewCaseWatch> watches)
{
    /// <summary>All of them or none. Errors: <see cref="DatabaseDown"/>; a case that another
    /// program changed in the same moment.</summary>
    public Task<Outcome<int>> RunAsync(
        IReadOnlyList<CaseHistory> histories, CancellationToken stop = default) =>
        database.WriteAsync(
            async session =>
            {
                var given = await NumberAsync(session, histories);
                var begun = new List<Case>();
                foreach (var history in histories)
                {
                    var row = await StoreAsync(session, history, given);
                    if (history.StoredVersion is null)
                    {
                        begun.Add(row);
                    }
                }

                foreach (var watch in watches)
                {
                    await watch.SeenAsync(session, begun);
                }

                await CaseCells.ChangeAsync(
                    session, histories.Select(history => (history.Stored, history.Case)));
                return (Outcome<int>)histories.Count;
            },
            stop);

    private static async Task<Case> StoreAsync(
        WriteSession session, CaseHistory history, Dictionary<CaseHistory, string> given)
    {
        var head = history.StoredHead;
        foreach (var step in history.Entries)
        {
            head = await session.AppendAsync(step.Entry, head);
        }

        var row = history.Case with { JournalN = head.N, JournalHash = head.Hash };
        if (history.StoredVersion is { } version)
        {
            if (!await session.UpdateAsync(row, version))
            {
                throw new WriteCollision(row.Number);
            }
        }
        else
        {
            row = row with { Number = given[history] };
            await session.InsertAsync(row);
        }

        await CaseIndex.KeepAsync(session, history.Stored, row);

        foreach (var words in history.Entries.Select(step => step.Words).OfType<CaseWords>())
        {
            await session.InsertAsync(words);
        }

        if (history.Reporter is { } reporter)
        {
            await session.InsertAsync(reporter);
        }

        if (history.HasStoredPictures)
        {
            await AttachAsync(session, history);
        }

        return row;
    }

    private static async Task AttachAsync(WriteSession session, CaseHistory history)
    {
        foreach (var step in history.Entries)
        {
            var problem = await Pictures.AttachAsync(
                session, history.Case.Id, step.Stage, step.Pictures, step.Entry.Actor,
                step.Entry.At);
            if (problem is not null)
            {
                throw new InvalidOperationException($"A picture is missing: {problem}");
            }
        }

        if (history.Case.PicturesReleased)
        {
            await Pictures.ReleaseAsync(session, history.Case.Id, history.Case.UpdatedAt);
        }
    }

    // One question a district and day, not one a case.
    private async Task<Dictionary<CaseHistory, string>> NumberAsync(
        WriteSession session, IReadOnlyList<CaseHistory> histories)
    {
        var given = new Dictionary<CaseHistory, string>(histories.Count);
        var days = histories.Where(history => history.StoredVersion is null)
            .GroupBy(history => numbers.Prefix(
                history.Case.DistrictCode, history.Case.ReportedAt));
        foreach (var day in days)
        {
            var cases = day.ToList();
            var n = await CaseNumbers.ReserveAsync(session, day.Key, cases.Count) - cases.Count;
            cases.ForEach(history => given[history] = CaseNumbers.Format(day.Key, ++n));
        }

        return given;
    }
}
